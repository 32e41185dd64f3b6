"""Answers superlatives from the whole catalog: every product of the kind that passes, in order of the figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import TypeVar

from assistant.looking.extreme import Extreme
from assistant.looking.kind import Kind, kind_in, names_no_kind, with_qualities
from assistant.looking.limits import LookLimits
from assistant.looking.look import Found, Look
from assistant.ports import CatalogReader, ProductSearch
from assistant.relaxation import relaxations
from assistant.superlatives import PRICE, RATING, Superlative, superlative_named, superlative_of_sort
from catalog.candidate import Evidence, RankedProduct
from catalog.filter import ProductFilter
from catalog.measure import Measure
from catalog.stocklist import Stocklist

Value = TypeVar("Value")
#: The drawn mean of a rating has this many ratings of `PRIOR_MEAN` more: one five-star rating is not the best.
PRIOR_RATINGS, PRIOR_MEAN = 5, 3.5
#: Without a unit, figures further apart than this cannot all be meant in one unit.
MAX_BARE_RATIO = 20.0
#: Products tried at a time where no kind is named.
N_AT_A_TIME = 400


class ExtremeFinder:
    """Orders all products of a kind by a figure. Thread-safe."""

    def __init__(self, search: ProductSearch, catalog: CatalogReader, limits: LookLimits | None = None) -> None:
        self._search = search
        self._catalog = catalog
        self._limits = limits or LookLimits()
        self._kept: tuple[Stocklist | None, dict[tuple[str, bool], list[str]]] = (None, {})

    def find(self, look: Look) -> tuple[Found, Extreme] | None:
        """The products in the order asked for; None where no superlative is asked or its kind of thing is unknown.

        An `Extreme` without a name has no candidates: no figure answers it.
        """
        need = look.need
        asked = superlative_named(need.superlative) if need.superlative else None
        if asked is None and need.sort:
            asked = superlative_of_sort(need.sort)
        stock = self._catalog.stocklist()
        kind = kind_in(need.text, stock)
        if asked is None or (kind is None and not names_no_kind(need.text)):
            return None
        with look.watch.step("search"):
            return self._ordered(look, asked, kind, stock)

    def _ordered(
        self, look: Look, asked: Superlative, kind: Kind | None, stock: Stocklist
    ) -> tuple[Found, Extreme] | None:
        is_any = False
        for where, dropped in relaxations(look.need, look.turn):
            ids, missed = self._of_kind(kind, stock, where)
            is_any = is_any or bool(ids)
            column = self._best_column(asked, ids, stock)
            if column is None:
                continue
            name, figures, is_bare = column
            ordered = self._order(asked, name, figures, stock if kind is None else None)
            passing = ordered if kind else self._passing(ordered, where)
            if not passing:
                continue
            n_silent = len(ids) - len(figures)
            extreme = Extreme(
                asked, name, kind.named_without(missed) if kind else "", len(ordered), n_silent, is_bare, missed
            )
            n_matching = len(ids) if kind else self._search.search("", where, 0).n_matching
            return Found(_ranked(passing[: self._limits.n_candidates], name), n_matching, dropped), extreme
        # What is left of the kind states no figure; of none left, a search says more.
        return (Found(), Extreme(asked, noun=kind.named_without(kind.qualities) if kind else "")) if is_any else None

    def _order(
        self, asked: Superlative, name: str, figures: Mapping[str, float], whole: Stocklist | None
    ) -> Sequence[str]:
        """Best first; the order of the `whole` catalog is kept until the catalog changes."""
        key = (name, asked.highest)
        if whole is not None and self._kept[0] is whole and key in self._kept[1]:
            return self._kept[1][key]
        ordered = sorted(figures, key=lambda one: (-figures[one] if asked.highest else figures[one], one))
        if whole is not None:
            self._kept = (whole, {**(self._kept[1] if self._kept[0] is whole else {}), key: ordered})
        return ordered

    def _of_kind(
        self, kind: Kind | None, stock: Stocklist, where: ProductFilter
    ) -> tuple[Sequence[str], tuple[str, ...]]:
        """The products of the kind that pass and have the qualities asked for, and those that none has; else all."""
        if kind is None:
            return stock.ids, ()
        ids: Sequence[str] = kind.ids
        if not where.is_empty:
            result = self._search.search("", where.model_copy(update={"only_ids": tuple(ids)}), len(ids))
            passing = {candidate.product_id for candidate in result.candidates}
            ids = [one for one in ids if one in passing]
        return with_qualities(kind, ids, self._catalog)

    def _passing(self, ordered: Sequence[str], where: ProductFilter) -> list[str]:
        """The first of an order that pass the conditions."""
        if where.is_empty:
            return list(ordered[: self._limits.n_candidates])
        passing: list[str] = []
        for start in range(0, len(ordered), N_AT_A_TIME):
            some = tuple(ordered[start : start + N_AT_A_TIME])
            result = self._search.search("", where.model_copy(update={"only_ids": some}), len(some))
            found = {candidate.product_id for candidate in result.candidates}
            passing += [one for one in some if one in found]
            if len(passing) >= self._limits.n_candidates:
                break
        return passing

    def _best_column(
        self, asked: Superlative, ids: Sequence[str], stock: Stocklist
    ) -> tuple[str, Mapping[str, float], bool] | None:
        """The figure that says most: the first that half of them state, else the one that most do."""
        wanted = None if ids is stock.ids else frozenset(ids)
        columns: list[tuple[str, Mapping[str, float], bool]] = []
        for name in _columns(asked, stock):
            figures, is_bare = _comparable(name, wanted, stock)
            if len(figures) * 2 >= len(ids) > 0 and figures:
                return name, figures, is_bare
            columns.append((name, figures, is_bare))
        best = max(columns, key=lambda column: len(column[1]), default=None)
        return best if best and best[1] else None


def _columns(asked: Superlative, stock: Stocklist) -> list[str]:
    """The catalog's own names of the figures asked for: `print speed` is also `print speed black a4`."""
    names: list[str] = []
    for name in asked.names:
        longer = sorted(own for own in stock.figures if own.startswith(f"{name} ") and len(name.split()) > 1)
        names += [name, *longer]
    return list(dict.fromkeys(names))


