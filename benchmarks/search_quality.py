"""Does search find what people rated relevant, and is it better than BM25?

The yardstick is BM25 (k1 1.2, b 0.75) over title, brand and short description, s-stemmed. Ratings were pooled from a
lexical engine, so every list is read twice: a product without a rating counts as irrelevant, or is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import ir_measures
import numpy as np
import numpy.typing as npt
from ir_measures import Judged, R, nDCG

from benchmarks.rated_catalog import RatedCatalog, Ratings, read_rated_catalog
from benchmarks.shops import ELECTRONICS
from benchmarks.table import Table, at_least
from benchmarks.workplace import Workplace
from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.config import RetrievalConfig
from retrieval.document import FIELDS, ProductDocument, document_of
from retrieval.encoder import open_encoder
from retrieval.engine import SearchEngine
from retrieval.expansion import SYNONYM_WEIGHT, QueryWords
from retrieval.fusion import best_rows, fuse_ranks, fuse_scores
from retrieval.generation import current_generation
from retrieval.index import open_vectors
from retrieval.lexical import FIELD_WEIGHTS, K1, FieldWeight, LexicalIndex
from retrieval.query_words import query_stems
from retrieval.stemming import stems_of

Scores = npt.NDArray[np.float32]
#: query → product ids, best first
Run = Mapping[str, list[str]]
Setting = TypeVar("Setting")
DEPTH = 1000
N_FOLDS = 5
#: What the folds choose from: share of meaning (one word, each more), saturation of words, weight of the title.
SHARES = ((0.2, 0.1), (0.3, 0.0), (0.3, 0.15), (0.4, 0.0), (0.4, 0.1), (0.5, 0.0))
SATURATIONS = (0.1, 0.2, 0.4, 1.2)
TITLE_WEIGHTS = (1.0, 1.25, 1.5, 2.0)
#: And, with the rest as it is served, from these weights of a synonym.
SYNONYM_WEIGHTS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0)
BASELINE_FIELDS = ("title", "brand", "description")


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries.

    Attributes:
        strict: nDCG@10, unrated counts as irrelevant.
        judged_only: nDCG@10 of the rated products alone, in the order found.
        recall: recall@50.
        judged_share: rated among the first 10.
    """

    strict: float
    judged_only: float
    recall: float
    judged_share: float


def measure(workplace: Workplace) -> Table:
    """Compare BM25, the two legs, reciprocal ranks, our fusion, and the whole system."""
    catalog = read_rated_catalog(workplace)
    legs = _Legs(catalog, workplace)
    baseline = evaluate(legs.run(legs.baseline), catalog.ratings)
    table = Table("Search quality: 19,406 products, rated queries", "python -m benchmarks search_quality --data DIR")
    _add(table, "BM25 over title, brand, short description", baseline)
    _add(table, "words alone (BM25F)", evaluate(legs.run(legs.words), catalog.ratings))
    _add(table, "meaning alone", evaluate(legs.run(legs.meaning), catalog.ratings))
    _add(table, "reciprocal ranks of BM25 and meaning", evaluate(legs.run(legs.ranks_of_bm25), catalog.ratings))
    _add(table, "reciprocal ranks of words and meaning", evaluate(legs.run(legs.ranks), catalog.ratings))
    _add(table, "chosen on other queries (5 folds)", _out_of_fold(_by_setting(legs), catalog))
    by_weight = {weight: legs.run(lambda query, w=weight: legs.served(query, w)) for weight in SYNONYM_WEIGHTS}  # type: ignore[misc]
    _add(table, "no synonyms", evaluate(by_weight[0.0], catalog.ratings))
    _add(table, "weight of synonyms chosen on other queries (5 folds)", _out_of_fold(by_weight, catalog))
    _add(table, "the whole search", evaluate(_whole_search(catalog, workplace), catalog.ratings), baseline)
    table.notes += [
        "All figures are in hundredths.",
        f"{len(catalog.queries)} queries with a relevant product; gain = rating (0..3), log2 discount.",
        "Strict: an unrated product counts as irrelevant. Rated only: unrated products are taken out of the list.",
        "The folds choose share of meaning, saturation and title weight on four fifths of the queries each.",
        "Synonyms: one rated query, `gaming laptop`, gains by them, so its fold cannot choose them. Served is the"
        " highest weight that costs no other query half a hundredth.",
    ]
    return table


def evaluate(run: Run, ratings: Ratings) -> Quality:
    """Judge a run by ir-measures."""
    strict, recall, judged = nDCG(dcg="log2") @ 10, R @ 50, Judged @ 10
    judged_only = nDCG(dcg="log2", judged_only=True) @ 10
    scored = {query: {id_: float(-rank) for rank, id_ in enumerate(ids)} for query, ids in run.items()}
    rated = {query: ratings[query] for query in run}
    found = ir_measures.calc_aggregate([strict, judged_only, recall, judged], rated, scored)
    return Quality(found[strict], found[judged_only], found[recall], found[judged])


