"""Words that lean to one end of a figure ("for extreme cold", "ultralight"): the products there come first."""

import re
from collections.abc import Sequence

from assistant.looking.figures import best_column
from assistant.superlatives import superlative_named
from catalog.stocklist import Stocklist

_LEANINGS = {
    "warmest": r"(?:extreme|severe|bitter|deep|really|very) (?:cold|frost|winter)|arctic|polar|sub-?zero|freezing|"
    r"minus \d\d?",
    "lightest": r"(?:ultra-?|feather-?|(?:really|very|super|extra) )light(?:weight)?|as light as possible",
    "brightest": r"(?:really|very|super|extra) bright|as bright as possible",
    "biggest": r"(?:really|very|super|extra) (?:big|large|roomy)|huge|enormous|as big as possible",
    "smallest": r"(?:really|very|super|extra) (?:small|compact)|tiny|as small as possible",
}
_COMPILED = {word: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for word, pattern in _LEANINGS.items()}
#: This share of a kind is at the end that was asked for.
LEANING_SHARE = 0.25


def leaning_to(text: str, ids: Sequence[str], stock: Stocklist) -> frozenset[str]:
    """Of a kind, the quarter that is furthest where the words lean to; none if they do not, or no figure tells."""
    word = next((word for word, pattern in _COMPILED.items() if pattern.search(text)), None)
    column = best_column(superlative_named(word), ids, stock) if word else None
    if word is None or column is None:
        return frozenset()
    sign = -1 if superlative_named(word).highest else 1
    ordered = sorted(column.figures, key=lambda one: (sign * column.figures[one], one))
    return frozenset(ordered[: max(1, round(len(ordered) * LEANING_SHARE))])