def _comparable(name: str, wanted: frozenset[str] | None, stock: Stocklist) -> tuple[Mapping[str, float], bool]:
    """The figures of the wanted products that share a unit, and whether that unit is not told."""
    if name == PRICE:
        return {one: float(price.amount) for one, price in _among(stock.prices, wanted)}, False
    if name == RATING:
        return {one: drawn_rating(*rating) for one, rating in _among(stock.ratings, wanted)}, False
    stated = dict(_among(stock.figures.get(name, {}), wanted))
    with_unit = _of_one_unit(stated)
    if len(with_unit) * 2 >= len(stated):
        return with_unit, False
    bare = {one: measure.amount for one, measure in stated.items() if not measure.unit and measure.amount > 0}
    return _alike(bare), name not in ("sleeps", "r value", "lumens")


def _among(column: Mapping[str, Value], wanted: frozenset[str] | None) -> Iterator[tuple[str, Value]]:
    return ((one, value) for one, value in column.items() if wanted is None or one in wanted)


def _of_one_unit(stated: Mapping[str, Measure]) -> dict[str, float]:
    units = [measure.unit for measure in stated.values() if measure.unit]
    if not units:
        return {}
    common = max(sorted(set(units)), key=units.count)
    return {one: measure.amount for one, measure in stated.items() if measure.unit == common}


def _alike(bare: Mapping[str, float]) -> dict[str, float]:
    """Bare numbers near their median; grams among kilograms are left out."""
    if not bare:
        return {}
    middle = median(bare.values())
    return {one: value for one, value in bare.items() if middle / MAX_BARE_RATIO <= value <= middle * MAX_BARE_RATIO}


def drawn_rating(mean: float, count: int) -> float:
    """A mean drawn towards the middle while few have rated: one five-star rating is not the best."""
    return (mean * count + PRIOR_MEAN * PRIOR_RATINGS) / (count + PRIOR_RATINGS)


def _ranked(ids: Iterable[str], name: str) -> tuple[RankedProduct, ...]:
    return tuple(
        RankedProduct(one, 1.0 / place, (Evidence(f"order by {name}", 1.0),), rank=place)
        for place, one in enumerate(ids, start=1)
    )
