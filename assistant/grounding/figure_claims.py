"""Checks the figures of a sentence that are neither money nor ratings: sizes, weights and the rest."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.comparisons import is_held_against
from assistant.grounding.conversions import is_converted
from assistant.grounding.derived_measures import measure_follows, number_follows
from assistant.grounding.figures import Figure, has_spaced_digits
from assistant.grounding.measures import document_measures, measure_holds, relation_holds, scales_of
from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.rating_claims import is_count, is_rating
from assistant.grounding.rating_words import is_scale
from assistant.grounding.review_tally import is_of_tally
from assistant.grounding.shop_amounts import shop_documents_name

_BEFORE_ONE = re.compile(r"\b(?:no|this|that|each|any|every|which|another|the|\w+est)\s+$")
#: What is said not to be there needs no record: "has no 3.5 mm connector".
_DENIED_BEFORE = re.compile(r"\b(?:no|without(?: an?)?|kein\w*|ohne|sin|sans)\s+$")
#: Said of what else was spoken of: "up to 9-11, the others to 12-14".
_OF_OTHERS = re.compile(
    r"\b(?:the others?|the other (?:one|two|three)|the rest|die anderen?(?: beiden)?|l[oa]s otr[oa]s"
    r"|los demás|the (?:\w+ ){1,2}ones?)\b[^,;.]*$"
)
_LIST_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s")
_TIME_AFTER = re.compile(r"\s?-?(?:\w+\s)?(?:days?|weeks?|months?|years?|hours?)\b")
_SHOP_TOPICS = tuple(
    re.compile(topic)
    for topic in (
        "deliver|shipp?(?:ed|ing|s)?\\b|arriv|dispatch|postage",
        "return|refund|exchang",
        "warrant|guarante|repair",
    )
)
_PART = re.compile(r"[,;:]|\b(?:and|but|while|whereas|und|aber|y|pero|et|mais)\b")
#: What is held against one thing alone may be anything else at hand.
_MIN_COMPARED = 2
#: Up to here a number may simply count what the sentence talks about.
MAX_COUNTING_NUMBER = 12


def check_figures(sentence: Sentence, amounts: frozenset[int]) -> Iterator[Finding]:
    """Every figure of the sentence, money, per cent and ratings aside, that nothing supports.

    Args:
        sentence: under examination.
        amounts: where the figures that are money start.
    """
    if sentence.figures and has_spaced_digits(sentence.masked):
        yield Finding(0, len(sentence.text), "figure")
    for figure in sentence.figures:
        if figure.kind == "number" and figure.start not in amounts and not _is_supported(sentence, figure):
            yield Finding(figure.start, figure.end, "figure")


def _is_supported(sentence: Sentence, figure: Figure) -> bool:
    if _is_pronoun(sentence, figure) or sentence.is_in_true_quote(figure.start):
        return True
    is_of_rating = is_of_tally(sentence, figure) or is_rating(sentence, figure) or is_count(sentence, figure)
    return is_of_rating or _number_holds(sentence, figure)


def _is_pronoun(sentence: Sentence, figure: Figure) -> bool:
    """The "one" of "no one" and "this one"."""
    return figure.is_spelled and figure.value == 1 and _BEFORE_ONE.search(sentence.before(figure.start, 10)) is not None


def _number_holds(sentence: Sentence, figure: Figure) -> bool:
    value, facts = figure.value, sentence.facts
    if is_scale(sentence, figure) or _numbers_a_list(sentence, figure):
        return True
    if shop_documents_name(sentence, figure):
        return True
    if any(topic.search(sentence.lower) for topic in _SHOP_TOPICS) and _TIME_AFTER.match(sentence.lower, figure.end):
        return _shop_time_holds(sentence, value) or _is_time_of_product(sentence, figure)
    if _is_counting(sentence, figure):
        return True
    if figure.start in sentence.measures and value not in facts.shopper_numbers:
        return _measure_holds(sentence, figure) or _is_listed(sentence, figure)
    if value in facts.counts or value in facts.shopper_numbers or value in (len(facts.products), len(facts.shown)):
        return True
    return _stands_somewhere(sentence, figure) or number_follows(sentence, figure)


def _is_listed(sentence: Sentence, figure: Figure) -> bool:
    """Whether it has the unit behind the comma only by the look of it: "washable at 40, 60 x 90 cm"."""
    has_own = sentence.has_unit(figure) or not sentence.lower.startswith(",", figure.end)
    return not has_own and any(figure.value in s.numbers for s in _subjects(sentence, figure))


def _measure_holds(sentence: Sentence, figure: Figure) -> bool:
    return (
        _DENIED_BEFORE.search(sentence.before(figure.start, 16)) is not None
        or measure_holds(sentence, figure, _subjects(sentence, figure))
        or measure_follows(sentence, figure)
        or is_converted(sentence, figure)
        or document_measures(sentence, figure)
    )


def _stands_somewhere(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number without a unit is one of a record that may be meant, of the documents, or comes of several."""
    subjects = _subjects(sentence, figure)
    others = sentence.compared_with() if sentence.mentions else sentence.facts.products.values()
    subjects = [*subjects, *(s for s in others if s not in subjects)]
    scales = list(scales_of(sentence, figure))
    if figure.value != int(figure.value):
        scales.append(Decimal(1000))  # "the other holds 0.8" of 800 ml
    is_priced = any(f.kind == "money" for f in sentence.figures)  # "69 £: 24 el pantalón y 45 la camiseta"
    for subject in subjects:
        if figure.value == subject.rating_count or (is_priced and figure.value in subject.prices):
            return True
        if any(figure.value * scale in subject.numbers for scale in scales):
            return True
    return bool(sentence.facts.sentences_with(figure.value)) or relation_holds(sentence, figure, subjects)


