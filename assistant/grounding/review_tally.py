"""Reads how reviews are distributed: "two give five stars, two give four and one gives two"."""

import re

from assistant.grounding.claims import Sentence
from assistant.grounding.figures import Figure

_GIVES = re.compile(
    r"\s+(?:(?:reviewers?|reviews?|of them|customers?|people)\s+)?(?:also\s+)?(?:gives?|gave|awards?|awarded"
    r"|rates? it|rated it)"
    r"\s+(?:it\s+)?(?:only\s+|just\s+|the full\s+)?"
)
#: More than that nobody counts one by one.
MAX_COUNTING_NUMBER = 12


def is_of_tally(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is one of "N give M stars"."""
    return any(figure in pair for pair in _pairs(sentence))


def tally_holds(sentence: Sentence) -> bool:
    """Whether the reviews of one product that may be meant are distributed like that."""
    told = _pairs(sentence)
    for subject in sentence.subjects(told[0][0].start, told[0][0].end):
        ratings = [review.rating for review in subject.reviews]
        if ratings and all(ratings.count(int(stars.value)) == n.value for n, stars in told):
            return True
    return False


def _pairs(sentence: Sentence) -> list[tuple[Figure, Figure]]:
    return [
        (left, right)
        for left, right in zip(sentence.figures, sentence.figures[1:], strict=False)
        if left.kind == right.kind == "number"
        and left.value <= MAX_COUNTING_NUMBER
        and right.value in range(1, 6)
        and _GIVES.fullmatch(sentence.lower, left.end, right.start)
    ]
