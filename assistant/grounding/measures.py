"""Checks measures made of others: what two weigh together, what each part is, how much one has more than another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from assistant.grounding.claims import Sentence
from assistant.grounding.counting import counts_in
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.roughness import agrees
from assistant.grounding.units import Measure

#: Units of one kind differ by these powers of ten: 0.42 kg is 420 g; 15 cm is 150 mm or 0.15 m.
_MASS = re.compile(r"\s?-?(?:kgs?|kilos?|kilogram\w*|g|grams?|gramm|gramos?|mg)\b")
_LENGTH_OR_VOLUME = re.compile(
    r"\s?-?(?:mm|cm|dm|m|metres?|meters?|km|l|litres?|liters?|ml|cl|dl|mhz|ghz|khz|hz|mb|gb|tb|w|kw|mah)\b"
)
_THOUSANDS = tuple(Decimal(10) ** n for n in (-3, 0, 3))
_TENS = tuple(Decimal(10) ** n for n in (-3, -2, -1, 0, 1, 2, 3))
_COMPARATIVE = re.compile(
    r"\b(?:lighter|heavier|longer|shorter|bigger|smaller|larger|taller|more|less|warmer|cooler|colder|fewer|wider"
    r"|thinner"
    r"|thicker|deeper|narrower|faster|slower|brighter|difference|extra|leichter|schwerer|länger|kürzer|größer"
    r"|kleiner|mehr"
    r"|weniger|wärmer|más|menos|plus|moins)\b"
)
#: "Lighter by 90 g".
_COMPARED_BY = re.compile(r"(?:er|more|less|difference) (?:by|of) (?:only |just |about )?$")
_OFF_THE_MARK = re.compile(r"\b(?:short|under|below|over|beyond|above|off|away|too)\b")
_TOGETHER = re.compile(
    r"\b(?:together|combined|the pair|both|in all|in total|altogether|the two|zusammen|insgesamt|junt[oa]s"
    r"|en total)\b"
)
_EACH = re.compile(r"\s*(?:\w+\s+)?(?:each|apiece|per person|a head|per head|je|pro person|cada un[oa]|por persona)\b")
MAX_PARTS = 12


def scales_of(sentence: Sentence, figure: Figure) -> tuple[Decimal, ...]:
    """How the record may state the same figure in another unit of its kind."""
    if _MASS.match(sentence.lower, figure.end):
        return _THOUSANDS
    return _TENS if _LENGTH_OR_VOLUME.match(sentence.lower, figure.end) else (Decimal(1),)


def measure_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """Whether a figure with a unit is what a subject's record measures in that kind, or comes of several."""
    measure, before = sentence.measures[figure.start], sentence.before(figure.start, 24)
    said = replace(figure, value=measure.amount)
    for subject in subjects:
        known = subject.measured.get(measure.kind, frozenset())
        if any(agrees(said, true, before) or _is_rounded(figure, measure, true) for true in known):
            return True
        if measure.kind in ("time", "light") and known and figure.value in subject.unmeasured:
            return True
        if known and figure.value in subject.of_the_other:
            return True
        scales = scales_of(sentence, figure)
        loose = subject.bare_measures if known else subject.numbers
        if any(figure.value * scale in loose for scale in scales):
            return True
    return relation_holds(sentence, figure, subjects)


def document_measures(sentence: Sentence, figure: Figure) -> bool:
    """Whether the shop's documents give the figure with a unit of its kind."""
    measure = sentence.measures[figure.start]
    return any(measure in said.measures for said in sentence.facts.document_sentences)


def _is_rounded(figure: Figure, measure: Measure, true: Decimal) -> bool:
    """2.4 kg for 2,380 g: right in the decimals that it has."""
    digits = -int(figure.value.as_tuple().exponent)
    return digits > 0 and round(true / measure.factor, digits) == figure.value


def relation_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """Whether a figure comes of several: a difference, a sum, a share; or is roughly one of the subjects'."""
    before = sentence.before(figure.start, 24)
    scales = scales_of(sentence, figure)
    made = set(_made(sentence, figure, subjects))
    return any(agrees(figure, true * scale, before) for true in made for scale in scales)


def _made(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> Iterator[Decimal]:
    if figure.start not in sentence.measures:
        yield from (number for subject in subjects for number in subject.numbers)
    clause, before = sentence.clause(figure.start, figure.end), sentence.before(figure.start, 24)
    is_compared = _COMPARATIVE.search(sentence.after(figure.end, 24)) or _COMPARED_BY.search(before)
    if is_compared or not sentence.mentions:
        subjects = subjects if is_compared else [*sentence.compared_with(), *subjects]
        yield from _differences(subjects, sentence.compared_with(), sentence.measures.get(figure.start))
    if _OFF_THE_MARK.search(sentence.after(figure.end, 24)):
        yield from _off_the_mark(sentence, figure, subjects)
    if _TOGETHER.search(clause):
        yield from _sums(sentence, figure)
    yield from _times(sentence, figure)
    if _EACH.match(sentence.lower, figure.end) or _EACH.match(_without_unit(sentence, figure)):
        parts = [f.value for f in sentence.figures if f is not figure and 1 < f.value <= MAX_PARTS]
        yield from (number / n for subject in subjects for number in subject.numbers for n in parts)


def _sums(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """What two products measure together, and what the sentence has measured before."""
    measure = sentence.measures.get(figure.start)
    if measure is None:
        return
    spoken = sentence.named_once() if len(sentence.named_once()) > 1 else sentence.compared_with()[-3:]
    if measure.kind == "mass":
        yield from (a + b for one, other in combinations(spoken, 2) for a in one.weights for b in other.weights)
        return
    known = [[amount / measure.factor for amount in s.measured.get(measure.kind, ())] for s in spoken]
    yield from (a + b for one, other in combinations(known, 2) for a, b in product(one, other))


def _times(sentence: Sentence, figure: Figure) -> Iterator[Decimal]:
    """Two of 63 cm are 126 cm: another figure of the sentence, as often as the sentence counts."""
    parts = [f.value for f in sentence.figures if f.start in sentence.measures and f is not figure]
    yield from (part * n for part, n in product(parts, counts_in(sentence) if parts else ()))


def _off_the_mark(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> Iterator[Decimal]:
    """How far the subjects' measures of that kind are from what the shopper asked for."""
    if measure := sentence.measures.get(figure.start):
        known = {
            amount / measure.factor
            for s in [*subjects, *sentence.compared_with()]
            for amount in s.measured.get(measure.kind, ())
        }
        yield from (abs(a - own) for a in known for own in sentence.facts.shopper_numbers)


def _without_unit(sentence: Sentence, figure: Figure) -> str:
    after = sentence.after(figure.end, 40)
    unit = _MASS.match(after) or _LENGTH_OR_VOLUME.match(after)
    return after[unit.end() :] if unit else ""


def _differences(
    subjects: list[ProductFacts], others: list[ProductFacts], measure: Measure | None
) -> Iterator[Decimal]:
    """Between what is measured in one kind, or attributes of one name; where there is neither, between any figures."""
    for one, other in product(subjects, others):
        if one is other:
            continue
        shared = one.measures.keys() & other.measures.keys()
        yield from (abs(one.measures[name] - other.measures[name]) for name in shared)
        ours, theirs = (s.measured.get(measure.kind, ()) if measure else () for s in (one, other))
        if measure and ours and theirs:
            factor = measure.factor
            yield from (abs(a - b) / factor for a, b in product(ours, theirs))
        elif not shared:
            yield from (abs(a - b) for a, b in product(one.numbers, other.numbers))
