"""Tells which figures of a sentence are money, with a sign or without."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.rating_claims import is_bare_rating, is_further_count

_PRICE_CUE = re.compile(
    r"(?:\b(?:costs?|costing|priced?(?: at| is)?|pay|paying|yours for|goes for|going for|sells? (?:for|at)"
    r"|selling (?:for|at)|available (?:for|at)|get it for"
    r"|have it for|comes in at|comes to|rings in at|starts? (?:at|from)|a mere|asking|retails? (?:for|at)"
    r"|sets? you back|(?:list|usual|normal|full|former|old|original) price(?: of| is| was)?|precio (?:habitual "
    r"|anterior |normal )?de"
    r"|statt|anstatt|en lugar de|kostet|cuesta|coûte|vale|today for|now for"
    r"|for a total of|at only|at just|for only|for just|now only|now just|is only|is just|it's only|it's just|just"
    r"|only|at|for|is|now|from|:|-)"
    r"\s*(?:you\s+|a\s+|about\s+|around\s+|under\s+|only\s+|just\s+)*)$"
)
_STRONG = re.compile(
    r"costs?|pric|pay|list|usual|normal|full|former|old|orig|statt|anstatt|en lugar|kostet|cuesta|coûte|vale|yours"
    r"|go|sell|comes|retail|sets|asking|available|a mere"
)
#: Up to here a number behind "at" or "for" counts something.
MAX_COUNTING_NUMBER = 12
_SIZE_BEFORE = re.compile(
    r"\b(?:sizes?|uk|eu|us|rated|rating|no\.?|number|to|minus|-"
    r"|(?:wash\w*|cycle) (?:\w+ )?at)\s*-?$"
)
_COST_BEFORE = re.compile(r"\b(?:costs?|pric\w+|pay\w*|yours for|sells? for)\b")
_ENDS = re.compile(
    r"\s*(?:[.,;:!?)]|$|\b(?:now|today|right now|each|and|or|at|for|on|if|which|so|but|down|instead|only|as|with"
    r"|in total|all in)\b|\s-)"
)


def amounts_of(sentence: Sentence) -> frozenset[int]:
    """Where the sentence's figures that are money start."""
    return frozenset(figure.start for figure in sentence.figures if is_amount(sentence, figure))


def is_amount(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is money: by its sign, by two decimals, or because it is said as a price is."""
    if figure.kind == "money":
        return not _is_weight(sentence, figure)
    if figure.kind == "percent" or figure.value < 1 or not _ENDS.match(sentence.lower, figure.end):
        return False
    cue = _PRICE_CUE.search(sentence.before(figure.start))
    is_small = figure.value <= MAX_COUNTING_NUMBER and figure.value == int(figure.value)
    if cue is None or (is_small and not _STRONG.match(cue[0].strip())):
        return False
    if is_bare_rating(sentence, figure) or is_further_count(sentence, figure):
        return False
    return sentence.text[: figure.start].strip() != "" and not _is_known_measure(sentence, figure)


def _is_known_measure(sentence: Sentence, figure: Figure) -> bool:
    if _SIZE_BEFORE.search(sentence.before(figure.start, 20)):
        return True
    cue = _COST_BEFORE.search(sentence.before(figure.start, 20))
    return cue is None and any(
        figure.value in subject.numbers for subject in sentence.subjects(figure.start, figure.end)
    )


def _is_weight(sentence: Sentence, figure: Figure) -> bool:
    """`5 pounds` in a record that says so is no price."""
    if "pound" not in sentence.text[figure.start : figure.end].lower():
        return False
    pattern = re.compile(rf"\b{figure.value.normalize():f}[\s-]?(?:lbs?|pounds?)\b")
    return any(pattern.search(subject.text.casefold()) for subject in sentence.subjects(figure.start, figure.end))
