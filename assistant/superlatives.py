"""Words that ask for an order by a figure ("lightest"), and the figures of a record that answer them.

The one place that knows both: whole-catalog search, comparisons and the template's words all read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.measure import measure_name
from catalog.product import AttributeValue, Product
from catalog.vocabulary import words_of

PRICE, RATING = "price", "rating"


@dataclass(frozen=True, slots=True)
class Superlative:
    """A word, the figures it asks for, and which end of them is meant.

    Attributes:
        word: as it stands before a noun: "lightest".
        names: names of figures without their unit, those that say most of it first.
        highest: whether the highest figure is meant.
        quality: what the figures tell: "weight".
        told: the word in "the … of these", where it is another: "highest rated".
    """

    word: str
    names: tuple[str, ...] = ()
    highest: bool = False
    quality: str = ""
    told: str = ""

    @property
    def is_known(self) -> bool:
        """Whether any figure answers it."""
        return bool(self.names)


_WEIGHT = ("weight", "net weight", "item weight", "product weight", "total weight")
_COLD = ("comfort temp", "comfort temperature", "warm to", "temperature rating", "limit temp", "r value")
_ROOM = ("capacity", "volume", "total capacity", "sleeps", "display diagonal", "screen size", "diameter", "size")
_LONG = ("length", "cable length", "total length")
_ENDURANCE = ("battery life", "burn time", "run time", "runtime", "battery capacity", "battery")
_LIGHT = ("lumens", "light output", "brightness", "luminous flux")
_LOAD = ("max load", "maximum load", "maximum weight capacity", "load capacity", "max weight")
_WATER = ("hydrostatic head", "waterproof rating")


def _rows() -> Iterator[Superlative]:
    yield Superlative("lightest", _WEIGHT, quality="the weight")
    yield Superlative("heaviest", _WEIGHT, highest=True, quality="the weight")
    yield Superlative("cheapest", (PRICE,), quality="the price")
    yield Superlative("most expensive", (PRICE,), highest=True, quality="the price")
    yield Superlative("warmest", _COLD, quality="how cold it may get", told="one for the coldest weather")
    yield Superlative("biggest", (*_ROOM, *_LONG, "width", "height"), highest=True, quality="the size")
    yield Superlative("smallest", (*_ROOM, *_LONG, "width", "height"), quality="the size")
    yield Superlative("longest", (*_LONG, *_ENDURANCE), highest=True, quality="the length")
    yield Superlative("shortest", _LONG, quality="the length")
    yield Superlative("longest-lasting", _ENDURANCE, highest=True, quality="how long it lasts")
    yield Superlative("tallest", ("height",), highest=True, quality="the height")
    yield Superlative("widest", ("width",), highest=True, quality="the width")
    yield Superlative("narrowest", ("width",), quality="the width")
    yield Superlative("deepest", ("depth",), highest=True, quality="the depth")
    yield Superlative("thickest", ("thickness", "pile height"), highest=True, quality="the thickness")
    yield Superlative("thinnest", ("thickness", "depth"), quality="the thickness")
    yield Superlative("brightest", _LIGHT, highest=True, quality="the brightness")
    yield Superlative("strongest", _LOAD, highest=True, quality="the load it bears")
    yield Superlative("most waterproof", _WATER, highest=True, quality="how much water it holds out")
    yield Superlative("most powerful", ("power", "output power", "wattage"), highest=True, quality="the power")
    yield Superlative(
        "fastest", ("print speed", "read speed", "maximum data transfer rate", "processor frequency"), True, "the speed"
    )
    yield Superlative("quietest", ("noise level", "sound pressure level", "noise"), quality="the noise")
    yield Superlative("highest rated", (RATING,), highest=True, quality="the rating", told="highest rated")


_KNOWN: Mapping[str, Superlative] = {row.word: row for row in _rows()}
_SAME = {
    "dearest": "most expensive", "priciest": "most expensive", "costliest": "most expensive",
    "least expensive": "cheapest", "most affordable": "cheapest", "lowest priced": "cheapest",
    "largest": "biggest", "roomiest": "biggest", "most spacious": "biggest", "hugest": "biggest",
    "tiniest": "smallest", "littlest": "smallest", "most compact": "smallest", "smallest": "smallest",
    "most lightweight": "lightest", "cosiest": "warmest", "coziest": "warmest", "slimmest": "thinnest",
    "sturdiest": "strongest", "toughest": "strongest", "highest": "tallest",
    "longest lasting": "longest-lasting", "most durable battery": "longest-lasting",
    "best": "highest rated", "best rated": "highest rated", "best-rated": "highest rated",
    "top rated": "highest rated", "top-rated": "highest rated", "best reviewed": "highest rated",
}  # fmt: skip
_SORTS = {"price_asc": "cheapest", "price_desc": "most expensive", "rating_desc": "highest rated"}


def superlative_named(word: str) -> Superlative:
    """The superlative of a word ("lightest", "roomiest"); one that no figure answers for any other word."""
    plain = " ".join(word.casefold().split())
    return _KNOWN.get(_SAME.get(plain, plain)) or Superlative(plain)


def superlative_of_sort(sort: str) -> Superlative:
    """The superlative that an explicit order asks for."""
    return _KNOWN[_SORTS[sort]]


def superlative_in(message: str) -> Superlative | None:
    """The superlative that a message names, if a figure answers it; the longer name first."""
    words = words_of(message)
    for size in (2, 1):
        for start in range(len(words) - size + 1):
            found = superlative_named(" ".join(words[start : start + size]))
            if found.is_known:
                return found
    return None


def stated_figure(product: Product, name: str) -> tuple[str, AttributeValue] | None:
    """The attribute of a record that gives a figure of this name, with its value; None if none does."""
    return next(((key, value) for key, value in product.attributes.items() if measure_name(key) == name), None)
