"""Several server processes on one database: what one took in, the others answer by."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.two_tastes import ONE, OTHER, sent, trained_home

__all__ = ["trained_home"]  # a fixture

ROOT = Path(__file__).parents[2]
URL = os.environ.get("TEST_RABBITMQ_URL", "")
needs_broker = pytest.mark.skipif(not URL, reason="TEST_RABBITMQ_URL names no RabbitMQ server to test with")
NOBODY_LISTENS = "amqp://guest:guest@127.0.0.1:1/"
PROGRAM = """
from api.server import serve
from api.settings import load_settings
from api.wiring import open_shop
from retrieval.hashing_encoder import HashingEncoder

with open_shop(load_settings(), encoder=HashingEncoder()) as shop:
    serve(shop, lambda url: print(url, flush=True))
"""
Start = Callable[..., httpx.Client]


@pytest.fixture
def start(trained_home: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts server processes, all of one shop."""
    home = copytree(trained_home, tmp_path / "home")
    with ExitStack() as stack:

        def begin(**variables: str) -> httpx.Client:
            given = {"SHOPKEEPER_HOME": str(home), "SHOPKEEPER_PORT": "0", "PYTHONPATH": str(ROOT)} | variables
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", PROGRAM],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env=os.environ | given,
                )
            )
            stack.callback(process.send_signal, signal.SIGTERM)
            assert process.stdout
            url = process.stdout.readline().strip()
            return stack.enter_context(httpx.Client(base_url=url, timeout=20, verify=False))

        yield begin


def shown(http: httpx.Client, visit: dict[str, Any]) -> list[str]:
    response = http.post("/v1/recommendations", json={"surface": "home", "limit": 2, **visit})
    return [item["product_id"] for item in response.json()["items"]]


def broker_of(http: httpx.Client) -> dict[str, Any]:
    answer = http.get("/readyz").json()
    assert answer["ready"]
    told: dict[str, Any] = answer["broker"]
    return told


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.01)


@needs_broker
def test_an_event_without_consent_changes_the_answers_of_another_process(start: Start) -> None:
    first, second = start(SHOPKEEPER_BROKER_URL=URL), start(SHOPKEEPER_BROKER_URL=URL)
    until(lambda: broker_of(first)["state"] == broker_of(second)["state"] == "connected")
    for asked, other, product, taste in ((first, second, "boots", ONE), (second, first, "jacket-lux", OTHER)):
        session = uuid4().hex
        visit = {"context": {"session_id": session}}
        before = shown(other, visit)
        event = sent(product, session_id=session, consent={"personalization": False})
        assert asked.post("/v1/events", json=event).json()["n_accepted"] == 1
        until(lambda: shown(other, visit) != before)  # noqa: B023  called at once
        assert set(shown(other, visit)) <= taste
        assert shown(asked, visit) == shown(other, visit)


@needs_broker
def test_what_travels_is_not_counted_twice(start: Start) -> None:
    first, second = start(SHOPKEEPER_BROKER_URL=URL), start(SHOPKEEPER_BROKER_URL=URL)
    until(lambda: broker_of(first)["state"] == broker_of(second)["state"] == "connected")
    session = uuid4().hex
    visit = {"context": {"session_id": session}}
    before = shown(second, visit)
    event = sent("boots", session_id=session, consent={"personalization": False}, attribution={"list_id": "l"})
    first.post("/v1/events", json=event)
    until(lambda: shown(second, visit) != before)
    counted = 'shopkeeper_attributed_events_total{type="add_to_cart"} 1.0'
    assert counted in first.get("/metrics").text
    assert counted not in second.get("/metrics").text


def test_a_shopper_s_event_changes_the_next_answer_of_another_process_without_a_broker(start: Start) -> None:
    first, second = start(), start()
    for product, taste in (("boots", ONE), ("jacket-lux", OTHER)):
        shopper = uuid4().hex
        visit = {"user": {"anonymous_id": shopper}}
        before = shown(second, visit)
        assert first.post("/v1/events", json=sent(product, anonymous_id=shopper)).status_code == 202
        after = shown(second, visit)
        assert after != before
        assert set(after) <= taste
    assert "broker" not in second.get("/readyz").json()


def test_a_broker_that_is_not_there_stops_nothing_and_is_told(start: Start) -> None:
    http = start(SHOPKEEPER_BROKER_URL=NOBODY_LISTENS)
    until(lambda: broker_of(http)["state"] == "gone")
    session = uuid4().hex
    visit = {"context": {"session_id": session}}
    before = shown(http, visit)
    event = sent("boots", session_id=session, consent={"personalization": False})
    assert http.post("/v1/events", json=event).json()["n_accepted"] == 1
    assert shown(http, visit) != before
    told = broker_of(http)
    assert "cannot be reached" in told["fault"]
    assert "guest" not in told["fault"]
    assert told["n_waiting"] == 1
    metrics = http.get("/metrics").text
    assert "shopkeeper_broker_connected 0.0" in metrics
    assert "shopkeeper_broker_events_waiting 1.0" in metrics
