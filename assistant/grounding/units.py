"""Units of measure: of what kind each is, and how much of the kind's smallest unit it stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.grounding.figures import Figure

_KINDS: Mapping[str, Mapping[str, str]] = {
    "mass": {"mg": "0.001", "g|grams?|gramm|gramos?|grammes?": "1", "kgs?|kilos?|kilogram\\w*": "1000"},
    "length": {
        "mm|milli(?:metres?|meters?)": "1",
        "cm|centi(?:metres?|meters?)|zentimeter|centímetros?": "10",
        "m|metres?|meters?|metros?|mètres?": "1000",
        "km|kilo(?:metres?|meters?|metros?)": "1000000",
    },
    "volume": {"ml": "1", "cl": "10", "l|litres?|liters?|litros?": "1000"},
    "temperature": {"°\\s?c?|degrees?|grad|grados|degrés": "1"},
    "light": {"lm|lumens?|lúmenes": "1"},
    "time": {"min|mins|minutes?|minuten|minutos": "1", "h|hrs?|hours?|stunden?|horas?|heures?": "60"},
}
_UNITS = [(kind, pattern, Decimal(factor)) for kind, units in _KINDS.items() for pattern, factor in units.items()]
_UNIT_AFTER = re.compile(
    "|".join(rf"(?P<u{i}>\s?-?(?:{pattern})(?![^\W\d_]))" for i, (_, pattern, _) in enumerate(_UNITS))
)
#: How numeric attributes are named: `weight_g`, `comfort_temp_c`.
_SUFFIXES = {"g": "mass", "kg": "mass", "mm": "length", "cm": "length", "m": "length", "ml": "volume", "l": "volume"}
_SUFFIXES |= {"c": "temperature", "lm": "light", "lumens": "light", "min": "time", "h": "time", "hours": "time"}
#: What joins numbers that share the unit of the last one: "150 by 180 cm", "4 to 12 °C", "25, 35 and 45 cm".
_JOINT = re.compile(r"\s*(?:,|-|/|x|×|to|and|or|by|bis|und|oder|mal|a|y|o|por|à|et|ou)\s*-?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """So much of a kind, in its smallest unit; `factor` is what its own unit is of that."""

    kind: str
    amount: Decimal
    factor: Decimal = field(default=Decimal(1), compare=False)


def measures_in(text: str, figures: list[Figure]) -> list[tuple[Figure, Measure]]:
    """What each figure of a text (lower case) measures; figures without a unit are left out."""
    found: list[tuple[Figure, Measure]] = []
    following: tuple[Figure, int] | None = None
    for figure in reversed(figures):
        unit = _unit_at(text, figure.end)
        if unit is None and following and _JOINT.fullmatch(text, figure.end, following[0].start):
            unit = following[1]
        following = (figure, unit) if unit is not None else None
        if unit is not None and figure.kind == "number":
            kind, _, factor = _UNITS[unit]
            found.append((figure, Measure(kind, figure.value * factor, factor)))
    return found


def measure_of_attribute(name: str, value: Decimal) -> Measure | None:
    """What a numeric attribute measures, where its name ends in a unit."""
    suffix = name.rpartition("_")[2].casefold()
    kind = _SUFFIXES.get(suffix)
    if kind is None or suffix == name.casefold():
        return None
    unit = _unit_at(suffix if suffix != "c" else "°c", 0)
    return Measure(kind, value * _UNITS[unit][2]) if unit is not None else None


def _unit_at(text: str, position: int) -> int | None:
    match = _UNIT_AFTER.match(text, position)
    return int(match.lastgroup[1:]) if match and match.lastgroup else None
