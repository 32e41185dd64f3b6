import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.encoder import Vectors
from retrieval.engine import SearchEngine
from retrieval.generation import current_generation
from retrieval.hashing_encoder import HashingEncoder
from retrieval.index import IndexBuilder

EVERYTHING = ProductFilter()


class GatedEncoder(HashingEncoder):
    """Encodes many texts only when the gate is open, so that a rebuild can be held up."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(texts) > 1 and not self.gate.wait(30):
            raise TimeoutError("the gate was never opened")
        return super().encode(texts)


@pytest.fixture
def built(tmp_path: Path, many: list[Product]) -> Path:
    IndexBuilder(tmp_path, HashingEncoder()).build(many)
    return tmp_path


@pytest.fixture(scope="module")
def many(make_product: Callable[..., Product]) -> list[Product]:
    """More products than Chroma keeps in its queue, so that its graph is on disk."""
    words = ("boots", "tent", "jacket", "socks", "lamp")
    return [make_product(str(n), f"{words[n % 5]} number{n}", 100 + n) for n in range(1100)]


@pytest.fixture
def open_engine() -> Iterator[Callable[..., SearchEngine]]:
    engines: list[SearchEngine] = []

    def start(home: Path, products: list[Product], encoder: HashingEncoder | None = None) -> SearchEngine:
        engines.append(SearchEngine(home, encoder or HashingEncoder(), lambda: products))
        return engines[-1]

    yield start
    for engine in engines:
        engine.close()


def _wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "waited 20 seconds in vain"
        time.sleep(0.02)


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _damage(home: Path, kind: str) -> None:
    chroma = current_generation(home).chroma
    database = chroma / "chroma.sqlite3"
    if kind == "no folder":
        shutil.rmtree(chroma)
    elif kind == "truncated database":
        _truncate(database)
    elif kind == "garbage database":
        database.write_bytes(b"not a database " * 1000)
    else:
        (path,) = chroma.rglob(kind)
        _truncate(path)


@pytest.mark.parametrize(
    "damage", ["no folder", "truncated database", "garbage database", "data_level0.bin", "header.bin", "length.bin"]
)
def test_broken_vectors_are_set_aside_and_rebuilt_while_words_serve(
    built: Path, many: list[Product], open_engine: Callable[..., SearchEngine], damage: str
) -> None:
    _damage(built, damage)
    encoder = GatedEncoder()
    engine = open_engine(built, many, encoder)
    assert engine.status().state == "words_only"
    assert engine.status().fault
    result = engine.search("tent", EVERYTHING, 3)
    assert result.plan["legs"] == ["words"] and len(result.candidates) == 3
    assert engine.similar("1", EVERYTHING, 3).candidates == ()
    encoder.gate.set()
    _wait_for(lambda: engine.status().state == "ready")
    assert engine.search("tent", EVERYTHING, 3).plan["legs"] == ["words", "semantic"]
    assert engine.status().fault == ""


@pytest.mark.parametrize("name", ["arrays.npz", "words.json", "manifest.json"])
def test_a_broken_file_of_the_index_is_rebuilt_from_the_catalog(
    built: Path, many: list[Product], open_engine: Callable[..., SearchEngine], name: str
) -> None:
    _truncate(current_generation(built).folder / name)
    engine = open_engine(built, many)
    assert len(engine.search("tent", EVERYTHING, 3).candidates) == 3
    _wait_for(lambda: engine.status().state == "ready")


def test_a_broken_pointer_is_rebuilt_from_the_catalog(
    built: Path, many: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    (built / "index" / "current.json").write_text('{"generation"')
    engine = open_engine(built, many)
    _wait_for(lambda: engine.status().state == "ready")
    assert engine.status().n_products == len(many)


def test_the_set_aside_folder_is_named_for_what_it_is(
    built: Path, many: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    folder = current_generation(built).folder
    _damage(built, "header.bin")
    engine = open_engine(built, many)
    _wait_for(lambda: engine.status().state == "ready")
    assert list(folder.glob("chroma.broken-*"))


def test_a_home_without_an_index_is_indexed_from_the_catalog(
    tmp_path: Path, shop: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    engine = open_engine(tmp_path, shop)
    assert engine.search("boots", EVERYTHING, 1).candidates[0].product_id == "boot"
    _wait_for(lambda: engine.status().state == "ready")


def test_another_encoders_vectors_are_not_set_aside(
    built: Path, many: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    folder = current_generation(built).folder
    engine = open_engine(built, many, HashingEncoder(32))
    assert engine.status().state == "words_only"
    _wait_for(lambda: engine.status().state == "ready")
    assert not list(folder.glob("chroma.broken-*"))


def test_a_newer_generation_is_noticed_without_dropping_a_query(
    tmp_path: Path, shop: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    IndexBuilder(tmp_path, HashingEncoder()).build(shop[:5])
    engine = open_engine(tmp_path, [])
    counts: set[int] = set()
    failures: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                counts.add(len(engine.search("waterproof", EVERYTHING, 20).candidates))
        except BaseException as error:  # what a shopper would have seen
            failures.append(error)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    IndexBuilder(tmp_path, HashingEncoder()).build(shop)
    _wait_for(lambda: engine.status().n_products == len(shop))
    time.sleep(0.05)
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert max(counts) > min(counts)


def test_what_is_published_here_is_found_at_once(
    tmp_path: Path, shop: list[Product], open_engine: Callable[..., SearchEngine]
) -> None:
    IndexBuilder(tmp_path, HashingEncoder()).build(shop[:1])
    engine = open_engine(tmp_path, [])
    engine.publish(shop)
    assert engine.search("soft drinks", EVERYTHING, 1).candidates[0].product_id == "cola"
