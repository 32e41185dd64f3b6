"""Checks measures made of others: what two weigh together, what each part is, how much one has more than another."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

from assistant.grounding.claims import Sentence
from assistant.grounding.facts import ProductFacts
from assistant.grounding.figures import Figure
from assistant.grounding.roughness import agrees

#: Units of one kind differ by these powers of ten: 0.42 kg is 420 g; 15 cm is 150 mm or 0.15 m.
_MASS = re.compile(r"\s?-?(?:kgs?|kilos?|kilogram\w*|g|grams?|gramm|gramos?|mg)\b")
_LENGTH_OR_VOLUME = re.compile(
    r"\s?-?(?:mm|cm|dm|m|metres?|meters?|km|l|litres?|liters?|ml|cl|dl|mhz|ghz|khz|hz|mb|gb|tb|w|kw|mah)\b"
)
_THOUSANDS = tuple(Decimal(10) ** n for n in (-3, 0, 3))
_TENS = tuple(Decimal(10) ** n for n in (-3, -2, -1, 0, 1, 2, 3))
_COMPARATIVE = re.compile(
    r"\b(?:lighter|heavier|longer|shorter|bigger|smaller|larger|taller|more|less|warmer|cooler|colder|fewer|wider|thinner"
    r"|thicker|deeper|narrower|faster|slower|brighter|difference|extra|leichter|schwerer|länger|kürzer|größer|kleiner|mehr"
    r"|weniger|wärmer|más|menos|plus|moins)\b"
)
_TOGETHER = re.compile(
    r"\b(?:together|combined|the pair|both|in all|in total|altogether|the two|zusammen|insgesamt|junt[oa]s|en total)\b"
)
_EACH = re.compile(r"\s*(?:\w+\s+)?(?:each|apiece|per person|a head|per head|je|pro person|cada un[oa]|por persona)\b")
MAX_PARTS = 12


def scales_of(sentence: Sentence, figure: Figure) -> tuple[Decimal, ...]:
    """How the record may state the same figure in another unit of its kind."""
    if _MASS.match(sentence.lower, figure.end):
        return _THOUSANDS
    return _TENS if _LENGTH_OR_VOLUME.match(sentence.lower, figure.end) else (Decimal(1),)


def measure_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """Whether a figure is near one of the subjects', or comes of several."""
    before = sentence.before(figure.start, 24)
    scales = scales_of(sentence, figure)
    return any(agrees(figure, true * scale, before) for true in _made(sentence, figure, subjects) for scale in scales)


def _made(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> Iterator[Decimal]:
    yield from (number for subject in subjects for number in subject.numbers)
    clause = sentence.clause(figure.start, figure.end)
    if _COMPARATIVE.search(sentence.after(figure.end, 24)):
        yield from _differences(subjects, sentence.compared_with())
    if _MASS.match(sentence.lower, figure.end) and _TOGETHER.search(clause):
        spoken = sentence.named_once() if len(sentence.named_once()) > 1 else sentence.compared_with()[-3:]
        yield from (a + b for one, other in combinations(spoken, 2) for a in one.weights for b in other.weights)
    if _EACH.match(sentence.lower, figure.end) or _EACH.match(_without_unit(sentence, figure)):
        parts = [f.value for f in sentence.figures if f is not figure and 1 < f.value <= MAX_PARTS]
        yield from (number / n for subject in subjects for number in subject.numbers for n in parts)


def _without_unit(sentence: Sentence, figure: Figure) -> str:
    after = sentence.after(figure.end, 40)
    unit = _MASS.match(after) or _LENGTH_OR_VOLUME.match(after)
    return after[unit.end() :] if unit else ""


def _differences(subjects: list[ProductFacts], others: list[ProductFacts]) -> Iterator[Decimal]:
    """Between attributes of the same name; where the records share none, between any figures of theirs."""
    for one, other in product(subjects, others):
        if one is other:
            continue
        shared = one.measures.keys() & other.measures.keys()
        if shared:
            yield from (abs(one.measures[name] - other.measures[name]) for name in shared)
        else:
            yield from (abs(a - b) for a, b in product(one.numbers, other.numbers))
