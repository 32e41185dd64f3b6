"""What holds for every test: no network but loopback, no real model, and a fake model server for who asks for it."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from respx.mocks import HTTPCoreMocker

_LOOPBACK = ("127.0.0.1", "::1", "localhost", "", "0.0.0.0", "::")
#: The model's client speaks through httpcore2, which respx does not know by itself.
HTTPCORE2_TARGETS = (
    "httpcore2._sync.connection.HTTPConnection",
    "httpcore2._sync.connection_pool.ConnectionPool",
    "httpcore2._sync.http_proxy.HTTPProxy",
    "httpcore2._async.connection.AsyncHTTPConnection",
    "httpcore2._async.connection_pool.AsyncConnectionPool",
    "httpcore2._async.http_proxy.AsyncHTTPProxy",
)


class NetworkForbidden(Exception):
    """A test tried to leave this machine."""


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook, because it sees every library's sockets and cannot be patched away."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise NetworkForbidden(f"tests have no network, and this one connects to {address[0]!r}")
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if host is not None and host not in _LOOPBACK:
            raise NetworkForbidden(f"tests have no network, and this one looks {host!r} up")


def pytest_configure() -> None:
    """Before any test module is imported: no key, no proxy, no network, respx taught about httpcore2."""
    for name in list(os.environ):
        is_ours = name.startswith("SHOPKEEPER_") and name != "SHOPKEEPER_DATA"  # that one only says where data lies
        if is_ours or name.startswith("ANTHROPIC_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    sys.addaudithook(_refuse_the_network)
    HTTPCoreMocker.add_targets(*HTTPCORE2_TARGETS)


def _load(name: str) -> ModuleType:
    """A module that lies beside this file; `tests` is no package, so that it cannot shadow one of ours."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec and spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def wire() -> ModuleType:
    """The module `anthropic_wire_server`: scripts, and the pieces to write more of them."""
    return _load("anthropic_wire_server")


@pytest.fixture
def anthropic_server(wire: ModuleType) -> Iterator[Any]:
    """A fake Anthropic server on loopback; `play("hello")` says what it answers, `requests` what it was asked."""
    yield from wire.serving()


@pytest.fixture(scope="session")
def small_shop() -> ModuleType:
    """The module `small_shop`: six products, policies and reviews whose every fact is known."""
    return _load("small_shop")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty data folder of a shop."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder
