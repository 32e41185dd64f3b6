"""What processes tell each other of events, over a broker that is played here."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from events.broadcast import EventBroadcast
from events.broadcast_message import BroadcastMessage, MessageUnreadable, for_others
from events.errors import BrokerUnavailable
from events.event import Event

NO = {"consent": {"personalization": False}, "session_id": "s"}


@dataclass
class PlayedBroker:
    """Gives messages to everybody, each `n_times`; refuses connections while it is gone, and `n_refusals` messages."""

    n_times: int = 1
    is_gone: bool = False
    n_refusals: int = 0
    n_connects: int = 0
    messages: list[bytes] = field(default_factory=list)
    connected: list["PlayedConnection"] = field(default_factory=list)

    async def connect(self, receive: Callable[[bytes], None], lost: Callable[[], None]) -> "PlayedConnection":
        self.n_connects += 1
        if self.is_gone:
            raise BrokerUnavailable("The broker at 127.0.0.1:1 cannot be used: it cannot be reached.")
        connection = PlayedConnection(self, receive, lost)
        self.connected.append(connection)
        return connection


@dataclass
class PlayedConnection:
    broker: PlayedBroker
    receive: Callable[[bytes], None]
    lost: Callable[[], None]
    is_open: bool = True

    async def publish(self, message: bytes) -> None:
        """One that is refused may have arrived all the same."""
        self.broker.messages.append(message)
        for one in list(self.broker.connected):
            for _ in range(self.broker.n_times):
                one.receive(message)
        if self.broker.n_refusals:
            self.broker.n_refusals -= 1
            raise BrokerUnavailable("The broker takes no messages: it does not answer.")

    async def close(self) -> None:
        self.is_open = False
        if self in self.broker.connected:
            self.broker.connected.remove(self)


class Told:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def events_stored(self, stored: Sequence[Event]) -> None:
        self.events += stored

    @property
    def ids(self) -> list[str]:
        return [event.message_id for event in self.events]


class Process:
    """A server process, as far as this goes; it tells and is told on one event loop with others only by messages."""

    def __init__(self, broker: PlayedBroker, **more: Any) -> None:
        self.told = Told()
        self.broadcast = EventBroadcast(broker, [self.told], pause_seconds=0.01, **more)
        self.broadcast.start()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.002)


@pytest.fixture
def broker() -> PlayedBroker:
    return PlayedBroker()


@pytest.fixture
def start(broker: PlayedBroker) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def begin(**more: Any) -> Process:
        started.append(Process(broker, **more))
        if not broker.is_gone:
            until(lambda: started[-1].broadcast.state.is_connected)
        return started[-1]

    yield begin
    for process in started:
        process.broadcast.close()
    assert "event-broadcast" not in {thread.name for thread in threading.enumerate()}


def test_what_one_process_stored_the_others_are_told_and_itself_is_not(start: Any, make_event: Any) -> None:
    first, second, third = start(), start(), start()
    first.broadcast.events_stored([make_event("a", "tee", **NO), make_event("b", "cap", **NO)])
    until(lambda: second.told.ids == third.told.ids == ["a", "b"])
    second.broadcast.events_stored([make_event("c", "hat", **NO)])
    until(lambda: first.told.ids == ["c"])
    assert third.told.ids == ["a", "b", "c"]
    assert second.told.ids == ["a", "b"]


def test_a_message_that_comes_twice_is_told_once(start: Any, broker: PlayedBroker, make_event: Any) -> None:
    first, second = start(), start()
    broker.n_times = 3
    first.broadcast.events_stored([make_event("a", "tee", **NO)])
    first.broadcast.events_stored([make_event("b", "tee", **NO)])
    until(lambda: second.told.ids == ["a", "b"])


def test_what_may_not_have_arrived_is_sent_again_and_told_once(
    start: Any, broker: PlayedBroker, make_event: Any
) -> None:
    first, second = start(), start()
    broker.n_refusals = 2
    first.broadcast.events_stored([make_event("a", "tee", **NO)])
    until(lambda: len(broker.messages) == 3)
    first.broadcast.events_stored([make_event("b", "cap", **NO)])
    until(lambda: second.told.ids == ["a", "b"])
    assert len(set(broker.messages[:3])) == 1


def test_a_broker_that_is_gone_is_asked_again_and_gets_what_waited(
    start: Any, broker: PlayedBroker, make_event: Any
) -> None:
    broker.is_gone = True
    first, second = start(), start()
    until(lambda: broker.n_connects > 4)
    first.broadcast.events_stored([make_event(f"m{n}", "tee", **NO) for n in range(250)])
    state = first.broadcast.state
    assert (state.is_connected, state.n_waiting, state.n_dropped) == (False, 250, 0)
    assert state.to_json()["fault"] == "The broker at 127.0.0.1:1 cannot be used: it cannot be reached."
    second.broadcast.close()
    broker.is_gone = False
    later = start()
    until(lambda: first.broadcast.state.is_connected)
    first.broadcast.events_stored([make_event("last", "tee", **NO)])
    until(lambda: later.told.ids[-1:] == ["last"])
    until(lambda: first.broadcast.state.n_waiting == 0)
    assert first.broadcast.state.to_json() == {"state": "connected", "n_waiting": 0, "n_dropped": 0}


def test_a_connection_that_is_lost_is_made_anew(start: Any, broker: PlayedBroker, make_event: Any) -> None:
    first, second = start(), start()
    for connection in list(broker.connected):
        connection.is_open = False
        broker.connected.remove(connection)
        connection.lost()
    # Each hears of it on its own thread, at the latest when there is something to send.
    first.broadcast.events_stored([make_event("x", "tee", **NO)])
    second.broadcast.events_stored([make_event("y", "tee", **NO)])
    until(lambda: len(broker.connected) == 2)
    first.broadcast.events_stored([make_event("a", "tee", **NO)])
    until(lambda: "a" in second.told.ids)


def test_beyond_the_bound_the_oldest_are_dropped_and_counted(start: Any, broker: PlayedBroker, make_event: Any) -> None:
    broker.is_gone = True
    first = start(max_waiting=3)
    first.broadcast.events_stored([make_event(f"m{n}", "tee", **NO) for n in range(5)])
    assert (first.broadcast.state.n_waiting, first.broadcast.state.n_dropped) == (3, 2)
    broker.is_gone = False
    until(lambda: bool(broker.messages))
    assert [event.message_id for event in BroadcastMessage.from_json(broker.messages[0]).events] == ["m2", "m3", "m4"]


def test_what_waits_at_the_end_still_goes_out(start: Any, broker: PlayedBroker, make_event: Any) -> None:
    first, second = start(), start()
    first.broadcast.events_stored([make_event(f"m{n}", "tee", **NO) for n in range(350)])
    first.broadcast.close()
    until(lambda: second.told.ids == [f"m{n}" for n in range(350)])
    first.broadcast.events_stored([make_event("late", "tee", **NO)])


def test_a_listener_that_fails_keeps_nothing_from_the_others(broker: PlayedBroker, make_event: Any) -> None:
    class Failing:
        def events_stored(self, stored: Sequence[Event]) -> None:
            raise RuntimeError("no")

    told = Told()
    first, second = EventBroadcast(broker, []), EventBroadcast(broker, [Failing(), told])
    for one in (first, second):
        one.start()
        until(lambda one=one: one.state.is_connected)  # type: ignore[misc]
    first.events_stored([make_event("a", "tee", **NO)])
    first.events_stored([make_event("b", "tee", **NO)])
    until(lambda: told.ids == ["a", "b"])
    first.close()
    second.close()


def test_nothing_travels_that_others_do_not_need(make_event: Any) -> None:
    event = make_event(
        "m",
        "tee",
        type="purchase",
        anonymous_id="a_1",
        context={"page": {"url": "https://shop.example/p/tee"}},
        properties={"transaction_id": "o_1", "query": "a tee for Ann", "currency": "EUR", "value": 24.5},
        attribution={"list_id": "l_1", "conversation_id": "c_1"},
        **NO,
    )
    bare = for_others(event)
    assert bare is not None
    travels = BroadcastMessage("id", "sender", (bare,)).to_json()
    assert json.loads(travels) == {
        "v": 1,
        "id": "id",
        "from": "sender",
        "events": [
            {
                "message_id": "m",
                "type": "purchase",
                "timestamp": "2026-11-20T12:00:00Z",
                "session_id": "s",
                "properties": {"currency": "EUR", "items": [{"item_id": "tee"}]},
                "consent": {"personalization": False},
            }
        ],
    }
    assert BroadcastMessage.from_json(travels).events == (bare,)


def test_what_the_database_has_or_nobody_remembers_does_not_travel(make_event: Any) -> None:
    assert for_others(make_event("a", "tee", session_id="s")) is None
    assert for_others(make_event("b", "tee", consent={"personalization": False})) is None
    assert for_others(make_event("c", "tee", type="shown", **NO)) is None
    assert for_others(make_event("d", type="search", **NO)) is None


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"{}", b'{"v":2}', b'{"v":1,"id":"a","from":"b","events":[{"type":"view_item"}]}']
)
def test_what_is_no_message_of_this_version_is_left_alone(start: Any, broker: PlayedBroker, body: bytes) -> None:
    with pytest.raises(MessageUnreadable):
        BroadcastMessage.from_json(body)
    process = start()
    broker.connected[0].receive(body)
    assert process.told.ids == []