def _subjects(sentence: Sentence, figure: Figure) -> list[ProductFacts]:
    """What a measure may be said of: what is named, else, or as the other one of a comparison, what was spoken of."""
    may_be_others = (
        is_held_against(sentence.before(figure.start, 24))
        or _OF_OTHERS.search(sentence.before(figure.start, 40)) is not None
        or _names_nothing_near(sentence, figure)
    )
    known = sentence.compared_with() if may_be_others or not sentence.mentions else sentence.named()
    if may_be_others and len(known) < _MIN_COMPARED:
        known = list(sentence.facts.products.values())
    measure = sentence.measures.get(figure.start)
    if not sentence.mentions and not any(measure is None or measure.kind in s.measured for s in known):
        return list(sentence.facts.products.values())
    return [*known, *(s for s in sentence.subjects(figure.start, figure.end) if s not in known)]


def _names_nothing_near(sentence: Sentence, figure: Figure) -> bool:
    """Whether a part of the sentence of its own, which names nothing, gives the figure."""
    start = sentence.lower.rfind(";", 0, figure.start)
    end = sentence.lower.find(";", figure.end)
    is_part = start >= 0 or end >= 0
    return is_part and not any(start < m.start and (end < 0 or m.start < end) for m in sentence.mentions)


def _numbers_a_list(sentence: Sentence, figure: Figure) -> bool:
    return not sentence.text[: figure.start].strip() and _LIST_NUMBER.match(sentence.text) is not None


def _is_counting(sentence: Sentence, figure: Figure) -> bool:
    """A small whole number without a unit, and not one that makes another product of the one before it."""
    if figure.value > MAX_COUNTING_NUMBER or figure.value != int(figure.value):
        return False
    follows_name = any(m.end <= figure.start <= m.end + 1 for m in sentence.mentions)
    return not follows_name and figure.start not in sentence.measures and not sentence.has_unit(figure)


def _is_time_of_product(sentence: Sentence, figure: Figure) -> bool:
    """A time in a part of the sentence without the service, as the record of what the part names gives it."""
    start = max((m.end() for m in _PART.finditer(sentence.lower, 0, figure.start)), default=0)
    end = next((m.start() for m in _PART.finditer(sentence.lower, figure.end)), len(sentence.lower))
    part = sentence.lower[start:end]
    named = sentence.known(i for m in sentence.mentions if start <= m.start < end for i in m.ids)
    if not start and not named and sentence.begins_with_pronoun:
        named = sentence.known(sentence.carried)
    if not named or any(topic.search(part) for topic in _SHOP_TOPICS):
        return False
    return (
        measure_holds(sentence, figure, named)
        if figure.start in sentence.measures
        else any(figure.value in known.numbers for known in named)
    )


def _shop_time_holds(sentence: Sentence, value: Decimal) -> bool:
    topics = [topic for topic in _SHOP_TOPICS if topic.search(sentence.lower)]
    documents = any(topic.search(said.joined) for said in sentence.facts.sentences_with(value) for topic in topics)
    return documents or any(
        value in s.numbers and any(topic.search(s.text.casefold()) for topic in topics) for s in sentence.subjects(0)
    )
