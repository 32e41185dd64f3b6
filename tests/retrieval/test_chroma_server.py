"""The same index with its vectors on a real Chroma server, which comes with the package."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.config import RetrievalConfig
from retrieval.engine import SearchEngine
from retrieval.errors import IndexBroken
from retrieval.generation import current_generation
from retrieval.hashing_encoder import HashingEncoder
from retrieval.index import IndexBuilder, open_vectors


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("chroma"), "run", "--host", "127.0.0.1", "--port", str(port)]
    folder = tmp_path_factory.mktemp("chroma-server")
    with subprocess.Popen(
        [*command, "--path", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the Chroma server did not start within 30 seconds")


def test_an_index_on_a_server_is_built_changed_and_searched(server: str, tmp_path: Path, shop: list[Product]) -> None:
    config = RetrievalConfig(chroma_url=server)
    builder = IndexBuilder(tmp_path, HashingEncoder(), config)
    assert builder.build(shop).n_embedded == len(shop)
    assert not builder.build(shop).published
    assert builder.build(shop[1:]).n_embedded == 0
    assert not (current_generation(tmp_path).chroma).exists()
    engine = SearchEngine(tmp_path, HashingEncoder(), list, config)
    try:
        assert engine.status().state == "ready"
        assert engine.search("soft drinks", ProductFilter(), 1).candidates[0].product_id == "cola"
        assert len(engine.similar("cola", ProductFilter(), 20).candidates) == len(shop) - 2
    finally:
        engine.close()


def test_a_server_that_does_not_answer_is_an_error_that_names_it(
    tmp_path: Path, shop: list[Product], server: str
) -> None:
    IndexBuilder(tmp_path, HashingEncoder(), RetrievalConfig(chroma_url=server)).build(shop[:2])
    with pytest.raises(IndexBroken, match=r"http://127\.0\.0\.1:9"):
        open_vectors(current_generation(tmp_path), RetrievalConfig(chroma_url="http://127.0.0.1:9"))
