"""Follows measures back to feet, inches, pounds and miles: "at 6 ft 4 you're nearer 193 cm"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.units import Measure

#: What one is in the smallest unit of its kind (mm, g, ml).
_IMPERIAL = {
    "foot": ("length", Decimal("304.8")),
    "inch": ("length", Decimal("25.4")),
    "mile": ("length", Decimal("1609344")),
    "pound": ("mass", Decimal("453.592")),
    "stone": ("mass", Decimal("6350.29")),
    "ounce": ("mass", Decimal("28.3495")),
    "pint": ("volume", Decimal("568.261")),
}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_SAID = re.compile(
    rf"{_NUMBER}[\s-]?(?:(?P<foot>ft|foot|feet|fuß|pies|pieds|')|(?P<inch>in|inch(?:es)?|zoll|pulgadas?|pouces?|\")"
    rf"|(?P<mile>miles?|meilen?|millas?)|(?P<pound>lbs?|pounds?)|(?P<stone>stones?|st)|(?P<ounce>oz|ounces?|unzen?)"
    rf"|(?P<pint>pints?))(?![^\W\d_])\s?(?P<rest>\d{{1,2}}(?!\d|[.,]\d))?",
    re.IGNORECASE,
)
_PARTS = {"foot": ("inch", 12), "stone": ("pound", 14)}
_NEAR = Decimal("0.03")


def is_converted(sentence: Sentence, figure: Figure) -> bool:
    """Whether a metric figure is one that the shopper or the sentence gives in the units of old."""
    measure = sentence.measures[figure.start]
    told = (one for text in (sentence.lower, *sentence.facts.shopper_words) for one in _measures(text))
    return any(one.kind == measure.kind and abs(one.amount - measure.amount) <= _NEAR * one.amount for one in told)


def _measures(text: str) -> Iterator[Measure]:
    for match in _SAID.finditer(text):
        unit = str(match.lastgroup if match.lastgroup != "rest" else next(u for u in _IMPERIAL if match[u]))
        kind, factor = _IMPERIAL[unit]
        amount = Decimal(match[1].replace(",", ".")) * factor
        if match["rest"] and unit in _PARTS:
            part, most = _PARTS[unit]
            amount += Decimal(match["rest"]) * _IMPERIAL[part][1] if int(match["rest"]) < most else 0
        yield Measure(kind, amount)
