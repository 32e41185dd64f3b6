"""Looks at what search needs: the encoder, the index and its vectors."""

from typing import NoReturn

from api.index_refresher import IndexRefresher
from api.settings import Settings
from cli.finding import Finding
from cli.shop_database import open_catalog
from retrieval.config import RetrievalConfig
from retrieval.encoder_files import encoder_key, read_encoder_files
from retrieval.errors import EncoderFilesBroken, IndexBroken, IndexMissing
from retrieval.generation import current_generation, verify
from retrieval.index import open_vectors

_IMPORT_AGAIN = "Import the catalog again: shopkeeper catalog import FILE builds what is missing."
_REFRESHED = "The next start brings it up to date: shopkeeper serve."
_REBUILT = "The next start sets it aside and rebuilds it: shopkeeper serve."


def check_encoder(settings: Settings) -> Finding:
    """Whether the exported encoder is whole."""
    folder = settings.home / "encoder" / encoder_key(settings.encoder)
    if not folder.exists():
        return Finding("Encoder", "note", f"{settings.encoder} is not exported yet; the first import does it.")
    try:
        files = read_encoder_files(folder)
    except EncoderFilesBroken as error:
        return Finding("Encoder", "failed", str(error), f"Remove {folder}; the next import exports it again.")
    return Finding("Encoder", "ok", f"{files.key}, {files.dimensions} dimensions, checksums right")


def check_index(settings: Settings) -> Finding:
    """Whether the published index is whole and of the catalog as it is now."""
    try:
        generation = current_generation(settings.home)
        verify(generation)
    except IndexMissing:
        return Finding("Index", "failed", "there is none.", _IMPORT_AGAIN)
    except IndexBroken as error:
        return Finding("Index", "failed", str(error), _REBUILT)
    indexed = generation.manifest.n_products
    if not _is_current(settings):
        return Finding("Index", "failed", f"{generation.manifest.name} is behind the catalog.", _REFRESHED)
    return Finding("Index", "ok", f"{generation.manifest.name}, {indexed:,} products, checksums right")


def check_vectors(settings: Settings) -> Finding:
    """Whether Chroma gives back a vector for every product of the index."""
    try:
        generation = current_generation(settings.home)
        store = open_vectors(generation, RetrievalConfig(settings.encoder, chroma_url=settings.chroma_url))
    except IndexMissing:
        return Finding("Chroma", "note", "nothing to look at without an index.")
    except IndexBroken as error:
        return Finding("Chroma", "failed", str(error), _REBUILT)
    try:
        n_vectors = len(store.read().ids)
    finally:
        store.close()
    where = settings.chroma_url or "embedded"
    if n_vectors != generation.manifest.n_products:
        detail = f"{where}: {n_vectors:,} vectors for {generation.manifest.n_products:,} products."
        return Finding("Chroma", "failed", detail, _IMPORT_AGAIN)
    return Finding("Chroma", "ok", f"{where}, {n_vectors:,} vectors")


def _is_current(settings: Settings) -> bool:
    """Whether the index is of the catalog's present version; nothing is refreshed here."""
    with open_catalog(settings) as catalog:
        refresher = IndexRefresher(settings.home, catalog, _refuse)
        try:
            return refresher.is_current
        finally:
            refresher.close()


def _refuse(_products: object, _progress: object, _before_publish: object) -> NoReturn:
    raise NotImplementedError("a checkup changes nothing")
