"""What a superlative came to over the whole catalog."""

from dataclasses import dataclass

from assistant.superlatives import Superlative


@dataclass(frozen=True, slots=True)
class Extreme:
    """An order over the whole catalog.

    Attributes:
        superlative: what was asked for.
        name: the figure it was answered by; "" where no two products state one that can be compared.
        noun: the kind of thing, as the shopper said it; "" for all that is sold.
        n_compared: products that state the figure.
        n_silent: products of the kind that pass and do not state it.
        is_bare: the records give the figure without a unit.
        missed: words before the noun that no record has; the order is without them.
    """

    superlative: Superlative
    name: str = ""
    noun: str = ""
    n_compared: int = 0
    n_silent: int = 0
    is_bare: bool = False
    missed: tuple[str, ...] = ()
