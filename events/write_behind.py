"""Writes events down soon after they happened, without keeping whoever reports them waiting."""

import logging
import queue
import threading
from collections.abc import Iterable
from typing import Protocol

from database.errors import DatabaseUnavailable
from events.event import Event

log = logging.getLogger("shopkeeper.events")

#: Of events that wait for a database that is gone; those beyond are dropped, and it is said so.
MAX_WAITING = 10_000
#: Events written in one transaction.
MAX_BATCH = 500
RETRY_SECONDS = 1.0


class Appends(Protocol):
    """A log that events can be written to."""

    def append(self, batch: Iterable[Event]) -> object:
        """All are on disk when this returns, or none is."""
        ...


class WriteBehind:
    """A thread that appends what the server itself has to tell: what it showed.

    For events that nobody waits for; an answer to a shopper must not pay for a disk. What waits is written at `close`;
    a killed process loses it, some hundredths of a second's worth. Safe to share between threads.
    """

    def __init__(self, events: Appends, max_waiting: int = MAX_WAITING, retry_seconds: float = RETRY_SECONDS) -> None:
        self._events = events
        self._retry_seconds = retry_seconds
        self._waiting: queue.Queue[Event | None] = queue.Queue(max_waiting)
        self._is_closing = threading.Event()
        self._n_dropped = 0
        self._thread = threading.Thread(target=self._run, name="write-behind", daemon=True)
        self._thread.start()

    def add(self, event: Event) -> None:
        """Have it written soon; returns at once."""
        try:
            self._waiting.put_nowait(event)
        except queue.Full:
            self._n_dropped += 1
            if self._n_dropped % MAX_BATCH == 1:
                log.error("the event log cannot be written; %d events were dropped so far", self._n_dropped)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until everything that was added is written; False if it is not within `seconds`."""
        with self._waiting.all_tasks_done:
            return self._waiting.all_tasks_done.wait_for(lambda: not self._waiting.unfinished_tasks, seconds)

    def close(self) -> None:
        """Write what waits, once more where the database was gone, and end."""
        self._is_closing.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        is_open = True
        while is_open:
            taken = [self._waiting.get()]
            while len(taken) < MAX_BATCH and not self._waiting.empty():
                taken.append(self._waiting.get())
            is_open = None not in taken
            self._write([event for event in taken if event is not None])
            for _ in taken:
                self._waiting.task_done()

    def _write(self, batch: list[Event]) -> None:
        """Until it is written; what the log refuses for good would block all that comes after it, and is dropped."""
        while batch:
            try:
                self._events.append(batch)
                return
            except DatabaseUnavailable as gone:
                if self._is_closing.is_set():
                    log.exception("%d events were lost at the end", len(batch))
                    return
                log.warning("%s; %d events wait for it", gone, len(batch))
                self._is_closing.wait(self._retry_seconds)
            except Exception:
                log.exception("%d events could not be written", len(batch))
                return
