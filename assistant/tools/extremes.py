"""The cheapest, dearest and best rated products of a part of the catalog; of all of it, not of what was shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.tools.look import Look
from catalog.candidate import Candidate
from catalog.filter import ProductFilter
from catalog.overview import CategorySummary
from catalog.product import Product

N_EACH = 3
#: More products than this are not fetched to be sorted; a tighter limit is tried first.
MAX_FETCHED = 200
#: Each price limit is this much further from the end than the one before.
_STEP = 1.3
_RATINGS = (4.9, 4.7, 4.5, 4.2, 4.0, 3.5, 3.0, 0.5)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Best first in each list."""

    cheapest: tuple[Product, ...]
    dearest: tuple[Product, ...]
    best_rated: tuple[Product, ...]

    @classmethod
    def find(cls, look: Look, summaries: Sequence[CategorySummary]) -> "Extremes":
        """Of these categories together, within the shopper's bounds."""
        where = look.narrowed(categories=tuple(summary.path for summary in summaries))
        low = min((s.price_min.amount for s in summaries if s.price_min), default=None)
        high = max((s.price_max.amount for s in summaries if s.price_max), default=None)
        cheapest = sorted(_cheap(look, where, low, high), key=_price)[:N_EACH]
        dearest = sorted(_dear(look, where, low, high), key=_price, reverse=True)[:N_EACH]
        return cls(tuple(cheapest), tuple(dearest), tuple(sorted(_rated(look, where), key=_standing)[:N_EACH]))

    @staticmethod
    def ends(look: Look, summaries: Iterable[CategorySummary]) -> dict[str, Product]:
        """One product at each end of every category's price range."""
        ends: list[Candidate] = []
        for summary in summaries:
            if summary.price_min and summary.price_max:
                here = ProductFilter(categories=(summary.path,))
                low = here.model_copy(update={"price_max": summary.price_min.amount})
                high = here.model_copy(update={"price_min": summary.price_max.amount})
                ends += [*look.search("", low, 1).candidates, *look.search("", high, 1).candidates]
        return look.products(ends)

    @property
    def products(self) -> dict[str, Product]:
        """All of them."""
        return {product.id: product for product in (*self.cheapest, *self.dearest, *self.best_rated)}

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All of them, to be shown."""
        return tuple(Candidate(product_id, 0.0) for product_id in self.products)

    def named(self) -> dict[str, tuple[Product, ...]]:
        """The lists that hold something, by name."""
        lists = {"cheapest": self.cheapest, "dearest": self.dearest, "best_rated": self.best_rated}
        return {name: products for name, products in lists.items() if products}


def _cheap(look: Look, where: ProductFilter, low: int | None, high: int | None) -> list[Product]:
    limit = float(low) if low is not None and high is not None else None
    while limit is not None and high is not None and limit < high:
        found = _within(look, where, price_max=round(limit))
        if len(found) >= N_EACH:
            return found
        limit = max(limit * _STEP, limit + 1)
    return _within(look, where, price_max=high) if high is not None else []


def _dear(look: Look, where: ProductFilter, low: int | None, high: int | None) -> list[Product]:
    limit = float(high) if low is not None and high is not None else None
    while limit is not None and low is not None and limit > max(low, 1):
        found = _within(look, where, price_min=round(limit))
        if len(found) >= N_EACH:
            return found
        limit = min(limit / _STEP, limit - 1)
    return _within(look, where, price_min=low) if low is not None else []


def _rated(look: Look, where: ProductFilter) -> list[Product]:
    found: list[Product] = []
    for least in _RATINGS:
        found = _within(look, where, rating_min=least)
        if len(found) >= N_EACH:
            break
    return found


def _within(look: Look, where: ProductFilter, **limits: float | int) -> list[Product]:
    bounds = {name: value for name, value in limits.items() if not _is_looser(name, value, where)}
    candidates = look.search("", where.model_copy(update=bounds), MAX_FETCHED).candidates
    return list(look.products(candidates).values())


def _is_looser(name: str, value: float, where: ProductFilter) -> bool:
    held = getattr(where, name)
    return held is not None and (value > held if name == "price_max" else value < held)


def _price(product: Product) -> int:
    return product.price.amount if product.price else 0


def _standing(product: Product) -> tuple[float, int]:
    rating = product.rating
    return (-rating.out_of_five, -(rating.count or 0)) if rating else (0.0, 0)
