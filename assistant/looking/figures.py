"""The figures of a kind that answer a superlative: which column says most, in one unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from assistant.superlatives import PRICE, RATING, Superlative
from catalog.measure import Measure
from catalog.stocklist import Stocklist

Value = TypeVar("Value")
#: The drawn mean of a rating has this many ratings of `PRIOR_MEAN` more: one five-star rating is not the best.
PRIOR_RATINGS, PRIOR_MEAN = 5, 3.5
#: Without a unit, figures further apart than this cannot all be meant in one unit.
MAX_BARE_RATIO = 20.0


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """What products state of one figure.

    Attributes:
        name: of the figure.
        figures: by product id.
        is_bare: the records give it without a unit.
    """

    name: str
    figures: Mapping[str, float]
    is_bare: bool = False


def best_column(asked: Superlative, ids: Sequence[str], stock: Stocklist) -> FigureColumn | None:
    """The figure that says most: the first that half of them state, else the one that most do."""
    wanted = None if ids is stock.ids else frozenset(ids)
    columns: list[FigureColumn] = []
    for name in _columns(asked, stock):
        column = FigureColumn(name, *_comparable(name, wanted, stock))
        if len(column.figures) * 2 >= len(ids) > 0 and column.figures:
            return column
        columns.append(column)
    best = max(columns, key=lambda column: len(column.figures), default=None)
    return best if best and best.figures else None


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
