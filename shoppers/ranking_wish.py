"""What the shopper's words say about the order of the answer, beyond what must hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

RankOrder = Literal["price_asc", "price_desc", "rating_desc"]


@dataclass(frozen=True, slots=True)
class RankingWish:
    """Soft wishes of one turn.

    Attributes:
        text: the words searched for.
        sort: an explicit order; it stands above every score.
        price_about: a wished price in minor units.
        attributes: wanted attribute or option values, by name.
        categories: category paths that the words name.
    """

    text: str = ""
    sort: RankOrder | None = None
    price_about: int | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
