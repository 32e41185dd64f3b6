"""Many requests, few commits; what was told to be on disk is."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from database import Database, DatabaseUnavailable, open_database
from database.tables import events
from events.dead_letter import NewLetter
from events.dead_letters import DeadLetters
from events.errors import EventsDelayed
from events.event import Event
from events.event_writer import EventWriter, Submission
from events.log import EventLog


class Told:
    """A listener that keeps what it was told, and can wait or fail."""

    def __init__(self, is_failing: bool = False) -> None:
        self.ids: list[str] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.is_waiting = threading.Event()
        self.n_calls = 0
        self._is_failing = is_failing

    def events_stored(self, stored: Sequence[Event]) -> None:
        self.ids += [event.message_id for event in stored]
        self.n_calls += 1
        self.is_waiting.set()
        self.go_on.wait(10)
        if self._is_failing:
            raise RuntimeError("no")


def one(make_event: Any, *ids: str) -> Submission:
    return Submission(tuple(make_event(message_id, "tee") for message_id in ids))


def test_what_is_done_is_on_disk_and_each_sender_learns_of_its_own(database: Database, make_event: Any) -> None:
    writer = EventWriter(database)
    outcomes = [writer.submit(one(make_event, *ids)) for ids in (("a", "b"), ("b", "c"), ("d", "d"))]
    assert [outcome.result(10) for outcome in outcomes] == [
        ("stored", "stored"),
        ("duplicate", "stored"),
        ("stored", "duplicate"),
    ]
    assert EventLog(database).count() == 4
    writer.close()


def test_what_gathers_during_a_commit_is_written_in_one(database: Database, make_event: Any) -> None:
    told = Told()
    writer = EventWriter(database, [told])
    told.go_on.clear()
    first = writer.submit(one(make_event, "first"))
    assert told.is_waiting.wait(10)
    others = [writer.submit(one(make_event, f"m{n}")) for n in range(50)]
    told.go_on.set()
    assert all(outcome.result(10) == ("stored",) for outcome in (first, *others))
    assert told.n_calls == 2
    writer.close()


def test_listeners_are_told_of_what_is_new_before_the_sender_and_their_faults_harm_nobody(
    database: Database, make_event: Any
) -> None:
    told = Told(is_failing=True)
    writer = EventWriter(database, [told])
    writer.submit(one(make_event, "a")).result(10)
    assert told.ids == ["a"]
    assert writer.submit(one(make_event, "a", "b")).result(10) == ("duplicate", "stored")
    assert told.ids == ["a", "b"]
    writer.close()


def test_more_than_can_be_written_soon_is_refused_at_once(database: Database, make_event: Any) -> None:
    writer = EventWriter(database, max_waiting=1)
    with pytest.raises(EventsDelayed):
        writer.submit(one(make_event, "a", "b"))
    assert writer.submit(one(make_event, "c")).result(10) == ("stored",)
    writer.close()
    with pytest.raises(EventsDelayed):
        writer.submit(one(make_event, "d"))


def test_a_locked_database_fails_whoever_waits_and_the_next_is_written(tmp_path: Path, make_event: Any) -> None:
    database = open_database(f"sqlite:///{tmp_path}/shop.db", busy_timeout_seconds=0.05)
    database.migrate()
    writer = EventWriter(database)
    with database.write(), pytest.raises(DatabaseUnavailable):
        writer.submit(one(make_event, "a")).result(10)
    assert writer.submit(one(make_event, "a")).result(10) == ("stored",)
    writer.close()
    database.close()


def test_a_full_disk_fails_whoever_waits_and_loses_nothing_that_was_acknowledged(
    tmp_path: Path, make_event: Any
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    database.migrate()
    writer = EventWriter(database)
    assert writer.submit(one(make_event, "a")).result(10) == ("stored",)
    with database.write() as connection:
        n_pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        n_full = connection.exec_driver_sql(f"PRAGMA max_page_count={n_pages}").scalar_one()
    assert n_full == n_pages
    big = Submission(tuple(make_event(f"b{n}", *["tee" * 20] * 50) for n in range(100)))
    with pytest.raises(DatabaseUnavailable, match="no space"):
        writer.submit(big).result(10)
    assert EventLog(database).count() == 1
    writer.close()
    database.close()


def test_refused_events_are_written_with_the_others_and_once(database: Database, make_event: Any) -> None:
    writer = EventWriter(database)
    letter = NewLetter("http", "why", None, None, datetime(2026, 11, 20, tzinfo=UTC), '{"a":1}')
    for message_id in ("a", "b"):
        writer.submit(Submission((make_event(message_id, "tee"),), (letter,))).result(10)
    assert [one.body for one in DeadLetters(database).all_letters()] == ['{"a":1}']
    writer.close()


def test_who_gives_up_waiting_is_not_waited_for(database: Database, make_event: Any) -> None:
    told = Told()
    writer = EventWriter(database, [told])
    told.go_on.clear()
    writer.submit(one(make_event, "first"))
    assert told.is_waiting.wait(10)
    given_up = writer.submit(one(make_event, "late"))
    assert given_up.cancel()
    told.go_on.set()
    writer.close()
    assert told.ids == ["first"]


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Database]:
    """A database that counts as gone as soon as somebody else writes."""
    database = open_database(f"sqlite:///{tmp_path}/shop.db", busy_timeout_seconds=0.02)
    database.migrate()
    yield database
    database.close()


def stored_ids(database: Database) -> list[str]:
    """In the order in which they were written."""
    with database.read() as connection:
        return list(connection.execute(select(events.c.message_id).order_by(events.c.id)).scalars())


def unwritable(message_id: str) -> Event:
    """What no rule lets pass, and no log takes."""
    return Event.model_construct(message_id=message_id, type="shown", timestamp="at noon")  # type: ignore[arg-type]


def held_up(database: Database, make_event: Any) -> "tuple[Told, EventWriter]":
    """A writer that is busy with its first event until `go_on`, so that what is added gathers."""
    told = Told()
    writer = EventWriter(database, [told])
    told.go_on.clear()
    writer.add(make_event("first"))
    assert told.is_waiting.wait(10)
    return told, writer


def test_what_nobody_waits_for_is_written_in_order_and_what_gathers_in_one_go(
    database: Database, make_event: Any
) -> None:
    told, writer = held_up(database, make_event)
    for n in range(20):
        writer.add(make_event(f"m{n}"))
    told.go_on.set()
    assert writer.flush(10)
    assert stored_ids(database) == told.ids == ["first", *(f"m{n}" for n in range(20))]
    assert told.n_calls == 2
    writer.close()


def test_what_is_sent_and_what_nobody_waits_for_go_into_one_commit(database: Database, make_event: Any) -> None:
    told, writer = held_up(database, make_event)
    writer.add(make_event("own"))
    sent = writer.submit(one(make_event, "own", "sent"))
    told.go_on.set()
    assert sent.result(10) == ("stored", "stored")
    writer.close()
    assert told.ids == ["first", "own", "sent"]
    assert told.n_calls == 2


def test_what_nobody_waits_for_is_told_once_and_only_if_it_was_stored(database: Database, make_event: Any) -> None:
    told = Told()
    writer = EventWriter(database, [told])
    writer.submit(one(make_event, "a")).result(10)
    for message_id in ("a", "b", "b"):
        writer.add(make_event(message_id))
    writer.close()
    assert told.ids == ["a", "b"]


def test_what_waits_at_the_end_is_written(database: Database, make_event: Any) -> None:
    told = Told()
    writer = EventWriter(database, [told])
    told.go_on.clear()
    for message_id in ("a", "b", "c"):
        writer.add(make_event(message_id))
    told.go_on.set()
    writer.close()
    assert stored_ids(database) == ["a", "b", "c"]


def test_a_database_that_is_gone_for_a_while_loses_nothing_that_nobody_waits_for(
    impatient: Database, make_event: Any
) -> None:
    writer = EventWriter(impatient, retry_seconds=0.01)
    with impatient.write():
        writer.add(make_event("a"))
        writer.add(make_event("b"))
        assert not writer.flush(0.2)
        with pytest.raises(DatabaseUnavailable):  # who waits is not kept waiting
            writer.submit(one(make_event, "sent")).result(10)
    assert writer.flush(10)
    assert stored_ids(impatient) == ["a", "b"]
    writer.close()


def test_what_the_log_cannot_take_does_not_spoil_what_comes_with_it_or_after(
    database: Database, make_event: Any
) -> None:
    told, writer = held_up(database, make_event)
    for event in (make_event("a"), unwritable("bad"), make_event("b")):
        writer.add(event)
    sent = writer.submit(one(make_event, "sent"))
    told.go_on.set()
    assert sent.result(10) == ("stored",)
    assert writer.flush(10)
    writer.add(make_event("after"))
    writer.close()
    assert stored_ids(database) == ["first", "sent", "a", "b", "after"]


def test_whoever_reports_never_waits_for_a_database_that_is_gone(impatient: Database, make_event: Any) -> None:
    writer = EventWriter(impatient, max_waiting=2)
    with impatient.write():
        for n in range(50):
            writer.add(make_event(str(n)))
    writer.close()
    assert stored_ids(impatient) == ["0", "1"]


def test_closing_does_not_wait_for_a_database_that_is_gone(impatient: Database, make_event: Any) -> None:
    writer = EventWriter(impatient, retry_seconds=60)
    with impatient.write():
        writer.add(make_event("a"))
        writer.close()
        writer.add(make_event("late"))
        assert writer.flush(10)
    assert stored_ids(impatient) == []
