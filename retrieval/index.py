"""Builds a new generation of the index beside the one that serves, and publishes it when it is whole."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from catalog.product import Product
from retrieval import generation as generations
from retrieval.columns import ProductColumns
from retrieval.config import RetrievalConfig
from retrieval.dense import (
    StoredVectors,
    VectorStore,
    drop_server_collections,
    open_chroma_folder,
    open_chroma_server,
)
from retrieval.document import ProductDocument, document_of
from retrieval.encoder import Encoder, Vectors
from retrieval.errors import IndexBroken, IndexMissing
from retrieval.generation import FORMAT_VERSION, Generation, GenerationManifest
from retrieval.index_files import IndexFiles, write_index_files
from retrieval.lexical import FIELD_WEIGHTS, K1, LexicalIndex

#: Called with (products embedded so far, products to embed).
Progress = Callable[[int, int], None]
#: Called once, between the last moment that nothing has changed and the first search of the new index.
BeforePublish = Callable[[], None]
#: Products embedded between two calls of the progress callback; enough to batch texts of like length.
CHUNK_PRODUCTS = 512
#: A graph of which this share was written over is built anew (from the stored vectors: seconds).
MAX_CHANGED_SHARE = 0.3
COLLECTION_PREFIX = "shopkeeper-"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    generation: str
    n_products: int
    n_embedded: int
    n_removed: int
    published: bool


class IndexBuilder:
    """Turns products into a published index; only products whose text changed are embedded again."""

    def __init__(self, home: Path, encoder: Encoder, config: RetrievalConfig | None = None) -> None:
        self._home = home
        self._encoder = encoder
        self._config = config or RetrievalConfig()

    def build(
        self, products: Iterable[Product], progress: Progress | None = None, before_publish: BeforePublish | None = None
    ) -> BuildReport:
        """Build and publish an index of exactly these products; the one before serves until this one is whole.

        Args:
            products: read once.
            progress: told how far the embedding is.
            before_publish: called when the index is whole and not yet served; if it raises, the index before stays.
        """
        catalog = list({product.id: product for product in products}.values())
        fingerprint = _fingerprint(catalog)
        unchanged = self._unchanged(fingerprint)
        if unchanged:
            (before_publish or _nothing)()
            return BuildReport(unchanged.manifest.name, len(catalog), 0, 0, published=False)
        with generations.build_lock(self._home):
            folder = generations.new_generation_folder(self._home)
            try:
                generation, report = self._build_into(folder, catalog, fingerprint, progress or _no_progress)
                (before_publish or _nothing)()
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            generations.publish(self._home, generation)
            self._remove_old(folder)
        return report

    def _build_into(
        self, folder: Path, catalog: Sequence[Product], fingerprint: str, progress: Progress
    ) -> tuple[Generation, BuildReport]:
        documents = [document_of(product) for product in catalog]
        previous, stored = self._previous_vectors()
        change = _changes(documents, stored)
        fresh = self._embed([documents[row] for row in change.rows_to_embed], progress)
        changed_rows = self._write_vectors(folder, previous, stored, change, fresh)
        files = IndexFiles(ProductColumns.from_products(catalog), LexicalIndex.from_documents(documents))
        write_index_files(folder, files)
        manifest = GenerationManifest(
            folder.name, FORMAT_VERSION, fingerprint, self._encoder.key, len(catalog), changed_rows,
            self._collection(folder), {},
        )  # fmt: skip
        report = BuildReport(folder.name, len(catalog), len(fresh.ids), len(change.removed_ids), published=True)
        return generations.write_manifest(folder, manifest), report

    def _unchanged(self, fingerprint: str) -> Generation | None:
        """The serving generation, if it is whole and holds exactly these products."""
        try:
            current = generations.current_generation(self._home)
            if (current.manifest.fingerprint, current.manifest.encoder_key) != (fingerprint, self._encoder.key):
                return None
            if bool(current.manifest.collection) != bool(self._config.chroma_url):
                return None
            generations.verify(current)
            generations.verify(current, "chroma")
        except (IndexMissing, IndexBroken):
            return None
        return current

    def _previous_vectors(self) -> tuple[Generation | None, StoredVectors]:
        """The newest generation whose vectors are whole and of this encoder, with its vectors."""
        for generation in generations.previous_generations(self._home):
            if generation.manifest.encoder_key != self._encoder.key:
                continue
            try:
                store = open_vectors(generation, self._config)
                try:
                    return generation, store.read()
                finally:
                    store.close()
            except IndexBroken:
                continue
        return None, StoredVectors((), (), np.zeros((0, self._encoder.dimensions), dtype=np.float32))

    def _embed(self, documents: Sequence[ProductDocument], progress: Progress) -> StoredVectors:
        # Sorted by length, so that the texts of one batch are padded little.
        ordered = sorted(documents, key=lambda document: len(document.text))
        parts: list[Vectors] = [np.zeros((0, self._encoder.dimensions), dtype=np.float32)]
        for start in range(0, len(ordered), CHUNK_PRODUCTS):
            chunk = ordered[start : start + CHUNK_PRODUCTS]
            parts.append(self._encoder.encode([document.text for document in chunk]))
            progress(start + len(chunk), len(ordered))
        return StoredVectors(
            tuple(document.product_id for document in ordered),
            tuple(document.text_hash for document in ordered),
            np.concatenate(parts),
        )

    def _write_vectors(
        self, folder: Path, previous: Generation | None, stored: StoredVectors, change: "_Change", fresh: StoredVectors
    ) -> int:
        """Store the vectors of a new generation; returns how many rows were written over since it began."""
        changed_rows = len(change.replaced_ids) + len(change.removed_ids)
        changed_rows += previous.manifest.changed_rows if previous else 0
        n_kept = len(change.kept_places)
        can_copy = previous is not None and not previous.manifest.collection and not self._config.chroma_url
        if previous and can_copy and changed_rows <= MAX_CHANGED_SHARE * n_kept:
            shutil.copytree(previous.chroma, folder / "chroma")
        else:
            fresh, changed_rows = _together(stored, change.kept_places, fresh), 0
        store = self._open_new(folder)
        try:
            if changed_rows or len(fresh.ids) < n_kept:
                store.delete(change.removed_ids)
            store.write(fresh)
        finally:
            store.close()
        return changed_rows

    def _open_new(self, folder: Path) -> VectorStore:
        if self._config.chroma_url:
            return open_chroma_server(self._config.chroma_url, self._collection(folder))
        return open_chroma_folder(folder / "chroma")

    def _collection(self, folder: Path) -> str:
        return f"{COLLECTION_PREFIX}{folder.name}" if self._config.chroma_url else ""

    def _remove_old(self, folder: Path) -> None:
        generations.remove_old_generations(self._home)
        if self._config.chroma_url:
            keep = [g.manifest.collection for g in generations.previous_generations(self._home)]
            drop_server_collections(self._config.chroma_url, [*keep, self._collection(folder)], COLLECTION_PREFIX)


@dataclass(frozen=True, slots=True)
class _Change:
    """How a catalog differs from the vectors of the generation before."""

    rows_to_embed: list[int]
    replaced_ids: list[str]
    removed_ids: list[str]
    kept_places: list[int]


def open_vectors(generation: Generation, config: RetrievalConfig) -> VectorStore:
    """Open a generation's vectors after checking their files.

    Raises:
        IndexBroken: if a file was truncated or altered, or Chroma cannot open it.
    """
    if generation.manifest.collection:
        if not config.chroma_url:
            raise IndexBroken(f"{generation.folder} keeps its vectors on a Chroma server, but no URL is set.")
        return open_chroma_server(config.chroma_url, generation.manifest.collection)
    generations.verify(generation, "chroma")
    return open_chroma_folder(generation.chroma)


def _changes(documents: Sequence[ProductDocument], stored: StoredVectors) -> _Change:
    hashes = dict(zip(stored.ids, stored.text_hashes, strict=True))
    to_embed = [row for row, d in enumerate(documents) if hashes.get(d.product_id) != d.text_hash]
    embedded = {documents[row].product_id for row in to_embed}
    wanted = {document.product_id for document in documents}
    return _Change(
        rows_to_embed=to_embed,
        replaced_ids=sorted(embedded & hashes.keys()),
        removed_ids=sorted(hashes.keys() - wanted),
        kept_places=[place for place, id_ in enumerate(stored.ids) if id_ in wanted and id_ not in embedded],
    )


def _together(stored: StoredVectors, places: Sequence[int], fresh: StoredVectors) -> StoredVectors:
    return StoredVectors(
        tuple(stored.ids[place] for place in places) + fresh.ids,
        tuple(stored.text_hashes[place] for place in places) + fresh.text_hashes,
        np.concatenate([stored.vectors[list(places)], fresh.vectors]),
    )


def _fingerprint(catalog: Sequence[Product]) -> str:
    """Changes with any product, and with how words are weighed: the index holds finished scores."""
    digest = hashlib.sha256(repr((FORMAT_VERSION, FIELD_WEIGHTS, K1)).encode())
    for product in catalog:
        digest.update(product.model_dump_json().encode("utf-8", "replace"))
    return digest.hexdigest()


def _nothing() -> None:
    """Nothing depends on the index."""


def _no_progress(done: int, total: int) -> None:
    """Nobody is watching."""