class _Legs:
    """Scores of every product for every query, by each leg."""

    def __init__(self, catalog: RatedCatalog, workplace: Workplace) -> None:
        self.queries = catalog.queries
        self._ids = [product.id for product in catalog.products]
        self.documents = [document_of(product) for product in catalog.products]
        self._lexical: dict[tuple[float, float], LexicalIndex] = {}
        self._bm25 = LexicalIndex.from_documents([_plain(product) for product in catalog.products], _EQUAL, 1.2)
        encoder = open_encoder(ELECTRONICS.home(workplace))
        vectors = _stored_vectors(workplace, self._ids)
        self._cosines = dict(zip(self.queries, encoder.encode(self.queries) @ vectors.T, strict=True))

    def run(self, score: Callable[[str], Scores]) -> dict[str, list[str]]:
        """Every query's products by a score."""
        return {query: [self._ids[row] for row in best_rows(score(query), DEPTH)] for query in self.queries}

    def baseline(self, query: str) -> Scores:
        """BM25 over the plain text."""
        return self._bm25.score(stems_of(query))

    def words(
        self,
        query: str,
        k1: float = K1,
        title: float = FIELD_WEIGHTS["title"].weight,
        synonyms: float = SYNONYM_WEIGHT,
    ) -> Scores:
        """The lexical leg."""
        return QueryWords(self._index(k1, title), query_stems(query), synonyms).score()

    def meaning(self, query: str) -> Scores:
        """The semantic leg, exactly."""
        return np.asarray(self._cosines[query], dtype=np.float32)

    def ranks(self, query: str) -> Scores:
        """Plain reciprocal-rank fusion."""
        return self._by_ranks(self.words(query), self.meaning(query))

    def ranks_of_bm25(self, query: str) -> Scores:
        """What a blog post would fuse."""
        return self._by_ranks(self.baseline(query), self.meaning(query))

    def fused(self, query: str, share: tuple[float, float], k1: float, title: float) -> Scores:
        """Our fusion of both legs."""
        config = RetrievalConfig(semantic_share=share[0], semantic_share_per_word=share[1])
        return self._fuse(query, self.words(query, k1, title), config)

    def served(self, query: str, synonyms: float) -> Scores:
        """Our fusion as it is served, but for the weight of synonyms."""
        return self._fuse(query, self.words(query, synonyms=synonyms), RetrievalConfig())

    def _fuse(self, query: str, words: Scores, config: RetrievalConfig) -> Scores:
        return fuse_scores(words, self.meaning(query), config.semantic_share_of(len(query_stems(query))))

    def _by_ranks(self, *scores: Scores) -> Scores:
        return fuse_ranks([best_rows(one, DEPTH) for one in scores], len(self._ids))

    def _index(self, k1: float, title: float) -> LexicalIndex:
        if (k1, title) not in self._lexical:
            heavier = FieldWeight(title, FIELD_WEIGHTS["title"].dilution)
            weights = {**FIELD_WEIGHTS, "title": heavier, "brand": FieldWeight(title, 0.0)}
            self._lexical[k1, title] = LexicalIndex.from_documents(self.documents, weights, k1)
        return self._lexical[k1, title]


#: All fields are one text here, kept in the title's place.
_EQUAL = {field: FieldWeight(1.0, 0.75) for field in FIELDS}


def _plain(product: Product) -> ProductDocument:
    text = " ".join(part for part in (product.title, product.brand, product.description.plain) if part)
    return ProductDocument(product.id, text, ((text,), (), (), (), (), ()))


def _stored_vectors(workplace: Workplace, ids: list[str]) -> npt.NDArray[np.float32]:
    store = open_vectors(current_generation(ELECTRONICS.home(workplace)), RetrievalConfig())
    try:
        stored = store.read()
    finally:
        store.close()
    place_of = {product_id: place for place, product_id in enumerate(stored.ids)}
    return stored.vectors[[place_of[product_id] for product_id in ids]]


def _whole_search(catalog: RatedCatalog, workplace: Workplace) -> Run:
    """The running system, as the API asks it."""
    home = ELECTRONICS.home(workplace)
    engine = SearchEngine(home, open_encoder(home), list)
    try:
        found = {query: engine.search(query, ProductFilter(), 200).candidates for query in catalog.queries}
    finally:
        engine.close()
    return {query: [candidate.product_id for candidate in candidates] for query, candidates in found.items()}


def _by_setting(legs: _Legs) -> dict[tuple[tuple[float, float], float, float], Run]:
    return {
        (share, k1, title): legs.run(lambda query, s=share, k=k1, t=title: legs.fused(query, s, k, t))  # type: ignore[misc]
        for k1 in SATURATIONS
        for title in TITLE_WEIGHTS
        for share in SHARES
    }


def _out_of_fold(runs: Mapping[Setting, Run], catalog: RatedCatalog) -> Quality:
    """Each fifth of the queries with the setting that was best on the other four."""
    folds = np.random.default_rng(0).permutation(len(catalog.queries)) % N_FOLDS
    chosen: dict[str, list[str]] = {}
    for fold in range(N_FOLDS):
        others = [query for query, of in zip(catalog.queries, folds, strict=True) if of != fold]
        best = max(runs, key=lambda setting: _worth(runs[setting], others, catalog.ratings))
        chosen |= {query: runs[best][query] for query in catalog.queries if query not in others}
    return evaluate(chosen, catalog.ratings)


def _worth(run: Run, queries: list[str], ratings: Ratings) -> float:
    quality = evaluate({query: run[query] for query in queries}, ratings)
    return quality.strict + quality.judged_only + quality.recall


def _add(table: Table, what: str, quality: Quality, baseline: Quality | None = None) -> None:
    strict = at_least(100 * baseline.strict + 3) if baseline else None
    judged = at_least(100 * baseline.judged_only + 3) if baseline else None
    recall = at_least(100 * baseline.recall) if baseline else None
    table.add(f"{what}: nDCG@10 strict", 100 * quality.strict, "", strict)
    table.add(f"{what}: nDCG@10 rated only", 100 * quality.judged_only, "", judged)
    table.add(f"{what}: recall@50", 100 * quality.recall, "", recall)
    table.add(f"{what}: rated among the first ten", 100 * quality.judged_share, "")
