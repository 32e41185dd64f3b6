"""Finds products for words: plans the query, runs both legs side by side, merges them and says why."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from catalog.candidate import Candidate, Evidence, SearchResult
from catalog.filter import ProductFilter
from retrieval.clock import StepClock
from retrieval.columns import ProductColumns
from retrieval.config import RetrievalConfig
from retrieval.dense import VectorStore
from retrieval.encoder import Encoder, Vectors
from retrieval.fusion import best_rows, fuse_scores
from retrieval.legs import FoundRows, SemanticMatches, WordMatches, match_meaning, match_words
from retrieval.lexical import LexicalIndex, Scores
from retrieval.mirror import ProductMirror
from retrieval.query_words import query_stems
from retrieval.row_filter import RowMask, rows_passing
from retrieval.spelling import Reading, SpellingCorrector
from retrieval.stemming import words_of

#: Characters of a query that are read; what a shopper wants is said long before.
MAX_QUERY_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One generation in memory.

    Attributes:
        store: None while the vectors are being rebuilt; the mirror then has none either.
    """

    generation: str
    lexical: LexicalIndex
    spelling: SpellingCorrector
    mirror: ProductMirror
    store: VectorStore | None

    @property
    def columns(self) -> ProductColumns:
        """The filterable columns."""
        return self.mirror.columns


