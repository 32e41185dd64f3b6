"""Scores products by a query's words, and by what else the catalog may call the same thing.

A product that says `notebook` answers `laptop` with

    SYNONYM_WEIGHT · df(notebook) / (df(notebook) + df(laptop))

of what the word itself would be worth: much where the catalog hardly says `laptop`, little where it usually does. Of a
word and its synonyms the best match counts, not the sum.
"""

from collections.abc import Sequence

import numpy as np

from retrieval.lexical import LexicalIndex, Scores, inverse_frequency
from retrieval.row_filter import RowMask
from retrieval.synonyms import SYNONYMS, Phrase, phrases_of

#: The highest of those tried that costs no rated query anything to speak of (benchmarks/results/search_quality.md); at
#: 0.8 a stand for notebooks overtakes those for laptops, at 0.9 all rated queries together lose 1.9 of 80 hundredths.
SYNONYM_WEIGHT = 0.7


class QueryWords:
    """The words of one query over one index, with the synonyms that the catalog holds.

    Attributes:
        highest_score: what a product would score that is nothing but these words.
    """

    def __init__(self, lexical: LexicalIndex, stems: Sequence[str], synonym_weight: float = SYNONYM_WEIGHT) -> None:
        self._lexical = lexical
        self._weight = synonym_weight
        self._plain: list[str] = []
        self._expanded: list[tuple[Phrase, Scores, float]] = []
        for phrase in phrases_of(tuple(dict.fromkeys(stems))):
            synonyms = [s for s in SYNONYMS.get(phrase, ()) if all(one in lexical.terms for one in s)]
            if synonyms and synonym_weight:
                self._expand(phrase, synonyms)
            else:
                self._plain.extend(phrase)
        worths = (worth for _, _, worth in self._expanded)
        self.highest_score = lexical.highest_score(self._plain) + sum(worths)

    def score(self, mask: RowMask | None = None) -> Scores:
        """The score of every row `[n_products]`; 0 where no word matches or the mask does not pass."""
        scores = self._lexical.score(self._plain)
        for phrase, synonyms, _ in self._expanded:
            scores += np.maximum(self._lexical.score(phrase), synonyms)
        return scores if mask is None else scores * mask

    def _expand(self, phrase: Phrase, synonyms: Sequence[Phrase]) -> None:
        n_asked = _n_products_with(self._lexical, phrase)
        best = np.zeros(self._lexical.n_products, dtype=np.float32)
        for synonym in synonyms:
            match = self._lexical.match(synonym)
            n_meant = int(np.count_nonzero(match))
            np.maximum(best, match * (self._weight * n_meant / max(n_meant + n_asked, 1)), out=best)
        worth = self._worth(phrase, best)
        self._expanded.append((phrase, best * np.float32(worth), worth))

    def _worth(self, phrase: Phrase, synonyms: Scores) -> float:
        """A word that the catalog does not hold tells no more than its synonyms do, however rare it is."""
        known = self._lexical.highest_score(stem for stem in phrase if stem in self._lexical.terms)
        return max(known, inverse_frequency(int(np.count_nonzero(synonyms)), self._lexical.n_products))


def _n_products_with(lexical: LexicalIndex, phrase: Phrase) -> int:
    return lexical.frequency(phrase[0]) if len(phrase) == 1 else int(np.count_nonzero(lexical.match(phrase)))
