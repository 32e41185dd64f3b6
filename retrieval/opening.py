"""Opens a generation for searching; without its vectors if they are broken."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OpeningTimeout
from dataclasses import dataclass
from pathlib import Path

from catalog.product import Product
from retrieval.columns import ProductColumns
from retrieval.config import RetrievalConfig
from retrieval.dense import VectorStore
from retrieval.document import document_of
from retrieval.encoder import Encoder
from retrieval.errors import IndexBroken, IndexMissing
from retrieval.generation import Generation, current_generation
from retrieval.index import open_vectors
from retrieval.index_files import IndexFiles, read_index_files
from retrieval.lexical import LexicalIndex
from retrieval.mirror import ProductMirror, mirror_of
from retrieval.search import OpenIndex
from retrieval.spelling import SpellingCorrector


@dataclass(frozen=True, slots=True)
class Opened:
    """An index ready to search, and what is wrong with it.

    Attributes:
        index: what can be searched.
        fault: why there are no vectors; empty if all is well.
        broken: the generation whose vectors are to be set aside, if any.
    """

    index: OpenIndex
    fault: str = ""
    broken: Generation | None = None


def open_index(
    home: Path, encoder: Encoder, config: RetrievalConfig, products: Callable[[], Sequence[Product]]
) -> Opened:
    """Open what is published in `home`; where its files are missing or broken, words are indexed from `products`."""
    try:
        generation = current_generation(home)
    except (IndexMissing, IndexBroken) as error:
        return Opened(_words_only("unpublished", _files_of(products()), encoder), str(error))
    try:
        files = read_index_files(generation)
    except IndexBroken as error:
        return Opened(_words_only(generation.manifest.name, _files_of(products()), encoder), str(error), generation)
    try:
        store, mirror = _open_vectors_in_time(generation, files.columns, encoder, config)
    except IndexBroken as error:
        is_ours = generation.manifest.encoder_key == encoder.key  # another encoder's vectors are whole, not broken
        index = _words_only(generation.manifest.name, files, encoder)
        return Opened(index, str(error), generation if is_ours else None)
    return Opened(OpenIndex(generation.manifest.name, files.lexical, _spelling(files.lexical, encoder), mirror, store))


def _open_vectors_in_time(
    generation: Generation, columns: ProductColumns, encoder: Encoder, config: RetrievalConfig
) -> tuple[VectorStore, ProductMirror]:
    """A wedged store hangs instead of failing; its thread is left behind, and the words serve."""
    if generation.manifest.encoder_key != encoder.key:
        raise IndexBroken(
            f"The vectors were made by {generation.manifest.encoder_key}, the encoder is {encoder.key}; import again."
        )
    opener = ThreadPoolExecutor(1, thread_name_prefix="open-vectors")
    try:
        return opener.submit(_open_vectors, generation, columns, config).result(config.open_timeout_seconds)
    except OpeningTimeout as error:
        raise IndexBroken(f"{generation.chroma} did not open within {config.open_timeout_seconds} s.") from error
    finally:
        opener.shutdown(wait=False)


def _open_vectors(
    generation: Generation, columns: ProductColumns, config: RetrievalConfig
) -> tuple[VectorStore, ProductMirror]:
    store = open_vectors(generation, config)
    try:
        mirror = mirror_of(columns, store.read())
    except BaseException:
        store.close()
        raise
    if not mirror.needs_index:
        store.close()  # what was read stays in Chroma's memory as well, 43 MB of 19,000 products
    return store, mirror


def _files_of(products: Sequence[Product]) -> IndexFiles:
    documents = [document_of(product) for product in products]
    return IndexFiles(ProductColumns.from_products(products), LexicalIndex.from_documents(documents))


def _words_only(name: str, files: IndexFiles, encoder: Encoder) -> OpenIndex:
    mirror = ProductMirror(files.columns, None)
    return OpenIndex(name, files.lexical, _spelling(files.lexical, encoder), mirror, None)


def _spelling(lexical: LexicalIndex, encoder: Encoder) -> SpellingCorrector:
    return SpellingCorrector(lexical, getattr(encoder, "knows_word", None))
