"""Checks the figures of a sentence that are not money: ratings, numbers of reviews, sizes, weights and the rest."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.grounding.amounts import is_amount
from assistant.grounding.claims import Finding, Sentence
from assistant.grounding.facts import ProductFacts
from assistant.grounding.figures import Figure, has_spaced_digits

_STARS_AFTER = re.compile(
    r"\s*-?\s*(?:stars?\b(?! (?:base|hotel|anise|shaped))|★|⭐|/\s?(?:5|10|five|ten)\b|out of (?:5|five|10|ten)\b"
    r"|of (?:5|five)\b|from \d+ reviews|(?:von|de|sur|su|van)\s5\b|sterne?n?\b|estrellas?\b|étoiles?\b|stelle\b)"
)
_RATED_BEFORE = re.compile(
    r"\b(?:rated|ratings?(?: of| is|:)?|scores?|scored|scoring|averag\w+|review score(?: of)?|bewertet"
    r"|valorad[oa]s?|notée?s?)"
    r"\s*(?:a|an|at|of|is|mit|con|it|:|-|around|about|over|under|an average of)*\s*$"
)
_BEFORE_ONE = re.compile(r"\b(?:no|this|that|each|any|every|which|another|the)\s+$")
_AGAINST = re.compile(r"(?:against|versus|vs\.?|than|compared (?:with|to))\s+-?$")
_RATED_PAIR = re.compile(
    r"\brated\s+(?:\w+\s+){0,2}\(?(?:at\s+)?(?:[\d.]+\s+(?:against|versus|vs\.?|to|compared (?:with|to))\s+)?$"
)
_SCALE_BEFORE = re.compile(r"(?:/|out of|\b(?:of|von|de|sur|su|van))\s*$")
_REVIEWS_AFTER = re.compile(
    r"\s*(?:(?!or\b|and\b)[\w-]+\s+){0,2}?(?:reviews?|ratings?|reviewers?|votes?|bewertung(?:en)?"
    r"|rezension(?:en)?|reseñas?|valoraciones|opiniones|avis|recensioni|beoordelingen)\b"
)
_PEOPLE_AFTER = re.compile(r"\s*(?:\w+\s+){0,1}?(?:customers?|shoppers?|buyers?|owners|users)\b")
_STAR_RUN = re.compile(r"[★⭐✩☆]{2,}")
_LIST_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s")
_UNIT_AFTER = re.compile(
    r"\s?-?(?:kgs?|kilos?|g|grams?|mg|lbs?|oz|ounces?|l|litres?|liters?|ml|cl|mm|cm|m|metres?|meters?|km"
    r"|inch(?:es)?|in|ft|feet|\"|°\s?[cf]?|degrees?|w|watts?"
    r"|kw|v|volts?|mah|wh|hz|khz|mhz|ghz|gb|tb|mb|mp|megapixels?|d|denier|k|fps|dpi|lumens?|lm|nits|bar|psi|hours?"
    r"|hrs?|minutes?|mins?)\b"
    r"|\s?(?:°|\")"
)
_TIME_AFTER = re.compile(r"\s?-?(?:\w+\s)?(?:days?|weeks?|months?|years?|hours?)\b")
_SHOP_TOPICS = tuple(
    re.compile(topic)
    for topic in (
        "deliver|shipp?(?:ed|ing|s)?\\b|arriv|dispatch|postage",
        "return|refund|exchang",
        "warrant|guarante|repair",
    )
)
_COMPARATIVE = re.compile(
    r"\b(?:lighter|heavier|longer|shorter|bigger|smaller|larger|taller|more|less|warmer|cooler|fewer|wider|thinner"
    r"|thicker|deeper|difference|extra)\b"
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|just (?:over|under)|over|under"
    r"|up to)\s*$"
)
#: Up to here a number may simply count what the sentence talks about.
MAX_COUNTING_NUMBER = 12
#: Units of one kind differ by these powers of ten: 0.42 kg is 420 g; 15 cm is 150 mm or 0.15 m.
_MASS = re.compile(r"\s?-?(?:kgs?|kilos?|g|grams?|mg)\b")
_LENGTH_OR_VOLUME = re.compile(
    r"\s?-?(?:mm|cm|dm|m|metres?|meters?|km|l|litres?|liters?|ml|cl|dl|mhz|ghz|khz|hz|mb|gb|tb|w|kw|mah)\b"
)
_THOUSANDS = tuple(Decimal(10) ** n for n in (-3, 0, 3))
_TENS = tuple(Decimal(10) ** n for n in (-3, -2, -1, 0, 1, 2, 3))


def check_figures(sentence: Sentence) -> Iterator[Finding]:
    """Every figure of the sentence, money and per cent aside, that nothing supports."""
    if has_spaced_digits(sentence.masked):
        yield Finding(0, len(sentence.text), "figure")
    for run in _STAR_RUN.finditer(sentence.masked):
        if not _rating_holds(sentence, Decimal(run[0].count("★") + run[0].count("⭐")), run.start(), digits=0):
            yield Finding(run.start(), run.end(), "rating")
    for figure in sentence.figures:
        if figure.kind == "number" and not is_amount(sentence, figure) and (finding := _check(sentence, figure)):
            yield finding


def _check(sentence: Sentence, figure: Figure) -> Finding | None:
    if _is_pronoun(sentence, figure):
        return None
    if is_rating(sentence, figure):
        digits = max(0, -int(figure.value.as_tuple().exponent))
        holds = _rating_holds(sentence, figure.value, figure.start, digits)
        return None if holds else Finding(figure.start, figure.end, "rating", _true_rating(sentence, figure))
    if _counts_reviews(sentence, figure):
        holds = _count_holds(sentence, figure)
        return None if holds else Finding(figure.start, figure.end, "rating", _true_count(sentence, figure))
    if sentence.is_in_true_quote(figure.start) or _number_holds(sentence, figure):
        return None
    return Finding(figure.start, figure.end, "figure")


def _is_pronoun(sentence: Sentence, figure: Figure) -> bool:
    """The "one" of "no one" and "this one"."""
    return figure.is_spelled and figure.value == 1 and _BEFORE_ONE.search(sentence.before(figure.start, 10)) is not None


def is_rating(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is said as a rating."""
    if _is_scale(sentence, figure) or figure.value > 10:
        return False
    if _STARS_AFTER.match(sentence.lower, figure.end) or _is_of_pair(sentence, figure):
        return True
    has_unit = _UNIT_AFTER.match(sentence.lower, figure.end) is not None
    return not has_unit and _RATED_BEFORE.search(sentence.before(figure.start, 30)) is not None


