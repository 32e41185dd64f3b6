import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from catalog.product import Product
from retrieval.config import RetrievalConfig
from retrieval.encoder import Vectors
from retrieval.errors import IndexMissing
from retrieval.generation import current_generation, index_folder, previous_generations
from retrieval.hashing_encoder import HashingEncoder
from retrieval.index import IndexBuilder, open_vectors


class CountingEncoder(HashingEncoder):
    """Notes what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        return super().encode(texts)


class FailingEncoder(HashingEncoder):
    """Breaks half-way, as a full disk or a kill would."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise MemoryError("no memory left")


def _stored_ids(home: Path) -> set[str]:
    store = open_vectors(current_generation(home), RetrievalConfig())
    try:
        return set(store.read().ids)
    finally:
        store.close()


def test_a_home_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="import a catalog first"):
        current_generation(tmp_path)


def test_every_product_is_embedded_once_and_progress_is_told(tmp_path: Path, shop: list[Product]) -> None:
    told: list[tuple[int, int]] = []
    report = IndexBuilder(tmp_path, HashingEncoder()).build(shop, lambda done, total: told.append((done, total)))
    assert (report.n_products, report.n_embedded, report.published) == (9, 9, True)
    assert told[-1] == (9, 9)
    assert _stored_ids(tmp_path) == {product.id for product in shop}


def test_an_unchanged_catalog_keeps_its_generation(tmp_path: Path, shop: list[Product]) -> None:
    encoder = CountingEncoder()
    first = IndexBuilder(tmp_path, encoder).build(shop)
    encoder.texts.clear()
    second = IndexBuilder(tmp_path, encoder).build(shop)
    assert (second.published, second.generation, encoder.texts) == (False, first.generation, [])


def test_only_changed_texts_are_embedded_again(tmp_path: Path, shop: list[Product]) -> None:
    encoder = CountingEncoder()
    IndexBuilder(tmp_path, encoder).build(shop)
    encoder.texts.clear()
    changed = [shop[0].model_copy(update={"title": "Alpine Boots"}), *shop[1:-1]]
    report = IndexBuilder(tmp_path, encoder).build(changed)
    assert (report.n_embedded, report.n_removed) == (1, 1)
    assert len(encoder.texts) == 1 and "Alpine Boots" in encoder.texts[0]
    assert _stored_ids(tmp_path) == {product.id for product in shop[:-1]}


@pytest.mark.parametrize("n_changed", [1, 7])
def test_vectors_after_changes_equal_those_of_a_fresh_build(
    tmp_path: Path, shop: list[Product], n_changed: int
) -> None:
    changed = [product.model_copy(update={"title": f"New {product.title}"}) for product in shop[:n_changed]]
    catalog = [*changed, *shop[n_changed:]]
    for name, steps in (("stepwise", [shop, catalog]), ("fresh", [catalog])):
        for products in steps:
            IndexBuilder(tmp_path / name, HashingEncoder()).build(products)
    vectors = []
    for name in ("stepwise", "fresh"):
        store = open_vectors(current_generation(tmp_path / name), RetrievalConfig())
        stored = store.read()
        store.close()
        vectors.append(stored.vectors[np.argsort(stored.ids)])
    assert vectors[0] == pytest.approx(vectors[1], abs=1e-6)


def test_another_encoder_embeds_everything_again(tmp_path: Path, shop: list[Product]) -> None:
    IndexBuilder(tmp_path, HashingEncoder(32)).build(shop)
    report = IndexBuilder(tmp_path, HashingEncoder(64)).build(shop)
    assert report.n_embedded == len(shop)


def test_a_failed_build_leaves_the_index_before_as_it_was(tmp_path: Path, shop: list[Product]) -> None:
    IndexBuilder(tmp_path, HashingEncoder()).build(shop)
    before = current_generation(tmp_path).manifest
    with pytest.raises(MemoryError):
        IndexBuilder(tmp_path, FailingEncoder()).build([shop[0].model_copy(update={"title": "Other"})])
    assert current_generation(tmp_path).manifest == before
    assert len(list(index_folder(tmp_path).glob("*T*"))) == 1


def test_the_generation_before_is_kept_and_older_ones_go(tmp_path: Path, shop: list[Product]) -> None:
    names = [IndexBuilder(tmp_path, HashingEncoder()).build(shop[:n]).generation for n in (3, 4, 5)]
    assert {generation.manifest.name for generation in previous_generations(tmp_path)} == set(names[1:])


def test_a_product_given_twice_counts_once_and_the_last_one_holds(tmp_path: Path, shop: list[Product]) -> None:
    report = IndexBuilder(tmp_path, HashingEncoder()).build([*shop, shop[0]])
    assert report.n_products == len(shop)


def test_an_empty_catalog_has_an_index_too(tmp_path: Path) -> None:
    assert IndexBuilder(tmp_path, HashingEncoder()).build([]).n_products == 0


def test_only_ids_hashes_and_vectors_are_on_disk_in_chroma(tmp_path: Path, shop: list[Product]) -> None:
    IndexBuilder(tmp_path, HashingEncoder()).build(shop)
    stored = b"".join(path.read_bytes() for path in current_generation(tmp_path).chroma.rglob("*") if path.is_file())
    assert b"jacket" in stored
    assert b"Waterproof" not in stored and b"Rain Jacket" not in stored


def test_the_pointer_is_one_whole_json_file(tmp_path: Path, shop: list[Product]) -> None:
    report = IndexBuilder(tmp_path, HashingEncoder()).build(shop)
    pointer = index_folder(tmp_path) / "current.json"
    assert json.loads(pointer.read_text()) == {"generation": report.generation}
    assert not list(index_folder(tmp_path).glob("*.tmp"))
