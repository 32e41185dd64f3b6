"""Requests of events are taken alike, whether this process judges and writes or one beside it does."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from api.catalog_codes import CatalogCodes
from api.desk_apart import DeskApart
from api.desk_here import DeskHere
from api.desk_link import MAX_WAITING_BYTES
from api.desk_process import NICENESS
from api.desk_settings import DeskSettings
from api.event_desk import EventDesk, SentRequest
from catalog.store import CatalogStore
from database import Database, open_database
from events.dead_letters import DeadLetters
from events.echo import Echo
from events.errors import BatchRefused, EventsDelayed
from events.event import Event
from events.event_rules import EventRules, Sender
from events.event_writer import EventWriter
from events.intake import EventIntake
from events.log import EventLog
from tests.any_database import database

__all__ = ["database"]  # a fixture

DAYS = 395
BROWSER = Sender()
NEVER_THERE = ("onnxruntime", "chromadb", "lightgbm", "tokenizers", "fastapi", "anthropic")


class Told:
    """A listener that keeps what it was told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def events_stored(self, stored: Sequence[Event]) -> None:
        self.events += stored


Opened = Callable[..., AbstractAsyncContextManager[EventDesk]]


@asynccontextmanager
async def here(database: Database, told: Told) -> AsyncIterator[EventDesk]:
    writer = EventWriter(database, [Echo([told])], CatalogCodes(CatalogStore(database)).named)
    desk = DeskHere(EventIntake(writer, EventRules(timedelta(days=DAYS))))
    await desk.prepare()
    yield desk
    await desk.close()
    writer.close()


@asynccontextmanager
async def apart(database: Database, told: Told) -> AsyncIterator[DeskApart]:
    desk = DeskApart(DeskSettings(database.engine.url.render_as_string(hide_password=False), DAYS), [told])
    await desk.prepare()
    yield desk
    await desk.close()


@pytest.fixture(params=[here, apart], ids=["here", "apart"])
def opened(request: pytest.FixtureRequest) -> Opened:
    way: Opened = request.param
    return way


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """A SQLite database, for what does not depend on the kind."""
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    database.migrate()
    yield database
    database.close()


def viewed(message_id: str, **more: Any) -> dict[str, Any]:
    return {"message_id": message_id, "type": "view_item", "properties": {"items": [{"item_id": "tee"}]}, **more}


def request(*events: Any, call: str | None = None, sender: Sender = BROWSER) -> SentRequest:
    body = events[0] if call or isinstance(events[0], bytes) else {"batch": events}
    encoded = body if isinstance(body, bytes) else json.dumps(body).encode()
    return SentRequest(encoded, call, sender, time.time_ns() // 1_000)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 60))


async def ended(pid: int) -> None:
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.02)


async def another(desk: DeskApart, former: int | None) -> int:
    """The process that comes after `former`."""
    while desk.pid is None or desk.pid == former:  # noqa: ASYNC110 - the desk tells nobody
        await asyncio.sleep(0.02)
    return desk.pid


def test_every_event_gets_its_verdict(database: Database, opened: Opened) -> None:
    async def work() -> None:
        async with opened(database, Told()) as desk:
            receipt = await desk.take(
                request(viewed("a"), viewed("a"), viewed("b", type="view_itm"), {"type": "identify"}, 5)
            )
            assert receipt[:4] == (1, 1, 2, 1)
            told = json.loads(receipt.body)
            assert [told[f"n_{name}"] for name in ("accepted", "duplicate", "refused", "ignored")] == [1, 1, 2, 1]
            assert [one["status"] for one in told["results"]] == [
                "accepted", "duplicate", "refused", "ignored", "refused",
            ]  # fmt: skip
            assert EventLog(database).count() == 1
            assert DeadLetters(database).count() == 2
            assert (await desk.take(request({"messageId": "p"}, call="page"))).n_ignored == 1

    run(work())


def test_who_sends_counts(file: Database, opened: Opened) -> None:
    async def work() -> None:
        async with opened(file, Told()) as desk:
            for number, sender in enumerate((Sender(vouches=True), Sender(), Sender(vouches=True, is_opted_out=True))):
                await desk.take(request(viewed(f"m{number}", user_id="ann", anonymous_id=f"b{number}"), sender=sender))
        assert [line.shopper_id for line in EventLog(file).lines()] == ["ann", "anonymous:b1", None]

    run(work())


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", "invalid_json"), (b"[" * 50_000, "json_too_deep"), (b"[]", "no_events"), (b"5", "no_events")],
)
def test_a_body_that_cannot_be_read_is_refused_by_its_code(
    file: Database, opened: Opened, body: bytes, code: str
) -> None:
    async def work() -> None:
        async with opened(file, Told()) as desk:
            with pytest.raises(BatchRefused) as refused:
                await desk.take(request(body))
            assert refused.value.code == code
            with pytest.raises(BatchRefused) as refused:
                await desk.take(request(*[{"message_id": "m"}] * 501))
            assert refused.value.code == "too_many_events"
            assert (await desk.take(request(viewed("a")))).n_accepted == 1

    run(work())