def _is_of_pair(sentence: Sentence, figure: Figure) -> bool:
    """A rating beside another one: `rated higher (4.2 against 3.9)`."""
    return _RATED_PAIR.search(sentence.before(figure.start, 40)) is not None


def _is_scale(sentence: Sentence, figure: Figure) -> bool:
    """The 5 of `4.2 out of 5`."""
    return figure.value in (5, 10) and _SCALE_BEFORE.search(sentence.before(figure.start, 8)) is not None


def _rating_holds(sentence: Sentence, value: Decimal, position: int, digits: int) -> bool:
    subjects = sentence.subjects(position)
    if re.match(r"[\s-]*(?:\w+)?[\s-]*star reviews?", sentence.after(position, 24)) or "reviewer" in sentence.lower:
        return any(Decimal(str(r.rating)) == value for s in subjects for r in s.reviews)
    before = sentence.before(position, 16)
    if re.search(r"(?:against|versus|vs\.?|to|with)\s+$", before):
        subjects = sentence.compared_with()
    for rating in (s.product.rating for s in subjects):
        if rating is None:
            continue
        true = {Decimal(str(rating.value)), Decimal(str(rating.out_of_five))}
        if re.search(r"\b(?:over|above|more than|at least)\s*(?:a\s*)?$", before):
            if any(t >= value and t - value < 1 for t in true):
                return True
        elif any(round(t, min(digits, 2)) == value and (digits or t == value) for t in true):
            return True
    return False


def _counts_reviews(sentence: Sentence, figure: Figure) -> bool:
    if _is_scale(sentence, figure):
        return False
    after_rating = re.search(r"(?:stars?|★|⭐|/5|out of 5|\d)\s*\(\s*$", sentence.before(figure.start, 14)) is not None
    closes = sentence.after(figure.end, 2).lstrip().startswith(")")
    is_people = _PEOPLE_AFTER.match(sentence.lower, figure.end) is not None
    return bool(_REVIEWS_AFTER.match(sentence.lower, figure.end)) or is_people or (after_rating and closes)


