"""Writes what many requests bring in few commits: each is on disk before its sender is told, and none waits alone."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from database.engine import Database
from database.errors import DatabaseUnavailable
from events.dead_letter import NewLetter
from events.dead_letters import keep_letters
from events.errors import EventsDelayed
from events.event import Event
from events.event_table import Verdict, append
from events.listener import EventListener

log = logging.getLogger("shopkeeper.events")

#: Events of one commit: some 50 ms of work, so that a chat turn beside it never waits long for its turn to write.
MAX_TOGETHER = 1_000
#: Events that may wait: what a second and a half writes. More would only be answered too late.
MAX_WAITING = 10_000


@dataclass(frozen=True, slots=True)
class Submission:
    """What one request brings: its events, and those of its events that were refused."""

    events: tuple[Event, ...]
    letters: tuple[NewLetter, ...] = ()

    @property
    def size(self) -> int:
        """How much there is to write."""
        return len(self.events) + len(self.letters)


@dataclass(frozen=True, slots=True)
class _Waiting:
    submission: Submission
    outcome: "Future[tuple[Verdict, ...]]"


class EventWriter:
    """One thread that takes what has gathered while it wrote, and writes it in one transaction.

    Args:
        database: where to.
        named: gives products of events the ids that the catalog has for them.
        listeners: told of what was stored, before the senders are.
        max_waiting: events that may wait.
    """

    def __init__(
        self,
        database: Database,
        listeners: Sequence[EventListener] = (),
        named: Callable[[Sequence[Event]], Sequence[Event]] = lambda events: events,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self._database = database
        self._listeners = tuple(listeners)
        self._named = named
        self._max_waiting = max_waiting
        self._change = threading.Condition()
        self._queue: deque[_Waiting] = deque()
        self._n_waiting = 0
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def prepare(self) -> None:
        """Begin before the first events arrive, so that they need not wait for the catalog to be read."""
        with self._change:
            self._start()

    def submit(self, submission: Submission) -> "Future[tuple[Verdict, ...]]":
        """Hand events over; the future is done when they are on disk, with what became of each event.

        It fails with `DatabaseUnavailable` if the database cannot be written: nothing of the submission is stored then.

        Raises:
            EventsDelayed: if too many events wait already, or the writer is closed.
        """
        waiting = _Waiting(submission, Future())
        with self._change:
            if self._is_closed or self._n_waiting + submission.size > self._max_waiting:
                raise EventsDelayed("More events arrive than can be written down; send these again in a moment.")
            self._start()
            self._queue.append(waiting)
            self._n_waiting += submission.size
            self._change.notify()
        return waiting.outcome

    def close(self) -> None:
        """Write what waits, and end the thread."""
        with self._change:
            self._is_closed = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._work, name="event-writer", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            self._named(())
        except Exception:
            log.exception("the catalog's codes cannot be read; the first events try again")
        while together := self._gathered():
            # Whoever waits no longer has given its future up; what is begun is finished.
            begun = [one for one in together if one.outcome.set_running_or_notify_cancel()]
            if begun:
                self._write(begun)

    def _gathered(self) -> list[_Waiting]:
        """What waits, in its order; empty once the writer is closed and nothing waits."""
        with self._change:
            self._change.wait_for(lambda: self._queue or self._is_closed)
            together: list[_Waiting] = []
            size = 0
            while self._queue and (not together or size + self._queue[0].submission.size <= MAX_TOGETHER):
                together.append(self._queue.popleft())
                size += together[-1].submission.size
            self._n_waiting -= size
            return together

    def _write(self, together: Sequence[_Waiting]) -> None:
        try:
            events = self._named([event for one in together for event in one.submission.events])
            verdicts = self._commit(events, [letter for one in together for letter in one.submission.letters])
        except Exception as error:
            if len(together) > 1 and not isinstance(error, DatabaseUnavailable):
                for one in together:  # what cannot be written must not spoil what can
                    self._write([one])
                return
            for one in together:
                one.outcome.set_exception(error)
            return
        self._tell([event for event, verdict in zip(events, verdicts, strict=True) if verdict == "stored"])
        start = 0
        for one in together:
            end = start + len(one.submission.events)
            one.outcome.set_result(verdicts[start:end])
            start = end

    def _commit(self, events: Sequence[Event], letters: Sequence[NewLetter]) -> tuple[Verdict, ...]:
        with self._database.write() as connection:
            verdicts = append(connection, events)
            keep_letters(connection, letters)
        return verdicts

    def _tell(self, stored: Sequence[Event]) -> None:
        if not stored:
            return
        for listener in self._listeners:
            try:
                listener.events_stored(stored)
            except Exception:
                log.exception("a listener failed on %d events, which are stored", len(stored))
