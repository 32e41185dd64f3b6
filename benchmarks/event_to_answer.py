"""From an event to an answer that follows it: in one server process, in two on one database, and in two over RabbitMQ.

Every server is `shopkeeper serve` in a process of its own, on a trained sample shop; every request goes over a socket.
"""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any
from uuid import uuid4

from benchmarks.errors import BenchmarkFailed
from benchmarks.process import SHOPKEEPER, run
from benchmarks.server_process import ServerProcess
from benchmarks.table import Table, at_least, at_most
from benchmarks.timings import Timings
from benchmarks.workplace import Workplace

N_EVENTS = 150
MAX_MS = 100.0
#: After an event, answers are asked for one after the other until one has changed, for so long.
MAX_SECONDS = 5.0
Ids = list[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change.

    Attributes:
        event: the type that is sent.
        is_consented: whether the visit agreed to be remembered.
        has_followed: whether a list after the event shows the change: `(before, product, after)`.
        place: in the list before, of the product that is acted on.
    """

    name: str
    event: str
    is_consented: bool
    place: int
    has_followed: Callable[[Ids, str, Ids], bool]


def _differs(before: Ids, product: str, after: Ids) -> bool:
    return after != before


def _is_gone(before: Ids, product: str, after: Ids) -> bool:
    return product not in after


VIEWED = Kind("a product viewed, the home list follows", "view_item", True, 3, _differs)
BOUGHT = Kind("a product bought, it is gone from the home list", "purchase", True, 0, _is_gone)
UNCONSENTED = Kind("a product viewed without consent, the home list follows", "view_item", False, 3, _differs)


@dataclass(slots=True)
class Followed:
    """What was measured of one kind.

    Attributes:
        acknowledged: from sending the event to its 202.
        answer: of the answer that showed the change, alone.
        whole: from sending the event to the end of that answer.
        n_first: events after which the very next answer had changed.
    """

    acknowledged: Timings = field(default_factory=Timings)
    answer: Timings = field(default_factory=Timings)
    whole: Timings = field(default_factory=Timings)
    n_first: int = 0


class Connection:
    """One keep-alive connection to a server."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send JSON and read JSON."""
        self._http.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = self._http.getresponse()
        read = response.read()
        if response.status not in (200, 202):
            raise BenchmarkFailed(f"{path} answered {response.status}: {read[:300]!r}")
        told: dict[str, Any] = json.loads(read)
        return told

    def shown(self, visit: dict[str, Any], surface: str) -> Ids:
        """The ids of a list of eight, in order."""
        answer = self.post("/v1/recommendations", {"surface": surface, "limit": 8, **visit})
        return [item["product_id"] for item in answer["items"]]

    def chat_shown(self, visit: dict[str, Any]) -> Ids:
        """The ids of a chat answer's cards, in order."""
        answer = self.post("/v1/chat", {"message": {"role": "user", "content": "a warm jacket"}, **visit})
        return [item["product_id"] for item in answer["products"]["items"]]


def measure(workplace: Workplace) -> Table:
    """All kinds of change in all three arrangements."""
    table = Table("From an event to an answer that follows it", "python -m benchmarks event_to_answer")
    home = _home(workplace)
    with _servers(home, 1) as (port,):
        for kind in (VIEWED, BOUGHT, UNCONSENTED):
            _report(table, f"one process: {kind.name}", _follow(kind, port, port))
        in_chat = _follow(VIEWED, port, port, in_chat=True)
        _report(table, "one process: a product viewed, the chat's cards follow", in_chat)
    with _servers(home, 2) as (first, second):
        for kind in (VIEWED, BOUGHT):
            _report(table, f"two processes, by the database: {kind.name}", _follow(kind, first, second))
        n_followed = _n_followed_alone(UNCONSENTED, first, second)
        table.add("two processes without a broker: of 20 visits without consent, followed by the other", n_followed, "")
    url = os.environ.get("TEST_RABBITMQ_URL", "")
    if url:
        with _servers(home, 2, SHOPKEEPER_BROKER_URL=url) as (first, second):
            _wait_for_broker(first, second)
            _report(table, f"two processes, by RabbitMQ: {UNCONSENTED.name}", _follow(UNCONSENTED, first, second))
    else:
        table.notes.append("Not measured: two processes over RabbitMQ; TEST_RABBITMQ_URL names no server.")
    table.notes += [
        "Other work on the machine shows in the slow end first: see the load before.",
        f"{N_EVENTS} events of each kind, each of another shopper or visit, one after the other over two keep-alive "
        "connections: the list before, the event to the one process, then lists from the other until one has changed. "
        "Target: 100 ms from sending the event to the whole list that follows it.",
        "Baseline: the answer alone, measured in the same run; what lies between it and the whole is the event's way.",
        "The sample shop as `shopkeeper demo` trains it. Whether an act changes a list depends on the models; one that "
        f"leaves it as it is for {MAX_SECONDS:.0f} seconds is counted as not followed, and not timed.",
    ]
    return table


def _home(workplace: Workplace) -> Path:
    """The sample shop, trained; made on first use, and copied for this run."""
    trained, home = workplace.scratch / "trained-home", workplace.scratch / "event-to-answer-home"
    if not trained.exists():
        run([SHOPKEEPER, "demo", "--once"], trained)
    rmtree(home, ignore_errors=True)
    return Path(copytree(trained, home))


@contextmanager
def _servers(home: Path, n_servers: int, **environment: str) -> Iterator[list[int]]:
    """Ports of so many servers on one data folder."""
    with ExitStack() as stack:
        yield [stack.enter_context(ServerProcess(home, **environment)).port for _ in range(n_servers)]


def _wait_for_broker(*ports: int) -> None:
    deadline = time.monotonic() + 30
    for port in ports:
        while True:
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asking.request("GET", "/readyz")
            if json.loads(asking.getresponse().read())["broker"]["state"] == "connected":
                break
            if time.monotonic() > deadline:
                raise BenchmarkFailed("the servers did not connect to TEST_RABBITMQ_URL")
            time.sleep(0.05)


def _follow(kind: Kind, told: int, asked: int, *, in_chat: bool = False) -> Followed:
    """Send events to the one port, ask for lists at the other; the first ones warm up."""
    sender, reader, followed = Connection(told), Connection(asked), Followed()
    for number in range(N_EVENTS + 10):
        if number == 10:
            followed = Followed()
        visit, event = _visit_and_event(kind)
        ask = partial(reader.chat_shown, visit) if in_chat else partial(reader.shown, visit, "home")
        before = ask()
        product = before[min(kind.place, len(before) - 1)]
        event["properties"]["items"] = [{"item_id": product, "quantity": 1, "price": 10.0}]
        send = partial(sender.post, "/v1/events", event)
        _follow_one(followed, send, ask, partial(kind.has_followed, before, product))
    return followed


def _follow_one(
    followed: Followed, send: Callable[[], Any], ask: Callable[[], Ids], has_followed: Callable[[Ids], bool]
) -> None:
    begun = time.perf_counter()
    send()
    acknowledged = time.perf_counter()
    n_asked = 0
    while (start := time.perf_counter()) < begun + MAX_SECONDS:
        after = ask()
        end = time.perf_counter()
        if has_followed(after):
            followed.n_first += not n_asked
            followed.acknowledged.add((acknowledged - begun) * 1000)
            followed.answer.add((end - start) * 1000)
            followed.whole.add((end - begun) * 1000)
            return
        n_asked += 1


def _n_followed_alone(kind: Kind, told: int, asked: int) -> int:
    """How often the other process learns of it all the same, within a few answers."""
    sender, reader, n_followed = Connection(told), Connection(asked), 0
    for _ in range(20):
        visit, event = _visit_and_event(kind)
        before = reader.shown(visit, "home")
        event["properties"]["items"] = [{"item_id": before[kind.place]}]
        sender.post("/v1/events", event)
        n_followed += any(reader.shown(visit, "home") != before for _ in range(3))
    return n_followed


def _visit_and_event(kind: Kind) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of somebody new."""
    who = uuid4().hex
    event = {
        "message_id": uuid4().hex,
        "type": kind.event,
        "anonymous_id": who,
        "session_id": f"s_{who}",
        "timestamp": datetime.now(UTC).isoformat(),
        "properties": {"currency": "GBP", **({"transaction_id": uuid4().hex} if kind.event == "purchase" else {})},
        "consent": {"personalization": kind.is_consented},
    }
    user = {"anonymous_id": who} if kind.is_consented else {"anonymous_id": who, "consent": {"personalization": False}}
    return {"user": user, "context": {"session_id": f"s_{who}"}}, event


def _report(table: Table, what: str, followed: Followed) -> None:
    table.add(f"{what}; sent → list, p50", followed.whole.p50, "ms")
    table.add("the same, p95", followed.whole.p95, "ms", at_most(MAX_MS))
    table.add("of it the acknowledgement, p50", followed.acknowledged.p50, "ms")
    table.add("of it the answer alone, p50", followed.answer.p50, "ms")
    table.add(f"of {N_EVENTS} events, followed", len(followed.whole), "", at_least(N_EVENTS))
    table.add("of these, by the very next answer", followed.n_first, "")