def test_what_visits_and_counts_need_is_told_whole_and_before_the_receipt(file: Database, opened: Opened) -> None:
    async def work() -> None:
        told = Told()
        async with opened(file, told) as desk:
            no = {"personalization": False}
            sent = (
                viewed("plain", session_id="s"),
                viewed("click", type="select_item", attribution={"list_id": "l"}),
                viewed("secret", session_id="s", anonymous_id="b", consent=no),
                viewed("nowhere", consent=no),
            )
            await desk.take(request(*sent))
            assert [event.message_id for event in told.events] == ["click", "secret"]
            secret = told.events[1]
            assert (secret.session_id, secret.anonymous_id, secret.properties.items[0].item_id) == ("s", "b", "tee")
            await desk.take(request(*sent))
            assert len(told.events) == 2

    run(work())


def test_many_requests_at_once_each_get_their_own(file: Database, opened: Opened) -> None:
    async def work() -> None:
        async with opened(file, Told()) as desk:
            receipts = await asyncio.gather(
                *(desk.take(request(*(viewed(f"{n}-{i}") for i in range(1 + n % 7)))) for n in range(200))
            )
            assert [receipt.n_accepted for receipt in receipts] == [1 + n % 7 for n in range(200)]
            assert json.loads(receipts[9].body)["results"][2]["message_id"] == "9-2"
            assert EventLog(file).count() == sum(receipt.n_accepted for receipt in receipts)

    run(work())


def test_a_locked_database_acknowledges_nothing_and_all_can_be_sent_again(file: Database, opened: Opened) -> None:
    async def work() -> None:
        async with opened(file, Told()) as desk:
            with file.write(), pytest.raises(EventsDelayed):
                await desk.take(request(viewed("a")))
            receipt = await desk.take(request(viewed("a")))
            assert receipt.n_accepted + receipt.n_duplicate == 1
            assert EventLog(file).count() == 1

    run(work())


def test_closing_writes_what_waits(file: Database, opened: Opened) -> None:
    async def work() -> None:
        async with opened(file, Told()) as desk:
            waiting = [asyncio.create_task(desk.take(request(viewed(f"m{n}")))) for n in range(50)]
            await asyncio.sleep(0)  # all are asked
        assert [receipt.n_accepted for receipt in await asyncio.gather(*waiting)] == [1] * 50
        assert EventLog(file).count() == 50

    run(work())


def test_a_process_that_is_killed_is_followed_by_another_and_what_it_had_can_be_sent_again(file: Database) -> None:
    async def work() -> None:
        async with apart(file, Told()) as desk:
            assert (await desk.take(request(viewed("before")))).n_accepted == 1
            first = desk.pid
            assert first
            os.kill(first, signal.SIGSTOP)  # so that it surely has a request when it is killed
            waiting = asyncio.create_task(desk.take(request(viewed("a"))))
            await asyncio.sleep(0.05)
            os.kill(first, signal.SIGKILL)
            with pytest.raises(EventsDelayed):
                await waiting
            second = await another(desk, first)
            receipt = await desk.take(request(viewed("a"), viewed("before")))
            assert receipt.n_accepted + receipt.n_duplicate == 2
            os.kill(second, signal.SIGKILL)
            await another(desk, second)
            assert (await desk.take(request(viewed("a")))).n_duplicate == 1
        assert EventLog(file).count() == 2

    run(work())


def test_more_than_can_be_taken_soon_is_refused_at_once(file: Database) -> None:
    async def work() -> None:
        async with apart(file, Told()) as desk:
            await desk.take(request(viewed("a")))
            pid = desk.pid
            assert pid
            os.kill(pid, signal.SIGSTOP)
            large = request(b" " * (MAX_WAITING_BYTES // 2))
            waiting = [asyncio.create_task(desk.take(large)) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(EventsDelayed):
                await desk.take(request(viewed("b")))
            os.kill(pid, signal.SIGCONT)
            told = await asyncio.gather(*waiting, return_exceptions=True)
            assert [type(one) for one in told] == [BatchRefused] * 2
            assert (await desk.take(request(viewed("b")))).n_accepted == 1

    run(work())


def test_the_process_is_small_goes_last_and_ends_with_its_desk(file: Database) -> None:
    async def work() -> None:
        async with apart(file, Told()) as desk:
            await desk.take(request(viewed("a")))
            pid = desk.pid
            assert pid
            process = psutil.Process(pid)
            assert process.nice() - psutil.Process().nice() == NICENESS
            mapped = {Path(one.path).as_posix() for one in process.memory_maps()}
            assert not [path for path in mapped if any(f"/{name}/" in path for name in NEVER_THERE)]
            assert process.memory_info().rss < 120e6
            process.terminate()  # as a service manager tells all processes: the server decides
            assert (await desk.take(request(viewed("b")))).n_accepted == 1
        await ended(pid)

    run(work())