class HybridSearch:
    """Searches one open index; safe to share between threads."""

    def __init__(
        self, index: OpenIndex, encoder: Encoder, legs: ThreadPoolExecutor, config: RetrievalConfig | None = None
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._legs = legs
        self._config = config or RetrievalConfig()

    def search(self, text: str, where: ProductFilter, limit: int, also: Sequence[str] = ()) -> SearchResult:
        """The best `limit` products for `text` among those that pass `where`; by standing if `text` holds no word.

        Products of `also` that pass and have anything to do with the words are scored and found beside them.
        """
        clock = StepClock()
        mask = clock.time("filter", lambda: rows_passing(where, self._index.columns))
        n_matching = len(self._index.columns) if mask is None else int(mask.sum())
        text = text[:MAX_QUERY_CHARACTERS]
        has_words = bool(words_of(text))
        if not has_words or not n_matching or limit < 1:
            found = self._by_standing(mask, 0 if has_words else limit, () if has_words else also)
            plan = {"legs": [], "order": "standing"}
            return SearchResult(found, n_matching, plan | clock.report(self._index.generation))
        reading = clock.time("spelling", lambda: self._index.spelling.read(text))
        words, meaning = self._run_legs(reading, mask, max(self._config.depth, limit), clock)
        more = self._rows_among(also, mask)
        candidates = clock.time("fusion", lambda: self._merge(words, meaning, more, limit + len(more)))
        plan = _describe(words, meaning.matches if meaning else None) | clock.report(self._index.generation)
        return SearchResult(candidates, n_matching, plan, reading.corrections)

    def similar(self, product_id: str, where: ProductFilter, limit: int) -> SearchResult:
        """The products most like one of the catalog's, which is left out; none if it is unknown."""
        clock = StepClock()
        columns, mirror = self._index.columns, self._index.mirror
        mask = rows_passing(where, columns)
        mask = np.ones(len(columns), dtype=bool) if mask is None else mask
        row = columns.row_of.get(product_id)
        if row is not None:
            mask[row] = False
        n_matching = int(mask.sum())
        if row is None or mirror.vectors is None or self._index.store is None or limit < 1:
            return SearchResult((), n_matching, {"legs": []} | clock.report(self._index.generation))
        vector = mirror.vectors[row].astype(np.float32)
        found = clock.time("semantic", lambda: self._nearest(vector, mask, limit))
        cosines = mirror.similarities(vector, found.rows)
        candidates = tuple(
            Candidate(columns.ids[near], float(cosine), (Evidence("similar", _share(cosine)),))
            for near, cosine in zip(found.rows, cosines, strict=True)
        )
        plan = {"legs": ["semantic"], "semantic": {"strategy": found.strategy, "reason": found.reason}}
        return SearchResult(candidates, n_matching, plan | clock.report(self._index.generation))

    def affinity(self, texts: Sequence[str], product_ids: Sequence[str]) -> Vectors:
        """Cosines `[n_texts, n_products]` of texts to products; 0 for products unknown here, and without vectors."""
        cosines = np.zeros((len(texts), len(product_ids)), dtype=np.float32)
        rows = [self._index.columns.row_of.get(product_id, -1) for product_id in product_ids]
        known = np.flatnonzero(np.asarray(rows) >= 0)
        if self._index.mirror.vectors is None or not len(known):
            return cosines
        for place, vector in enumerate(self._encoder.encode(texts)):
            cosines[place, known] = self._index.mirror.similarities(vector, np.asarray(rows)[known])
        return cosines

    def vectors(self, product_ids: Sequence[str]) -> Vectors:
        """Unit vectors `[n_products, dimensions]`; zeros for products unknown here, and without vectors."""
        rows = np.asarray([self._index.columns.row_of.get(product_id, -1) for product_id in product_ids], dtype=np.intp)
        stored = self._index.mirror.vectors
        found = np.zeros((len(rows), self._encoder.dimensions), dtype=np.float32)
        if stored is not None:
            found[rows >= 0] = stored[rows[rows >= 0]]
        return found

    def _nearest(self, vector: Vectors, mask: RowMask | None, wanted: int) -> SemanticMatches:
        assert self._index.store is not None  # noqa: S101  (callers look first)
        return match_meaning(self._index.mirror, self._index.store, vector, mask, wanted)

    def _rows_among(self, ids: Sequence[str], mask: RowMask | None) -> FoundRows:
        """Rows of those ids that are in the index and pass."""
        row_of = self._index.columns.row_of
        rows = np.array([row_of[one] for one in ids if one in row_of], dtype=np.intp)
        return rows if mask is None else rows[mask[rows]]

    def _by_standing(self, mask: RowMask | None, limit: int, also: Sequence[str] = ()) -> tuple[Candidate, ...]:
        columns = self._index.columns
        rows = np.arange(len(columns)) if mask is None else np.flatnonzero(mask)
        best = rows[np.argsort(-columns.standing[rows], kind="stable")][: max(limit, 0)]
        more = np.setdiff1d(self._rows_among(also, mask), best)
        best = np.concatenate([best, more[np.argsort(-columns.standing[more], kind="stable")]])
        highest = float(columns.standing.max(initial=1.0))
        scores = [float(columns.standing[row]) / highest for row in best]
        return tuple(
            Candidate(columns.ids[row], score, (Evidence("standing", _share(score)),))
            for row, score in zip(best, scores, strict=True)
        )

    def _run_legs(
        self, reading: Reading, mask: RowMask | None, wanted: int, clock: StepClock
    ) -> tuple[WordMatches, "_Meaning | None"]:
        stems = query_stems(reading.text)
        by_words = self._legs.submit(
            lambda: clock.time("words", lambda: match_words(self._index.lexical, stems, mask, wanted))
        )
        meaning = self._run_semantic_leg(reading.text, mask, wanted, clock)
        return by_words.result(), meaning

    def _run_semantic_leg(self, text: str, mask: RowMask | None, wanted: int, clock: StepClock) -> "_Meaning | None":
        if self._index.store is None or self._index.mirror.vectors is None:
            return None
        vector = clock.time("encode", lambda: self._encoder.encode([text])[0])
        return _Meaning(vector, clock.time("semantic", lambda: self._nearest(vector, mask, wanted)))

    def _merge(
        self, words: WordMatches, meaning: "_Meaning | None", more: FoundRows, limit: int
    ) -> tuple[Candidate, ...]:
        rows: FoundRows = np.union1d(words.rows, more) if len(more) else words.rows
        cosines = None
        if meaning:
            # Whatever either leg put forward is scored by both.
            rows = np.union1d(rows, meaning.matches.rows)
            cosines = self._index.mirror.similarities(meaning.vector, rows)
        lexical = words.scores[rows]
        fused = fuse_scores(lexical, cosines, self._config.semantic_share_of(words.n_words))
        highest = max(words.highest_score, 1e-9)
        best = best_rows(fused, limit)
        ids = [self._index.columns.ids[row] for row in rows[best].tolist()]
        evidence = _evidence(lexical[best] / highest, None if cosines is None else cosines[best])
        return tuple(map(Candidate, ids, fused[best].tolist(), evidence))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The query's vector and what it found."""

    vector: Vectors
    matches: SemanticMatches


def _describe(words: WordMatches, semantic: SemanticMatches | None) -> dict[str, Any]:
    plan: dict[str, Any] = {"legs": ["words"], "words": {"rows": len(words.rows)}}
    if semantic is None:
        return plan | {"note": "words only: the vectors are being rebuilt"}
    plan["legs"] = ["words", "semantic"]
    plan["semantic"] = {"strategy": semantic.strategy, "reason": semantic.reason, "rows": len(semantic.rows)}
    return plan


def _evidence(words: Scores, cosines: Scores | None) -> list[tuple[Evidence, ...]]:
    """What each signal says of every product, in one pass: hundreds of candidates a query."""
    by_words: list[tuple[Evidence, ...]] = [(Evidence("words", weight),) if weight else () for weight in _shares(words)]
    if cosines is None:
        return by_words
    by_meaning = [Evidence("semantic", weight) for weight in _shares(cosines)]
    return [(meaning, *words) for meaning, words in zip(by_meaning, by_words, strict=True)]


def _shares(weights: Scores) -> list[float]:
    shares: list[float] = np.round(np.clip(weights.astype(np.float64), 0.0, 1.0), 4).tolist()
    return shares


def _share(weight: float) -> float:
    return round(min(max(float(weight), 0.0), 1.0), 4)
