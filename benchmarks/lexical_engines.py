"""Which BM25? Ours (BM25F in flat arrays) beside bm25s, tantivy and SQLite FTS5, on the same words."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
import numpy.typing as npt

from benchmarks.errors import Skipped
from benchmarks.rated_catalog import RatedCatalog, read_rated_catalog
from benchmarks.search_quality import BASELINE_FIELDS, evaluate
from benchmarks.table import Table
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace
from retrieval.document import FIELDS, ProductDocument, document_of
from retrieval.fusion import best_rows
from retrieval.lexical import LexicalIndex
from retrieval.stemming import stems_of

LIMIT = 300
REPEATS = 5
Mask = npt.NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True)
class Engine:
    """Finds rows, best first; `under_mask` is None where a mask cannot hold inside the engine."""

    name: str
    build_milliseconds: float
    find: Callable[[str], list[int]]
    under_mask: Callable[[str, npt.NDArray[np.bool_]], list[int]] | None


def measure(workplace: Workplace) -> Table:
    """Build time, query time with and without a mask, and quality of each."""
    catalog = read_rated_catalog(workplace)
    documents = [document_of(product) for product in catalog.products]
    half = np.random.default_rng(0).random(len(documents)) < 0.5
    table = Table("Lexical engines: 19,406 products", "python -m benchmarks lexical_engines --data DIR")
    for make in (_ours, _bm25s, _tantivy, _fts5):
        try:
            engine = make(documents)
        except Skipped as skipped:
            table.notes.append(str(skipped))
            continue
        _measure_engine(table, engine, catalog, half)
    table.notes += [
        f"The best {LIMIT} of every rated query, {REPEATS} times. The mask passes half of the products.",
        "tantivy and FTS5 take no mask: their answers would be filtered after they were cut off.",
        "nDCG and recall are in hundredths. bm25s, tantivy and FTS5 see one text of all fields.",
    ]
    return table


def _measure_engine(table: Table, engine: Engine, catalog: RatedCatalog, half: npt.NDArray[np.bool_]) -> None:
    ids = [product.id for product in catalog.products]
    times = _times(lambda query: engine.find(query), catalog.queries)
    quality = evaluate({query: [ids[row] for row in engine.find(query)] for query in catalog.queries}, catalog.ratings)
    table.add(f"{engine.name}: build", engine.build_milliseconds / 1000, "s")
    table.add(f"{engine.name}: one query, p50", times.p50, "ms")
    table.add(f"{engine.name}: one query, p95", times.p95, "ms")
    if engine.under_mask:
        masked = engine.under_mask
        table.add(f"{engine.name}: under a mask, p50", _times(lambda q: masked(q, half), catalog.queries).p50, "ms")
    table.add(f"{engine.name}: nDCG@10 strict", 100 * quality.strict, "")
    table.add(f"{engine.name}: nDCG@10 rated only", 100 * quality.judged_only, "")
    table.add(f"{engine.name}: recall@50", 100 * quality.recall, "")


def _times(find: Callable[[str], object], queries: Sequence[str]) -> Timings:
    timings = Timings()
    for query in [*queries] * REPEATS:
        with timings.measure():
            find(query)
    return timings


def _ours(documents: Sequence[ProductDocument]) -> Engine:
    building = Timings()
    with building.measure():
        index = LexicalIndex.from_documents(documents)

    def find(query: str, mask: Mask = None) -> list[int]:
        return [int(row) for row in best_rows(index.score(stems_of(query), mask), LIMIT)]

    return Engine("BM25F in arrays (ours)", building.p50, find, find)


def _bm25s(documents: Sequence[ProductDocument]) -> Engine:
    building = Timings()
    index = bm25s.BM25(k1=1.2, b=0.75)
    with building.measure():
        index.index([stems_of(_text(document)) for document in documents], show_progress=False)

    def find(query: str, mask: Mask = None) -> list[int]:
        weights = None if mask is None else mask.astype(np.float32)
        known = [stem for stem in stems_of(query) if stem in index.vocab_dict]
        if not known:
            return []
        scores = index.get_scores(known, weight_mask=weights)
        return [int(row) for row in best_rows(scores, LIMIT)]

    return Engine("bm25s", building.p50, find, find)


def _tantivy(documents: Sequence[ProductDocument]) -> Engine:
    try:
        import tantivy  # not a dependency: it is here to be compared with
    except ImportError:
        raise Skipped("tantivy is not installed (pip install tantivy)") from None
    building = Timings()
    schema = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(schema.add_integer_field("row", stored=True, fast=True).build())
    with building.measure():
        writer = index.writer(num_threads=1)
        for row, document in enumerate(documents):
            writer.add_document(tantivy.Document(text=" ".join(stems_of(_text(document))), row=row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
    searcher = index.searcher()

    def find(query: str) -> list[int]:
        parsed = index.parse_query(" ".join(stems_of(query)), ["text"])
        return [searcher.doc(address)["row"][0] for _, address in searcher.search(parsed, LIMIT).hits]

    return Engine("tantivy", building.p50, find, None)


def _fts5(documents: Sequence[ProductDocument]) -> Engine:
    building = Timings()
    connection = sqlite3.connect(":memory:")
    with building.measure():
        connection.execute("CREATE VIRTUAL TABLE products USING fts5(text, content='')")
        rows = ((row, " ".join(stems_of(_text(document)))) for row, document in enumerate(documents))
        connection.executemany("INSERT INTO products(rowid, text) VALUES (?, ?)", rows)

    def find(query: str) -> list[int]:
        words = " OR ".join(f'"{stem}"' for stem in stems_of(query))
        statement = "SELECT rowid FROM products WHERE products MATCH ? ORDER BY bm25(products) LIMIT ?"
        return [row for (row,) in connection.execute(statement, (words, LIMIT))]

    return Engine("SQLite FTS5 with OR", building.p50, find, None)


def _text(document: ProductDocument) -> str:
    fields = dict(zip(FIELDS, document.fields, strict=True))
    return " ".join(part for name in (*BASELINE_FIELDS, "categories", "attributes") for part in fields[name])
