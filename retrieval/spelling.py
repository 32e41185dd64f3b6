"""Reads a misspelt word of a query as the catalog's word it most likely stands for. Conservative: a word that the
catalog holds, a plain word of the language, a number and a model code are never touched."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from retrieval.lexical import LexicalIndex
from retrieval.stemming import fold, stem, words_of
from retrieval.synonyms import SYNONYM_STEMS

#: Shorter words have too many neighbours, and are too often codes.
SHORTEST = 4
#: From this length two slips are forgiven (`headfones`), below one.
TWO_SLIPS = 7
#: A word found in fewer products is not what a slip is read as, in a catalog of `LARGE_CATALOG` words or more.
RARE = 2
#: Two words are read as one only where the one is so much commoner; else both ways of writing are in use.
MUCH_MORE_OFTEN = 10
LARGE_CATALOG = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read: its text, and word → reading where they differ."""

    text: str
    corrections: dict[str, str] = field(default_factory=dict)


class SpellingCorrector:
    """Knows the words of one index."""

    def __init__(self, lexical: LexicalIndex, is_plain_word: Callable[[str], bool] | None = None) -> None:
        self._lexical = lexical
        self._is_plain_word = is_plain_word or (lambda word: False)
        rarest = RARE if len(lexical.words) >= LARGE_CATALOG else 1
        self._by_shape: dict[tuple[int, str], list[str]] = {}
        for word, frequency in lexical.words.items():
            if frequency >= rarest and len(word) >= SHORTEST and word.isalpha():
                self._by_shape.setdefault((len(word), word[0]), []).append(word)
        self._starts = sorted({start for _, start in self._by_shape})

    def read(self, text: str) -> Reading:
        """The query with its misspelt words replaced."""
        words = words_of(text)
        known = [word for word in words if self._is_known(word)]
        corrections: dict[str, str] = {}
        for word in dict.fromkeys(words):
            if not self._may_be_a_slip(word):
                continue
            reading = self._closest(word, 1, known) or self._split(word)
            if not reading and len(word) >= TWO_SLIPS:
                reading = self._closest(word, 2, known)
            if reading:
                corrections[word] = reading
                known.extend(reading.split())
        corrections |= self._joined(words)
        return Reading(_replaced(text, corrections), corrections) if corrections else Reading(text)

    def _is_known(self, word: str) -> bool:
        return word in self._lexical.words or stem(word) in self._lexical.terms

    def _may_be_a_slip(self, word: str) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or stem(word) in SYNONYM_STEMS:
            return False
        return not self._is_known(word) and not self._is_plain_word(word)

    def _closest(self, word: str, slips: int, context: Sequence[str]) -> str | None:
        near = dict(self._within(word, slips))
        if not near:
            return None
        return max(near, key=lambda found: (self._likelihood(found, near[found], word, context), found))

    def _within(self, word: str, slips: int) -> Iterator[tuple[str, int]]:
        """Words at most so many slips away; two slips are forgiven behind the right first letter only."""
        for length in range(len(word) - slips, len(word) + slips + 1):
            for start in (word[0],) if slips > 1 else self._starts:
                choices = self._by_shape.get((length, start), ())
                for candidate, distance, _ in process.extract_iter(
                    word, choices, scorer=OSA.distance, score_cutoff=slips
                ):
                    yield candidate, int(distance)

    def _likelihood(self, candidate: str, distance: int, word: str, context: Sequence[str]) -> float:
        """Fewer slips first; then words that occur with the rest of the query; then frequent words."""
        together = sum(1 for other in context if self._occur_together(candidate, other))
        other_start = candidate[0] != word[0]
        return 2 * together - 4 * distance - 4 * other_start + math.log1p(self._lexical.words[candidate])

    def _occur_together(self, one: str, other: str) -> bool:
        rows, others = (self._lexical.rows_with(stem(word)) for word in (one, other))
        return bool(np.isin(rows[:1000], others, assume_unique=True).any())

    def _split(self, word: str) -> str | None:
        """`hikingboots` → `hiking boots`, if both are words that occur together."""
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            head, tail = word[:at], word[at:]
            if self._is_known(head) and self._is_known(tail) and self._occur_together(head, tail):
                return f"{head} {tail}"
        return None

    def _joined(self, words: Sequence[str]) -> dict[str, str]:
        """`head phones` → `headphones`, if the catalog writes it so, and hardly ever in two words."""
        return {f"{head} {tail}": head + tail for head, tail in self._joinable(words)}

    def _joinable(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        for head, tail in itertools.pairwise(words):
            whole = head + tail
            if not whole.isalpha() or len(head) < 3 or len(tail) < 3:
                continue
            frequency = self._lexical.frequency(stem(whole))
            if frequency < RARE:
                continue
            apart = np.intersect1d(
                self._lexical.rows_with(stem(head)), self._lexical.rows_with(stem(tail)), assume_unique=True
            )
            if frequency > MUCH_MORE_OFTEN * len(apart):
                yield head, tail


def _replaced(text: str, corrections: dict[str, str]) -> str:
    """The folded text with whole words replaced, two-word readings first."""
    words = words_of(fold(text))
    read: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if pair in corrections:
            read.append(corrections[pair])
            at += 2
        else:
            read.append(corrections.get(words[at], words[at]))
            at += 1
    return " ".join(read)
