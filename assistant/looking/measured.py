"""Figures that are asked for: "a tent under 2 kg", "at least 30 litres", "a 27 inch monitor"; and what meets them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.measure import UNITS, Measure, measure_name, measure_of
from catalog.product import Product
from catalog.stocklist import Stocklist

#: "2 litres" is met by what is so near to it.
NEAR = 0.05
_LONG_UNITS = {
    "gram": "g", "grams": "g", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "ounces": "oz",
    "pound": "lb", "pounds": "lb", "liter": "l", "liters": "l", "millilitres": "ml", "metre": "m", "metres": "m",
    "meter": "m", "meters": "m", "centimetres": "cm", "centimeters": "cm", "millimetres": "mm", "”": "inch",
    '"': "inch",
    "watt": "w", "watts": "w", "hour": "h", "minutes": "min", "lumen": "lm", "gigabytes": "gb", "terabytes": "tb",
    "megabytes": "mb",
}  # fmt: skip
#: Of lengths of time and money ("for 2 days", "20 pounds") nothing is said of a product.
_NO_FIGURES = frozenset({"s", "t", "c", "days", "pound", "pounds", "in", "h", "hour", "hours", "min", "minutes"})
_UNIT = "|".join(re.escape(unit) for unit in sorted({*UNITS, *_LONG_UNITS} - _NO_FIGURES, key=len, reverse=True))
_MIN = (
    r"at least|min(?:imum)?(?: of)?|no less than|not less than|more than|over|above|upwards of|from|bigger than"
    r"|larger than"
)
_MAX = r"at most|max(?:imum)?(?: of)?|no more than|not more than|less than|under|below|up to|lighter than|smaller than"
_ASKED = re.compile(
    rf"\b(?:(?:(?P<low>{_MIN})|(?P<high>{_MAX})|with|of|around|about) )?"
    rf"(?P<amount>\d+(?:[.,]\d+)?)[ -]?(?P<unit>{_UNIT})(?!\w)"
    r"(?: (?:(?P<or_more>or (?:more|bigger|larger|over|above)|plus|at least|minimum)"
    r"|(?P<or_less>or (?:less|lighter|smaller|under|below)|at most|max(?:imum)?)))?",
    re.IGNORECASE,
)
#: Words of the names of figures that a unit is about, where the text names none of them itself.
_ABOUT = {
    "g": frozenset({"weight"}),
    "ml": frozenset({"capacity", "volume"}),
    "mm": frozenset("length width height depth diameter diagonal display screen size".split()),
    "mb": frozenset("storage memory ram hdd ssd capacity".split()),
}
_SPOKEN = {"long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "screen": "display"}
#: `hdd_speed` is no capacity, `maximum_screen_size` none of its own.
_OF_SOMETHING_ELSE = frozenset(
    """speed rate quantity number count ports slots interface frequency compatibility compatible supported maximum
    recommended packaging package carton shipping""".split()
)
#: What a catalog that names no units means by the names of its figures.
_BARE = {
    "display": ("mm", 25.4), "screen": ("mm", 25.4), "cable": ("mm", 1000.0), "hdd": ("mb", 1024.0),
    "ssd": ("mb", 1024.0), "storage": ("mb", 1024.0), "lumens": ("lm", 1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasuredWish:
    """One figure that is asked for.

    Attributes:
        said: as it was said: "under 2 kg"; figure: of that the figure alone: "2 kg".
        unit: base unit of `low` and `high`, as `catalog.measure` has it.
        low: the least, or None; high: the most, or None.
        about: words of the names of figures it may be about; any figure of the unit if empty.
    """

    said: str
    figure: str
    unit: str
    low: float | None
    high: float | None
    about: frozenset[str] = frozenset()

    def is_met_by(self, measure: Measure) -> bool:
        """Whether a figure is within."""
        return (self.low is None or measure.amount >= self.low) and (self.high is None or measure.amount <= self.high)

    def figure_of(self, product: Product) -> tuple[str, Measure] | None:
        """The attribute of the record that answers it, the one that meets it first; None if none does."""
        stated = [
            (name, measure)
            for name, value in product.attributes.items()
            if (measure := measure_of(name, value)) and (measure := self._read(measure_name(name), measure))
        ]
        return next((one for one in stated if self.is_met_by(one[1])), stated[0] if stated else None)

    def among(self, ids: Iterable[str], stock: Stocklist) -> tuple[str, ...]:
        """Those whose records meet it, in order."""
        wanted = list(ids)
        names = (*stock.figure_names(self.unit), *(name for name in stock.figures if _bare_unit(name) == self.unit))
        columns = [(name, stock.figures[name]) for name in dict.fromkeys(names)]
        meeting = {
            one
            for name, figures in columns
            for one in (wanted if len(wanted) < len(figures) else figures)
            if one in figures and (read := self._read(name, figures[one])) and self.is_met_by(read)
        }
        return tuple(one for one in wanted if one in meeting)

    def _read(self, name: str, measure: Measure) -> Measure | None:
        """The measure in this wish's unit; None if it is of something else."""
        words = frozenset(name.split())
        if (self.about and not self.about & words) or words & _OF_SOMETHING_ELSE:
            return None
        if measure.unit == self.unit:
            return measure
        if measure.unit or _bare_unit(name) != self.unit:
            return None
        return Measure(measure.amount * next(_BARE[word][1] for word in name.split() if word in _BARE), self.unit)


