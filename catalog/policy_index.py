"""Finds the passage of the shop's documents that answers a question: BM25 over a few hundred sections.

Scoring: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

import math
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.policy import PolicySection
from catalog.vocabulary import words_of

K1 = 1.2
B = 0.5
#: A word in a heading says more of a section than one in its text.
TITLE_WEIGHT = 4
OPENING_WEIGHT = 1.15
#: Sections that score below this share of the best one do not answer the question.
MIN_SHARE_OF_BEST = 0.25

_STOP_WORDS = frozenset(
    "a about all an and any are as at be been but by can could did do does for from get give go had has have how i if"
    " in is it its just like long make many may me much my need no not of off on or our out please should so some tell"
    " than that the their them then there these they this to too up us use want was we were what when where which who"
    " why will with would you your yours shop store policy policies".split()
)
#: What shoppers say → what shop documents say (both stemmed).
_SYNONYMS = {
    "refund": ("refund",),
    "exchange": ("exchange", "return"),
    "swap": ("exchange", "return"),
    "unwanted": ("return",),
    "deliver": ("delivery", "ship"),
    "delivery": ("delivery", "ship"),
    "ship": ("ship", "delivery"),
    "postage": ("ship", "delivery"),
    "post": ("ship", "delivery"),
    "courier": ("ship", "delivery"),
    "arrive": ("delivery", "ship"),
    "guarantee": ("warranty", "guarantee"),
    "warranty": ("warranty", "guarantee"),
    "broke": ("warranty", "fault"),
    "broken": ("warranty", "fault"),
    "faulty": ("warranty", "fault"),
    "repair": ("repair", "warranty"),
    "cooky": ("cooky", "privacy"),
    "data": ("data", "privacy"),
    "pay": ("pay", "payment"),
    "cost": ("cost", "price", "free"),
    "mend": ("mend", "repair"),
}
#: Shoppers name their country, documents the union.
IN_THE_EU = frozenset(
    "austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece hungary"
    " ireland italy latvia lithuania luxembourg malta netherlands poland portugal romania slovakia slovenia spain"
    " sweden".split()
)
#: Phrases of small words that mean a large one.
_PHRASES = {
    "how much": "cost",
    "how long": "day",
    "money back": "refund",
    "send back": "return",
    "send it back": "return",
    "give back": "return",
    "bring back": "return",
    "take back": "return",
    "fell apart": "fault",
    **{f"{which} cards": "pay" for which in ("which", "what", "credit", "debit", "bank")},
    **{f"{which} card": "pay" for which in ("which", "what", "credit", "debit", "bank")},
}


class PolicyIndex:
    """Sections to search; never changes once built."""

    def __init__(self, sections: Sequence[PolicySection]) -> None:
        self._sections = tuple(sections)
        self._counts = [_weighted_words(section) for section in self._sections]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean_length = sum(self._lengths) / max(1, len(self._lengths))
        self._n_with: Counter[str] = Counter(word for counts in self._counts for word in counts)

    def find(self, text: str, limit: int) -> tuple[PolicySection, ...]:
        """The sections that best answer `text`, best first; none when no word of it occurs."""
        words = self._known_words(text)
        scores = [self._score(row, words) for row in range(len(self._sections))]
        best = max(scores, default=0.0)
        order = sorted(range(len(scores)), key=lambda row: -scores[row])
        return tuple(self._sections[row] for row in order[:limit] if scores[row] > MIN_SHARE_OF_BEST * best)

    def _known_words(self, text: str) -> Counter[str]:
        """Words of the question as the sections spell them, with their weight: a synonym counts half."""
        words: Counter[str] = Counter()
        said = f" {' '.join(words_of(text))} "
        for phrase, word in _PHRASES.items():
            said = said.replace(f" {phrase} ", f" {word} ")
        for word in dict.fromkeys(_content_words(said)):
            meant = self._spelled(word)
            for other in ("europe", "european", "eu", word) if word in IN_THE_EU else _SYNONYMS.get(meant, (meant,)):
                # A word the documents never use is meant by its synonyms alone.
                words[other] = max(words[other], 2 if other == meant or meant not in self._n_with else 1)
        return words

    def _spelled(self, word: str) -> str:
        if word in self._n_with or word in _SYNONYMS or len(word) < 5:
            return word
        near = process.extractOne(
            word, self._n_with.keys(), scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2
        )
        return near[0] if near else word

    def _score(self, row: int, words: Counter[str]) -> float:
        # What a document opens with answers the general question, its sections the special ones.
        opening = OPENING_WEIGHT if "#" not in self._sections[row].source_id else 1.0
        norm = K1 * (1 - B + B * self._lengths[row] / self._mean_length) if self._mean_length else K1
        return opening * sum(
            weight * self._rarity(word) * (count * (K1 + 1)) / (count + norm)
            for word, weight in words.items()
            if (count := self._counts[row][word])
        )

    def _rarity(self, word: str) -> float:
        n_with = self._n_with[word]
        return math.log(1 + (len(self._sections) - n_with + 0.5) / (n_with + 0.5))


def _weighted_words(section: PolicySection) -> Counter[str]:
    counts = Counter(_content_words(section.text))
    for word in _content_words(f"{section.document} {section.title}"):
        counts[word] += TITLE_WEIGHT
    return counts


def _content_words(text: str) -> list[str]:
    return [_stem(word) for word in words_of(text) if word not in _STOP_WORDS]


def _stem(word: str) -> str:
    """Fold endings, so that `returns`, `returned` and `returning` are one word."""
    word = word.removesuffix("'s").removesuffix("\u2019s")
    for ending, replacement in (("ies", "y"), ("ing", ""), ("ed", ""), ("sses", "ss"), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            stem = word[: -len(ending)] + replacement
            return stem[:-1] if ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return word
