"""Whether the shop has a kind of thing, how many and at what price."""

from dataclasses import dataclass

from catalog.money import Money


@dataclass(frozen=True, slots=True)
class Presence:
    """What of a kind the shop has.

    Attributes:
        noun: what was asked for, as the shopper said it.
        n_products: products of that kind that pass the conditions; 0 where nothing is called so.
        n_of_kind: products of that kind, whatever the conditions.
        price_min, price_max: of those that pass.
        shelves: the categories most of them are in.
        wider: what is called by the last word alone ("bag" of "golf bag"), where nothing is called so in full.
        missed: words before the noun that no record has; the count is without them.
    """

    noun: str
    n_products: int = 0
    n_of_kind: int = 0
    price_min: Money | None = None
    price_max: Money | None = None
    shelves: tuple[str, ...] = ()
    wider: str = ""
    missed: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything in the catalog is called so."""
        return self.n_of_kind > 0
