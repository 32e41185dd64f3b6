"""The Chroma collection of the naive stack: texts, vectors and facts as metadata, all settings at their defaults."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings

from catalog.product import Product
from retrieval.encoder import Encoder

COLLECTION = "blog_post"
BATCH_ROWS = 2_000


def build_collection(folder: Path, products: Sequence[Product], encoder: Encoder) -> None:
    """Write the collection whole; it is there when the folder is.

    The vectors come from `encoder`, because sentence-transformers itself would take ten minutes for the same ones
    (cosine above .999); only the query side is compared.
    """
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    client: Any = chromadb.PersistentClient(str(unfinished), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection(COLLECTION)
    for start in range(0, len(products), BATCH_ROWS):
        part = products[start : start + BATCH_ROWS]
        texts = [f"{product.title}. {product.description.plain}" for product in part]
        collection.add(
            ids=[product.id for product in part],
            embeddings=encoder.encode(texts),
            documents=texts,
            metadatas=[_facts(product) for product in part],
        )
    client.close()
    unfinished.rename(folder)


def _facts(product: Product) -> dict[str, Any]:
    facts = {
        "title": product.title,
        "brand": product.brand,
        "price": product.price.amount if product.price else None,
        "in_stock": product.in_stock,
        "url": product.url,
    }
    return {name: value for name, value in facts.items() if value is not None}
