"""Segment's own clients as they are published, against `POST /v1/batch`."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "segment_clients"
PYTHON_PACKAGES = Path(__file__).parents[2] / "build" / "segment_client"
PUBLIC_KEY = "pk_0123456789abcdef0123"
SECRET_KEY = "sk_0123456789abcdef0123"
N_VIEWS = 40
_MISSING = {
    "node": "Segment's client for Node is not installed: needs Node 20, and `npm ci` in tests/api/segment_clients",
    "python": "Segment's client for Python is not installed: see CONTRIBUTING.md",
}


@pytest.fixture(params=["node", "python"])
def send(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Sends the same events with one of the clients; all must be delivered."""
    name: str = request.param
    is_there = (FOLDER / "node_modules" / "@segment").is_dir() and shutil.which("node")
    if not (is_there if name == "node" else PYTHON_PACKAGES.is_dir()):
        if os.environ.get("CI"):
            pytest.fail(_MISSING[name])
        pytest.skip(_MISSING[name])
    command = ["node", "send.mjs"] if name == "node" else [sys.executable, "send.py"]

    def run(client: Any, key: str, **who: Any) -> None:
        asked = {"url": str(client.http.base_url).rstrip("/"), "key": key, "n": N_VIEWS, **who}
        variables = os.environ | {"PYTHONPATH": str(PYTHON_PACKAGES)}
        done = subprocess.run(
            command, input=json.dumps(asked), capture_output=True, text=True, timeout=60, cwd=FOLDER, env=variables
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"n_failed": 0}

    return run


def test_every_event_of_an_unchanged_client_arrives(serve: Any, send: Callable[..., None]) -> None:
    client = serve(public_keys=PUBLIC_KEY)
    send(client, SECRET_KEY, userId="17850")
    lines = list(client.shop.events.lines())
    assert client.shop.events.count() == N_VIEWS + 1
    assert {line.product_id for line in lines if line.type == "view_item"} == {f"p{n}" for n in range(N_VIEWS)}
    bought = {line.product_id: (line.quantity, line.price_minor) for line in lines if line.type == "purchase"}
    assert bought == {"boots": (2, 12_000), "socks": (1, 1_500)}
    assert {line.shopper_id for line in lines} == {"17850"}
    assert all(abs((datetime.now(UTC) - line.at).total_seconds()) < 60 for line in lines)
    assert client.shop.dead_letters.count() == 0
    assert "canary" not in json.dumps(client.shop.events.events_of("17850"))


def test_a_public_write_key_is_taken_and_speaks_for_browsers_alone(serve: Any, send: Callable[..., None]) -> None:
    client = serve(public_keys=PUBLIC_KEY)
    send(client, PUBLIC_KEY, anonymousId="a_7f2c", gzip=True)
    assert client.shop.events.count() == N_VIEWS + 1
    assert {line.shopper_id for line in client.shop.events.lines()} == {"anonymous:a_7f2c"}


def test_what_is_sent_again_counts_once(serve: Any, send: Callable[..., None]) -> None:
    client = serve()
    send(client, SECRET_KEY, userId="bea")
    send(client, SECRET_KEY, userId="bea")  # the same order under new message ids
    assert client.shop.events.count() == 2 * N_VIEWS + 1