def _count_holds(sentence: Sentence, figure: Figure) -> bool:
    subjects = sentence.subjects(figure.start, figure.end)
    counts = [s.product.rating.count for s in subjects if s.product.rating and s.product.rating.count is not None]
    if re.search(r"\b(?:over|more than)\s*$", sentence.before(figure.start, 12)):
        return any(count > figure.value >= count * Decimal("0.8") for count in counts)
    n_read = sum(len(s.reviews) for s in subjects)
    return figure.value in counts or (figure.value <= min(n_read, MAX_COUNTING_NUMBER) and n_read > 0)


def _number_holds(sentence: Sentence, figure: Figure) -> bool:
    value, facts = figure.value, sentence.facts
    if _is_scale(sentence, figure) or _numbers_a_list(sentence, figure):
        return True
    if any(topic.search(sentence.lower) for topic in _SHOP_TOPICS) and _TIME_AFTER.match(sentence.lower, figure.end):
        return _shop_time_holds(sentence, value)
    if _is_counting(sentence, figure):
        return True
    if value in facts.counts or value in facts.shopper_numbers or value in (len(facts.products), len(facts.shown)):
        return True
    subjects = sentence.named() or sentence.subjects(figure.start, figure.end)
    if _AGAINST.search(sentence.before(figure.start, 16)):
        subjects = sentence.compared_with()
    scales = _scales(sentence, figure)
    if any(value * scale in subject.numbers for subject in subjects for scale in scales):
        return True
    if any(value in said.numbers for said in facts.document_sentences):
        return True
    return _is_near_or_difference(sentence, figure, subjects)


def _scales(sentence: Sentence, figure: Figure) -> tuple[Decimal, ...]:
    """How the record may state the same figure in another unit of its kind."""
    if _MASS.match(sentence.lower, figure.end):
        return _THOUSANDS
    return _TENS if _LENGTH_OR_VOLUME.match(sentence.lower, figure.end) else (Decimal(1),)


def _numbers_a_list(sentence: Sentence, figure: Figure) -> bool:
    return not sentence.text[: figure.start].strip() and _LIST_NUMBER.match(sentence.text) is not None


def _is_counting(sentence: Sentence, figure: Figure) -> bool:
    """A small whole number without a unit, and not one that makes another product of the one before it."""
    if figure.value > MAX_COUNTING_NUMBER or figure.value != int(figure.value):
        return False
    follows_name = any(m.end <= figure.start <= m.end + 1 for m in sentence.mentions)
    return not follows_name and not _UNIT_AFTER.match(sentence.lower, figure.end)


def _shop_time_holds(sentence: Sentence, value: Decimal) -> bool:
    topics = [topic for topic in _SHOP_TOPICS if topic.search(sentence.lower)]
    documents = any(
        value in said.numbers and any(topic.search(" ".join(said.words)) for topic in topics)
        for said in sentence.facts.document_sentences
    )
    return documents or any(
        value in s.numbers and any(topic.search(s.text.casefold()) for topic in topics) for s in sentence.subjects(0)
    )


def _is_near_or_difference(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    value = figure.value
    if _ROUGHLY.search(sentence.before(figure.start, 20)):
        return any(n and abs(n - value) <= abs(n) * Decimal("0.05") for s in subjects for n in s.numbers)
    if _COMPARATIVE.search(sentence.after(figure.end, 24)):
        return _is_difference(value, subjects, sentence.compared_with(), _scales(sentence, figure))
    return False


def _is_difference(
    value: Decimal, subjects: list[ProductFacts], others: list[ProductFacts], scales: tuple[Decimal, ...]
) -> bool:
    """Between a figure of one and a figure of another, in whatever units of their kind the records state them."""
    ours = {number * scale for subject in subjects for number in subject.numbers for scale in scales}
    theirs = {number * scale for other in others for number in other.numbers for scale in scales}
    return any(number + value in theirs or number - value in theirs for number in ours)


def _true_rating(sentence: Sentence, figure: Figure) -> str | None:
    subject = sentence.only_subject(figure.start, figure.end)
    rating = subject.product.rating if subject else None
    return f"{rating.value:g}" if rating and rating.scale_max == 5 and not figure.is_spelled else None


def _true_count(sentence: Sentence, figure: Figure) -> str | None:
    subject = sentence.only_subject(figure.start, figure.end)
    rating = subject.product.rating if subject else None
    return str(rating.count) if rating and rating.count is not None and not figure.is_spelled else None