@lru_cache(maxsize=8_192)
def _bare_unit(name: str) -> str | None:
    """The unit that a figure of this name is meant in where it states none; None if nobody can tell."""
    return next((_BARE[word][0] for word in name.split() if word in _BARE), None)


@lru_cache(maxsize=1_024)
def measured_in(text: str) -> tuple[MeasuredWish, ...]:
    """The figures that a text asks for, in order; of two of one kind the later: "1 TB … 2 TB instead"."""
    kept: dict[tuple[str, frozenset[str], bool], MeasuredWish] = {}
    for wish in _wishes(text):
        is_least = wish.high is None and wish.unit != "mb"
        kept[wish.unit, wish.about, is_least] = wish
    return tuple(kept.values())


def without_measures(text: str) -> str:
    """The text without them: they are held against figures, and are no words to search for."""
    kept = " ".join(_ASKED.sub(" ", text).split())
    return kept if any(character.isalpha() for character in kept) else text


def measuring_up(ids: Sequence[str], wishes: Iterable[MeasuredWish], stock: Stocklist) -> Sequence[str]:
    """Those whose records meet every figure that is asked for; all of them where none does."""
    meeting = ids
    for wish in wishes:
        meeting = wish.among(meeting, stock)
    return meeting or ids


def n_measures_missed(product: Product, wishes: Iterable[MeasuredWish]) -> int:
    """How far a record is from what is asked for: 2 for each figure that is not met, 1 for each that is not stated."""
    figures = [(wish, wish.figure_of(product)) for wish in wishes]
    return sum(1 if found is None else 2 * (not wish.is_met_by(found[1])) for wish, found in figures)


def _wishes(text: str) -> Iterator[MeasuredWish]:
    spoken = {_SPOKEN.get(word, word) for word in re.findall(r"[a-z]+", text.casefold())}
    for match in _ASKED.finditer(text):
        said_unit = match["unit"].casefold()
        base, factor = UNITS[_LONG_UNITS.get(said_unit, said_unit)]
        amount = float(match["amount"].replace(",", ".")) * factor
        is_least, is_most = match["low"] or match["or_more"], match["high"] or match["or_less"]
        low, high = (amount if is_least else None), (amount if is_most else None)
        if low is None and high is None:
            low, high = (amount * (1 - NEAR), None if base == "mb" else amount * (1 + NEAR))
        about = _ABOUT.get(base, frozenset())
        after = re.match(r"\s*(long|wide|high|tall|deep)\b", text[match.end() :], re.IGNORECASE)
        named = frozenset({_SPOKEN[after[1].casefold()]}) if after else about & spoken
        figure = f"{match['amount']}{text[match.end('amount') : match.start('unit')]}{match['unit']}"
        yield MeasuredWish(" ".join(match[0].split()), figure, base, low, high, named or about)
