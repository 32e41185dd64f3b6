"""Tells whose a rating may be where the words leave it open."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.comparisons import is_held_against
from assistant.grounding.figures import Figure
from assistant.grounding.product_facts import ProductFacts

#: Little enough between a name and a figure that it is this one's: "the B with 3.9 from 191".
_BESIDE = re.compile(
    r"(?:'s)?\s*[(,]?\s*(?:[^\W\d_]+\s+){0,2}"
    r"(?:\d[.,]\d\s*(?:stars?\s+|sternen?\s+)?(?:from|bei|with|across|over|by|de|con|sur|\()\s*)?",
    re.IGNORECASE,
)


def may_be_owned_by(sentence: Sentence, figure: Figure) -> list[ProductFacts]:
    """The product named right before a figure; of a comparison that names nothing before it, anything at hand.

    Behind a name, and not right behind it, a figure is said of the subject, which has been looked at.
    """
    before = [m for m in sentence.mentions if m.end <= figure.start]
    if sentence.is_of_next(figure):
        return []
    if not before:
        is_open = bool(sentence.mentions) or any(
            is_held_against(sentence.before(f.start, 30)) for f in sentence.figures
        )
        return list(sentence.facts.products.values()) if is_open else []
    is_beside = _BESIDE.fullmatch(sentence.masked, before[-1].end, figure.start) is not None
    return sentence.known(before[-1].ids) if is_beside else []
