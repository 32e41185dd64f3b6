"""Where the tools look."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.brief import Turn
from assistant.need import ShoppingNeed
from assistant.ports import CatalogReader, ProductSearch, Ranker


@dataclass(frozen=True, slots=True)
class Lookup:
    """The same for every turn.

    Attributes:
        ranker: without one, searches keep their own order and nothing is recommended unasked.
        understand: reads a message as the next turn would; without it, no reply of the model's own is suggested.
    """

    search: ProductSearch
    catalog: CatalogReader
    ranker: Ranker | None = None
    understand: Callable[[Turn], ShoppingNeed] | None = None
