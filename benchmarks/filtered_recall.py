"""Does search under filters find what comparing every product would, and how does Chroma's own filter compare?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.config import Settings

from benchmarks.rated_catalog import read_rated_catalog
from benchmarks.shops import ELECTRONICS
from benchmarks.table import Table, at_least
from benchmarks.timings import Timings, median_ratio
from benchmarks.workplace import Workplace
from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.columns import ProductColumns
from retrieval.config import RetrievalConfig
from retrieval.dense import BATCH_ROWS, CONFIGURATION, VectorStore
from retrieval.encoder import Vectors, open_encoder
from retrieval.generation import current_generation
from retrieval.index import open_vectors
from retrieval.legs import match_meaning
from retrieval.mirror import ProductMirror, mirror_of
from retrieval.row_filter import rows_passing

LIMIT = 50
#: What the search asks of a leg.
WANTED = 300


@dataclass(frozen=True, slots=True)
class Case:
    """One filter, and the same in Chroma's words (None: no filter)."""

    name: str
    ours: ProductFilter
    chroma: dict[str, Any] | None


CASES = (
    Case("no filter", ProductFilter(), None),
    Case("price up to 1,000", ProductFilter(price_max=100_000), {"price": {"$lte": 100_000}}),
    Case("price up to 50", ProductFilter(price_max=5_000), {"price": {"$lte": 5_000}}),
    Case("one brand", ProductFilter(brands=("Philips",)), {"brand": "Philips"}),
    Case(
        "brand, price, stock, colour",
        ProductFilter(
            brands=("HP",), price_min=1_000, price_max=100_000, in_stock=True, attributes={"product_colour": ("Black",)}
        ),
        {"$and": [{"brand": "HP"}, {"price": {"$gte": 1_000}}, {"price": {"$lte": 100_000}}, {"colour": "Black"}]},
    ),
)


def measure(workplace: Workplace) -> Table:
    """Recall@50 against brute force and time, ours and Chroma's, filter by filter."""
    catalog = read_rated_catalog(workplace)
    home = ELECTRONICS.home(workplace)
    vectors = open_encoder(home).encode(catalog.queries)
    store = open_vectors(current_generation(home), RetrievalConfig())
    table = Table("Search under filters: 19,406 products", "python -m benchmarks filtered_recall --data DIR")
    try:
        mirror = mirror_of(ProductColumns.from_products(catalog.products), store.read())
        collection = _with_metadata(workplace.scratch / "filtered-chroma", catalog.products, mirror)
        for case in CASES:
            _measure_case(table, case, _Side(mirror, store, collection), vectors)
    finally:
        store.close()
    table.notes += [
        f"{len(catalog.queries)} rated queries; recall of the best {LIMIT} against comparing all that pass.",
        "Chroma holds the same vectors with the same index settings, and the filtered fields as metadata.",
        "Ours includes making the mask. Recall is in hundredths.",
    ]
    return table


@dataclass(frozen=True, slots=True)
class _Side:
    """What both sides search."""

    mirror: ProductMirror
    store: VectorStore
    collection: chromadb.Collection


def _measure_case(table: Table, case: Case, sides: _Side, vectors: Vectors) -> None:
    columns = sides.mirror.columns
    mask = rows_passing(case.ours, columns)
    passing = np.arange(len(columns)) if mask is None else np.flatnonzero(mask)
    ours, chromas, recall, chroma_recall = Timings(), Timings(), [], []
    for vector in vectors:
        exact = passing[np.argsort(-sides.mirror.similarities(vector, passing), kind="stable")[:LIMIT]]
        with ours.measure():
            found = match_meaning(sides.mirror, sides.store, vector, rows_passing(case.ours, columns), WANTED)
        with chromas.measure():
            ids = sides.collection.query(
                query_embeddings=vector[None, :], n_results=LIMIT, where=case.chroma, include=[]
            )["ids"][0]
        recall.append(_recall(found.rows[:LIMIT], exact))
        chroma_recall.append(_recall([columns.row_of[product_id] for product_id in ids], exact))
    name = f"{case.name} ({len(passing):,} pass)"
    table.add(f"{name}: recall@{LIMIT}", 100 * float(np.mean(recall)), "", at_least(99))
    table.add(f"{name}: recall@{LIMIT}, Chroma's filter", 100 * float(np.mean(chroma_recall)), "")
    table.add(f"{name}: p50", ours.p50, "ms")
    table.add(f"{name}: p50, Chroma's filter", chromas.p50, "ms")
    table.add(f"{name}: faster by", median_ratio(chromas, ours), "×")


def _recall(found: Iterable[int], exact: npt.NDArray[np.intp]) -> float:
    return len({int(row) for row in found} & {int(row) for row in exact}) / max(len(exact), 1)


def _with_metadata(folder: Path, products: Sequence[Product], mirror: ProductMirror) -> chromadb.Collection:
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection("filtered", embedding_function=None, configuration=CONFIGURATION)
    assert mirror.vectors is not None
    for start in range(0, len(products), BATCH_ROWS):
        part = products[start : start + BATCH_ROWS]
        collection.upsert(
            ids=[product.id for product in part],
            embeddings=np.asarray(mirror.vectors[start : start + BATCH_ROWS], dtype=np.float32),
            metadatas=[_metadata(product) for product in part],
        )
    return collection


def _metadata(product: Product) -> dict[str, Any]:
    return {
        "brand": product.brand or "",
        "price": product.price.amount if product.price else -1,
        "colour": str(product.attributes.get("product_colour", "")),
    }
