"""A figure of a record in the unit of its kind, so that grams and kilograms compare."""

import re
from dataclasses import dataclass
from functools import lru_cache

from catalog.product import AttributeValue

#: Unit → (base unit, how many of them).
UNITS = {
    "mg": ("g", 0.001), "g": ("g", 1.0), "kg": ("g", 1000.0), "oz": ("g", 28.349523125), "lb": ("g", 453.59237),
    "lbs": ("g", 453.59237), "t": ("g", 1_000_000.0),
    "ml": ("ml", 1.0), "cl": ("ml", 10.0), "l": ("ml", 1000.0), "litre": ("ml", 1000.0), "litres": ("ml", 1000.0),
    "mm": ("mm", 1.0), "cm": ("mm", 10.0), "m": ("mm", 1000.0), "km": ("mm", 1_000_000.0), "in": ("mm", 25.4),
    "inch": ("mm", 25.4), "inches": ("mm", 25.4),
    "s": ("min", 1 / 60), "min": ("min", 1.0), "h": ("min", 60.0), "hours": ("min", 60.0), "days": ("min", 1440.0),
    "w": ("w", 1.0), "kw": ("w", 1000.0), "c": ("c", 1.0), "lm": ("lm", 1.0), "lumens": ("lm", 1.0),
    "mah": ("mah", 1.0), "gb": ("mb", 1024.0), "mb": ("mb", 1.0), "tb": ("mb", 1_048_576.0), "gsm": ("gsm", 1.0),
    "mhz": ("mhz", 1.0), "ghz": ("mhz", 1000.0),
}  # fmt: skip
_AMOUNT = re.compile(r"^(-?\d+(?:[.,]\d+)?)\s*([a-zA-Z°]+)?\.?$")
_LENGTHS = frozenset("length width height depth diagonal diameter display screen size thickness".split())
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PREFIX = re.compile(r"^(?:attr_[a-z]_|attr_|attribute_|spec_)")
#: `weight_g_per_m2` is a weight of cloth.
_RATE = re.compile(r"_per_|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its base unit; "" where the record names none."""

    amount: float
    unit: str


def measure_name(key: str) -> str:
    """The name of an attribute without its unit: `weight_g`, `Weight (kg)` and `attr_n_weight__g` are all `weight`."""
    return _read(key)[0]


def measure_of(key: str, value: AttributeValue) -> Measure | None:
    """The figure of an attribute; None for what is no single number."""
    if isinstance(value, bool | tuple):
        return None
    named = _read(key)[1]
    if isinstance(value, str):
        found = _AMOUNT.match(value.strip())
        if not found:
            return None
        amount, own = float(found[1].replace(",", ".")), (found[2] or "").casefold().replace("°", "")
        if own and own not in UNITS:
            return None
        return _in_base(amount, own or named)
    return _in_base(float(value), named)


#: A few thousand amounts are stated by a hundred thousand figures, which are all kept.
@lru_cache(maxsize=16_384)
def _in_base(amount: float, unit: str) -> Measure:
    base, factor = UNITS.get(unit, ("", 1.0))
    return Measure(amount * factor, base)


#: A catalog names its attributes alike in every product.
@lru_cache(maxsize=8_192)
def _read(key: str) -> tuple[str, str]:
    """The name of an attribute without its unit, and the unit."""
    words = [word.casefold() for word in _WORDS.findall(_CAMEL.sub("_", _PREFIX.sub("", key)).replace("_", " "))]
    has_unit = len(words) > 1 and words[-1] in UNITS and not _RATE.search(key)
    has_unit = has_unit and (words[-1] != "in" or words[-2] in _LENGTHS)  # `composite_video_in` is a socket
    return (" ".join(words[:-1]), words[-1]) if has_unit else (" ".join(words), "")
