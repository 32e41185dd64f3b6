"""The lexical leg: BM25F over weighted fields, as flat NumPy arrays.

BM25F (Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple weighted fields"):

    tf(t, d)    = sum over fields f of  w_f · n(t, f, d) / (1 − b_f + b_f · |f, d| / mean |f|)
    score(t, d) = idf(t) · tf · (k1 + 1) / (tf + k1),      idf(t) = ln(1 + (N − df + ½) / (df + ½))
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.document import FIELDS, ProductDocument
from retrieval.row_filter import RowMask
from retrieval.stemming import stem, words_of

Scores = npt.NDArray[np.float32]
#: A word says what a product is the first time; repeating it says little. Chosen by cross-validation
#: (benchmarks/results/search_quality.md), as are the weights.
K1 = 0.2


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """How much a word in a field counts, and how much (0..1) a long field dilutes it.

    Attributes:
        usual_words: length at which a word counts just `weight`; None for the mean of the catalog (BM25's own way).
    """

    weight: float
    dilution: float
    usual_words: float | None = None


FIELD_WEIGHTS: Mapping[str, FieldWeight] = {
    "title": FieldWeight(1.25, 0.75),
    "brand": FieldWeight(1.25, 0.0),
    "categories": FieldWeight(1.0, 0.0),
    "attributes": FieldWeight(0.3, 0.75),
    # Ten words of specification say what a product is; in eighty of prose, hardly any one does.
    "description": FieldWeight(1.0, 0.75, usual_words=10),
    "codes": FieldWeight(1.0, 0.0),
}


class LexicalIndex:
    """Finds products that hold the words of a query.

    Attributes:
        terms: stem → column.
        words: unstemmed word → number of products that hold it.
        n_products: number of rows.
    """

    def __init__(self, terms: Sequence[str], words: Mapping[str, int], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.terms = {term: column for column, term in enumerate(terms)}
        self.words = words
        self._offsets: npt.NDArray[np.int64] = arrays["offsets"]
        self._rows: npt.NDArray[np.int32] = arrays["rows"]
        self._scores: Scores = arrays["scores"]
        self.n_products = int(arrays["n_products"])

    @classmethod
    def from_documents(
        cls, documents: Sequence[ProductDocument], weights: Mapping[str, FieldWeight] = FIELD_WEIGHTS, k1: float = K1
    ) -> "LexicalIndex":
        """Index documents; rows are their positions."""
        counts = _count_terms(documents)
        arrays = _score_postings(counts, len(documents), weights, k1)
        return cls(list(counts.terms), counts.words, arrays)

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays to keep on disk, beside `terms` and `words`."""
        n_products = np.array(self.n_products)
        return {"offsets": self._offsets, "rows": self._rows, "scores": self._scores, "n_products": n_products}

    def score(self, stems: Iterable[str], mask: RowMask | None = None) -> Scores:
        """BM25F of every row `[n_products]`; 0 where no word matches or the mask does not pass."""
        scores = np.zeros(self.n_products, dtype=np.float32)
        for one in dict.fromkeys(stems):
            column = self.terms.get(one)
            if column is not None:
                part = slice(self._offsets[column], self._offsets[column + 1])
                scores[self._rows[part]] += self._scores[part]
        return scores if mask is None else scores * mask

    def match(self, phrase: Sequence[str]) -> Scores:
        """How much of a full match (about 1) every row `[n_products]` is for all these stems; 0 if it lacks one."""
        match = np.full(self.n_products, np.inf if phrase else 0.0, dtype=np.float32)
        for one in phrase:
            fullest = np.float32(inverse_frequency(self.frequency(one), self.n_products))
            np.minimum(match, self.score((one,)) / fullest, out=match)
        return match

    def highest_score(self, stems: Iterable[str]) -> float:
        """What a product would score that is nothing but these words; unknown words count as the rarest ones."""
        return float(sum(inverse_frequency(self.frequency(one), self.n_products) for one in dict.fromkeys(stems)))

    def frequency(self, stem_: str) -> int:
        """How many products hold the stem."""
        column = self.terms.get(stem_)
        return 0 if column is None else int(self._offsets[column + 1] - self._offsets[column])

    def rows_with(self, stem_: str) -> npt.NDArray[np.int32]:
        """The rows that hold the stem, ascending."""
        column = self.terms.get(stem_)
        return self._rows[:0] if column is None else self._rows[self._offsets[column] : self._offsets[column + 1]]


def inverse_frequency(frequency: float, n_products: int) -> float:
    """How telling a word is that `frequency` of `n_products` hold (never negative)."""
    return float(np.log1p((n_products - frequency + 0.5) / (frequency + 0.5)))


@dataclass(slots=True)
class _TermCounts:
    """Per field three parallel lists: row, term, count; and the length of the field in every row."""

    terms: dict[str, int]
    words: Counter[str]
    postings: dict[str, tuple[list[int], list[int], list[int]]]
    lengths: dict[str, list[int]]


def _count_terms(documents: Sequence[ProductDocument]) -> _TermCounts:
    counts = _TermCounts({}, Counter(), {f: ([], [], []) for f in FIELDS}, {f: [] for f in FIELDS})
    seen: dict[str, list[str]] = {}
    for row, document in enumerate(documents):
        words_of_row: set[str] = set()
        for field, parts in zip(FIELDS, document.fields, strict=True):
            in_field: Counter[str] = Counter()
            for part in parts:
                words = seen.get(part) if len(part) <= 60 else words_of(part)
                if words is None:
                    words = seen[part] = words_of(part)
                in_field.update(words)
            words_of_row.update(in_field)
            _add_field(counts, field, row, in_field)
        counts.words.update(words_of_row)
    return counts


def _add_field(counts: _TermCounts, field: str, row: int, words: Counter[str]) -> None:
    rows, columns, numbers = counts.postings[field]
    for word, number in words.items():
        rows.append(row)
        columns.append(counts.terms.setdefault(stem(word), len(counts.terms)))
        numbers.append(number)
    counts.lengths[field].append(words.total())


def _score_postings(
    counts: _TermCounts, n_products: int, weights: Mapping[str, FieldWeight], k1: float
) -> dict[str, npt.NDArray[Any]]:
    keys, parts = [], []
    for field in FIELDS:
        rows, columns, numbers = (np.array(values, dtype=np.int64) for values in counts.postings[field])
        lengths = np.array(counts.lengths[field], dtype=np.float64)
        weight = weights[field]
        mean = weight.usual_words or max(float(lengths.mean()) if n_products else 0.0, 1e-9)
        norms = weight.weight / (1 - weight.dilution + weight.dilution * lengths / mean)
        keys.append(columns * max(n_products, 1) + rows)
        parts.append(numbers * norms[rows] if len(rows) else np.zeros(0))
    # One number holds column and row, so that sorting groups the postings of a term, rows ascending.
    pairs, where = np.unique(np.concatenate(keys), return_inverse=True)
    tf = np.bincount(where, weights=np.concatenate(parts), minlength=len(pairs))
    columns, rows = np.divmod(pairs, max(n_products, 1))
    frequencies = np.bincount(columns, minlength=len(counts.terms))
    idf = np.log1p((n_products - frequencies + 0.5) / (frequencies + 0.5))
    return {
        "offsets": np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64),
        "rows": rows.astype(np.int32),
        "scores": (idf[columns] * tf * (k1 + 1) / (tf + k1)).astype(np.float32),
        "n_products": np.array(n_products),
    }
