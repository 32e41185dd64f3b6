"""Checks "half price": of the product's own list price, or of what another product costs."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from assistant.grounding.claims import Finding, Sentence

_HALF_PRICE = re.compile(
    r"\b(?:half[- ](?:the )?(?:price|off)|50/50 off|half (?:its|the) (?:usual|list|normal|original) price)\b"
)
_OF_ANOTHER = re.compile(r"\bhalf the price$")
_OF = re.compile(r"\s+of\s+(?:the|our|a|an)?\s*\W?")
_UNDER = re.compile(r"\b(?:less than|under|below|not even)\s*$")
_HALF, _NEAR = Decimal("0.5"), Decimal("0.03")


def check_halves(sentence: Sentence) -> Iterator[Finding]:
    """Every such claim that no price supports."""
    for match in _HALF_PRICE.finditer(sentence.lower):
        subjects = sentence.subjects(match.start(), match.end())
        is_off = any(abs(d - 50) < 1 for s in subjects for d in s.discounts)
        if not sentence.is_negated(match.start()) and not is_off and not _is_of_another(sentence, match):
            yield Finding(*match.span(), "discount")


def _is_of_another(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "Less than half the price of the B", or of what was spoken of before, or of two amounts that were told."""
    if not _OF_ANOTHER.search(match[0]):
        return False
    after = [
        m for m in sentence.mentions if m.start >= match.end() and _OF.fullmatch(sentence.lower, match.end(), m.start)
    ]
    before = [m for m in sentence.mentions if m.end <= match.start()]
    subjects = sentence.known(i for m in before[-1:] for i in m.ids) or sentence.known(sentence.carried)
    mine = {s.product.id for s in subjects}
    here = sentence.known(i for m in after[:1] for i in m.ids)
    others = here or [s for s in sentence.compared_with() if s.product.id not in mine]
    shares = [s.price / o.price for s in subjects for o in others if s.price and o.price]
    if not after:
        told = [*sentence.said, *(f.value for f in sentence.figures if f.kind == "money")]
        shares += [min(a, b) / max(a, b) for a, b in combinations(told, 2) if a and b]
    is_less = _UNDER.search(sentence.before(match.start(), 16)) is not None
    return any(share < _HALF if is_less else abs(share - _HALF) <= _NEAR for share in shares)
