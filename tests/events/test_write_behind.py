"""What the server tells the log without waiting for it."""

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from database.errors import DatabaseUnavailable
from events.event import Event
from events.write_behind import WriteBehind


class Log:
    """Keeps batches; fails the first `n_failures` times."""

    def __init__(self, n_failures: int = 0, error: type[Exception] = DatabaseUnavailable) -> None:
        self.batches: list[list[str]] = []
        self.n_failures, self.error = n_failures, error
        self.gate = threading.Event()
        self.gate.set()

    def append(self, batch: Iterable[Event]) -> None:
        self.gate.wait(10)
        if self.n_failures:
            self.n_failures -= 1
            raise self.error("gone")
        self.batches.append([event.message_id for event in batch])

    @property
    def ids(self) -> list[str]:
        return [one for batch in self.batches for one in batch]


def event(name: str) -> Event:
    return Event(message_id=name, type="shown", timestamp=datetime(2026, 11, 1, tzinfo=UTC))


def test_everything_is_written_in_order_and_what_gathers_in_one_go() -> None:
    log = Log()
    log.gate.clear()
    writer = WriteBehind(log)
    for n in range(20):
        writer.add(event(str(n)))
    log.gate.set()
    writer.flush()
    assert log.ids == [str(n) for n in range(20)]
    assert len(log.batches) <= 2
    writer.close()


def test_what_waits_at_the_end_is_written() -> None:
    log = Log()
    log.gate.clear()
    writer = WriteBehind(log)
    writer.add(event("a"))
    writer.add(event("b"))
    log.gate.set()
    writer.close()
    assert log.ids == ["a", "b"]


def test_a_database_that_is_gone_for_a_while_loses_nothing() -> None:
    log = Log(n_failures=3)
    writer = WriteBehind(log, retry_seconds=0.01)
    writer.add(event("a"))
    writer.add(event("b"))
    writer.flush()
    assert log.ids == ["a", "b"]
    writer.close()


def test_what_the_log_cannot_take_does_not_block_what_comes_after() -> None:
    log = Log(n_failures=1, error=ValueError)
    writer = WriteBehind(log)
    writer.add(event("bad"))
    writer.flush()
    writer.add(event("good"))
    writer.close()
    assert log.ids == ["good"]


def test_whoever_reports_never_waits_for_a_database_that_is_gone() -> None:
    log = Log()
    log.gate.clear()
    writer = WriteBehind(log, max_waiting=2)
    for n in range(50):
        writer.add(event(str(n)))
    log.gate.set()
    writer.close()
    assert 2 <= len(log.ids) < 50
