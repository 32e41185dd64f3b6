"""What processes tell each other of events, over a real RabbitMQ."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import aio_pika
import pytest

from events.broadcast import EventBroadcast, try_once
from events.broadcast_message import BroadcastMessage
from events.errors import BrokerUnavailable
from events.event import Event
from events.rabbit import EXCHANGE, MESSAGE_SECONDS, RabbitFanout
from events.session_memory import SECONDS_PER_VISIT
from tests.rabbitmq_server import RabbitServer

URL = os.environ.get("TEST_RABBITMQ_URL", "")
needs_broker = pytest.mark.skipif(not URL, reason="TEST_RABBITMQ_URL names no RabbitMQ server to test with")
NO = {"consent": {"personalization": False}, "session_id": "s"}


class Told:
    def __init__(self) -> None:
        self.ids: list[str] = []

    def events_stored(self, stored: Sequence[Event]) -> None:
        self.ids += [event.message_id for event in stored]


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.005)


@pytest.fixture
def connect() -> Iterator[Callable[[str], tuple[EventBroadcast, Told]]]:
    begun: list[EventBroadcast] = []

    def begin(url: str) -> tuple[EventBroadcast, Told]:
        told = Told()
        broadcast = EventBroadcast(RabbitFanout(url), [told], pause_seconds=0.05)
        begun.append(broadcast)
        broadcast.start()
        return broadcast, told

    yield begin
    for broadcast in begun:
        broadcast.close()


@needs_broker
def test_what_one_process_stored_all_others_are_told_in_its_order(connect: Any, make_event: Any) -> None:
    (first, of_first), (second, of_second), (third, of_third) = connect(URL), connect(URL), connect(URL)
    until(lambda: all(one.state.is_connected for one in (first, second, third)))
    for n in range(500):
        first.events_stored([make_event(f"m{n}", "tee", **NO)])
    second.events_stored([make_event("other", "tee", **NO)])
    everything = [f"m{n}" for n in range(500)]
    until(lambda: of_second.ids == everything and len(of_third.ids) == 501)
    until(lambda: of_first.ids == ["other"])
    assert [one for one in of_third.ids if one != "other"] == everything


@needs_broker
def test_a_message_that_is_sent_twice_is_told_once(connect: Any, make_event: Any) -> None:
    told_of, told = connect(URL)
    until(lambda: told_of.state.is_connected)

    async def send(*messages: bytes) -> None:
        connection = await RabbitFanout(URL).connect(lambda message: None, lambda: None)
        for message in messages:
            await connection.publish(message)
        await connection.close()

    first, last = (BroadcastMessage(uuid4().hex, "sender", (make_event(one, "tee", **NO),)) for one in "az")
    asyncio.run(send(first.to_json(), first.to_json(), b"what is this", first.to_json(), last.to_json()))
    until(lambda: told.ids == ["a", "z"])


@needs_broker
def test_nothing_is_kept_on_the_broker_s_disk_or_for_long(connect: Any, make_event: Any) -> None:
    teller, _ = connect(URL)
    until(lambda: teller.state.is_connected)

    async def overhear() -> Any:
        async with await aio_pika.connect(URL) as connection:
            channel = await connection.channel()
            exchange = await channel.get_exchange(EXCHANGE)
            queue = await channel.declare_queue(exclusive=True)
            await queue.bind(exchange)
            await asyncio.to_thread(teller.events_stored, [make_event("a", "tee", **NO)])
            async with queue.iterator(timeout=20) as messages:
                return await anext(aiter(messages))

    message = asyncio.run(overhear())
    assert message.delivery_mode == aio_pika.DeliveryMode.NOT_PERSISTENT
    assert float(message.expiration) == MESSAGE_SECONDS <= SECONDS_PER_VISIT


@needs_broker
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("guest:guest", "guest:wrong-one"), "it refuses this user name and password"),
        (("/shop", "/no-such-host"), "does the virtual host exist"),
    ],
)
def test_who_is_not_let_in_is_told_why_without_the_password(change: tuple[str, str], words: str) -> None:
    url = (URL.rstrip("/") + "/shop").replace(*change)
    with pytest.raises(BrokerUnavailable, match=words) as caught:
        try_once(RabbitFanout(url))
    assert "guest" not in str(caught.value)
    assert "wrong-one" not in str(caught.value)


def test_where_nobody_listens_is_said() -> None:
    with pytest.raises(BrokerUnavailable, match=r"^The broker at 127\.0\.0\.1:1 cannot be used: it cannot be reached"):
        try_once(RabbitFanout("amqp://guest:guest@127.0.0.1:1/"))


def test_a_broker_that_is_killed_and_started_again_is_used_again(connect: Any, make_event: Any, tmp_path: Path) -> None:
    server = RabbitServer(tmp_path)
    (first, of_first), (second, of_second) = connect(server.url), connect(server.url)  # before it is there
    until(lambda: bool(first.state.fault and second.state.fault))
    try:
        server.start()
        until(lambda: first.state.is_connected and second.state.is_connected)
        first.events_stored([make_event("before", "tee", **NO)])
        until(lambda: of_second.ids == ["before"])
        server.kill()
        for n in range(300):
            first.events_stored([make_event(f"m{n}", "tee", **NO)])
        until(lambda: bool(first.state.fault and second.state.fault))
        assert first.state.n_waiting == 300
        second.close()  # so that who listens is there before what waited goes out
        server.start()
        until(lambda: first.state.is_connected and first.state.n_waiting == 0)
        third, of_third = connect(server.url)
        until(lambda: third.state.is_connected)
        first.events_stored([make_event("after", "tee", **NO)])
        until(lambda: of_third.ids == ["after"])
        third.events_stored([make_event("back", "tee", **NO)])
        until(lambda: of_first.ids == ["back"])
    finally:
        server.kill()
