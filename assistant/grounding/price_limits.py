"""Checks amounts said as limits: "under £50", "more than £100", "within your £80"."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts

_WORDS_BETWEEN = r"\s*(?:just\s+|about\s+|around\s+|only\s+)?"
LIMIT_NOUN = r"(?:budget|limit|ceiling|cap|mark|target|max(?:imum)?|price range|range)"
_UNDER = re.compile(
    r"\b(?:under|below|within|less than|up to|at most|no more than|inside|beneath|cheaper than"
    r"|max(?:imum)?(?: of)?|not exceed\w*)"
    rf"{_WORDS_BETWEEN}(?:your|the|a|that|my)?\s*(?:stated\s+|{LIMIT_NOUN} of\s+)?$"
)
_OVER = re.compile(
    rf"\b(?:over|above|more than|exceeds?|beyond|past|outside){_WORDS_BETWEEN}(?:your|the|a|that)?\s*(?:stated\s+"
    rf"|{LIMIT_NOUN} of\s+)?$"
)


def is_limit(sentence: Sentence, figure: Figure) -> bool:
    """Whether the words before an amount make it a limit."""
    before = sentence.before(figure.start)
    return bool(_UNDER.search(before) or _OVER.search(before))


def limit_holds(sentence: Sentence, figure: Figure, subjects: list[ProductFacts]) -> bool:
    """Whether the subjects keep the limit, or it is the shopper's and said of none."""
    is_known = bool(sentence.mentions) or (bool(sentence.carried) and sentence.begins_with_pronoun)
    if not is_known and figure.value in sentence.facts.shopper_numbers:
        return True
    if sentence.is_negated(figure.start):
        return figure.value in sentence.facts.shopper_numbers
    prices = [subject.price for subject in subjects]
    if _OVER.search(sentence.before(figure.start)):
        return bool(prices) and all(price is not None and price >= figure.value for price in prices)
    return bool(prices) and all(price is not None and price <= figure.value for price in prices)
