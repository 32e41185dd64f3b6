"""The one writer of events: many requests in few commits, and what the server itself tells, for which nobody waits."""

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

#: Sent events of one commit: some 50 ms of work, so that a chat turn beside it never waits long for its turn to write.
MAX_TOGETHER = 1_000
#: Of the server's own that go with them: lists of twenty lines each, for which no sender should wait long.
MAX_OWN_TOGETHER = 100
#: Events that may wait: what a second and a half writes. More would only be answered too late.
MAX_WAITING = 10_000
#: Between two tries to write what nobody waits for, while the database is gone.
RETRY_SECONDS = 1.0
#: It is said again after so many events that were dropped.
_DROPS_PER_LINE = 500


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
    """A submission, and who waits for it; None for one of the server's own."""

    submission: Submission
    outcome: "Future[tuple[Verdict, ...]] | None" = None


class EventWriter:
    """One thread that takes what has gathered while it wrote, and writes it in one transaction.

    `submit` is for events whose senders wait. `add` is for what the server itself has to tell, for which an answer to a
    shopper must not wait: it is kept in order, tried again while the database is gone, and written at `close`; a killed
    process loses it, some hundredths of a second's worth. Safe to share between threads.

    Args:
        database: where to.
        listeners: told of what was stored, before the senders are.
        named: gives products of events that are sent the ids that the catalog has for them.
        max_waiting: events that may wait, of the sent ones and of the server's own.
        retry_seconds: between two tries, while the database is gone.
    """

    def __init__(
        self,
        database: Database,
        listeners: Sequence[EventListener] = (),
        named: Callable[[Sequence[Event]], Sequence[Event]] = lambda events: events,
        max_waiting: int = MAX_WAITING,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._database = database
        self._listeners = tuple(listeners)
        self._named = named
        self._max_waiting = max_waiting
        self._retry_seconds = retry_seconds
        self._change = threading.Condition()
        self._sent: deque[_Waiting] = deque()
        self._own: deque[_Waiting] = deque()
        self._n_sent_waiting = 0
        self._n_own_added = self._n_own_settled = self._n_own_dropped = 0
        self._is_own_delayed = False
        self._is_closed = False
        self._thread: threading.Thread | None = None

    def prepare(self) -> None:
        """Begin before the first events arrive, so that they need not wait for the catalog to be read."""
        with self._change:
            self._start(self._read_codes)

    def submit(self, submission: Submission) -> "Future[tuple[Verdict, ...]]":
        """Hand events over; the future is done when they are on disk, with what became of each event.

        It fails with `DatabaseUnavailable` if the database cannot be written: nothing of the submission is stored then.

        Raises:
            EventsDelayed: if too many events wait already, or the writer is closed.
        """
        outcome: Future[tuple[Verdict, ...]] = Future()
        with self._change:
            if self._is_closed or self._n_sent_waiting + submission.size > self._max_waiting:
                raise EventsDelayed("More events arrive than can be written down; send these again in a moment.")
            self._start()
            self._sent.append(_Waiting(submission, outcome))
            self._n_sent_waiting += submission.size
            self._change.notify_all()
        return outcome

    def add(self, event: Event) -> None:
        """Have an event of the server's own written soon; returns at once. Beyond the bound it is dropped."""
        with self._change:
            if self._is_closed or self._n_own_added - self._n_own_settled >= self._max_waiting:
                self._n_own_dropped += 1
                if self._n_own_dropped % _DROPS_PER_LINE == 1:
                    log.error("the event log cannot be written; %d events were dropped so far", self._n_own_dropped)
                return
            self._start()
            self._own.append(_Waiting(Submission((event,))))
            self._n_own_added += 1
            self._change.notify_all()

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until everything that was added is written; False if it is not within `seconds`."""
        with self._change:
            n_added = self._n_own_added
            return self._change.wait_for(lambda: self._n_own_settled >= n_added, seconds)

    def close(self) -> None:
        """Write what waits, once more where the database was gone, and end the thread."""
        with self._change:
            self._is_closed = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _start(self, before: Callable[[], None] = lambda: None) -> None:
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._work, args=(before,), name="event-writer", daemon=True)
            self._thread.start()

    def _read_codes(self) -> None:
        try:
            self._named(())
        except Exception:
            log.exception("the catalog's codes cannot be read; the first events try again")

    def _work(self, before: Callable[[], None]) -> None:
        before()
        while together := self._gathered():
            # Whoever waits no longer has given its future up; what is begun is finished.
            begun = [one for one in together if not one.outcome or one.outcome.set_running_or_notify_cancel()]
            if begun and (delayed := self._write(begun)):
                self._delay(delayed)

    def _gathered(self) -> list[_Waiting]:
        """What waits, each kind in its order; empty once the writer is closed and nothing waits."""
        with self._change:
            if self._is_own_delayed:  # until somebody sends, which asks the database anyhow
                self._change.wait_for(lambda: self._sent or self._is_closed, self._retry_seconds)
            else:
                self._change.wait_for(lambda: self._sent or self._own or self._is_closed)
            together: list[_Waiting] = []
            size = 0
            while self._sent and (not together or size + self._sent[0].submission.size <= MAX_TOGETHER):
                together.append(self._sent.popleft())
                size += together[-1].submission.size
            self._n_sent_waiting -= size
            together += [self._own.popleft() for _ in range(min(len(self._own), MAX_OWN_TOGETHER))]
            return together

    def _write(self, together: Sequence[_Waiting]) -> list[_Waiting]:
        """The sent ones first, then the server's own; returns those of the latter for which the database is gone."""
        sent = [event for one in together if one.outcome for event in one.submission.events]
        own = [event for one in together if not one.outcome for event in one.submission.events]
        try:
            events = [*(self._named(sent) if sent else ()), *own]
            verdicts = self._commit(events, [letter for one in together for letter in one.submission.letters])
        except DatabaseUnavailable as gone:
            self._fail([one for one in together if one.outcome], gone)
            if own:
                log.warning("%s; %d events wait for it", gone, len(own))
            return [one for one in together if not one.outcome]
        except Exception as error:
            if len(together) > 1:  # what cannot be written must not spoil what can
                return [late for one in together for late in self._write([one])]
            self._fail(together, error)
            return []
        self._tell([event for event, verdict in zip(events, verdicts, strict=True) if verdict == "stored"])
        self._settle(together, verdicts)
        return []

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

    def _settle(self, written: Sequence[_Waiting], verdicts: Sequence[Verdict]) -> None:
        start = 0
        for one in written:
            end = start + len(one.submission.events)
            if one.outcome:
                one.outcome.set_result(tuple(verdicts[start:end]))
            start = end
        self._settle_own(sum(not one.outcome for one in written))

    def _settle_own(self, n_events: int) -> None:
        if n_events:
            with self._change:
                self._n_own_settled += n_events
                self._is_own_delayed = False
                self._change.notify_all()

    def _fail(self, refused: Sequence[_Waiting], error: Exception) -> None:
        """What nobody waits for and the log refuses for good would block all that comes after it, and is dropped."""
        for one in refused:
            if one.outcome:
                one.outcome.set_exception(error)
            else:
                log.error("an event could not be written", exc_info=error)
                self._settle_own(1)

    def _delay(self, own: Sequence[_Waiting]) -> None:
        """Put the server's own events back to where they were; at the end they are lost."""
        with self._change:
            self._own.extendleft(reversed(own))
            self._is_own_delayed = True
            if not self._is_closed:
                return
            n_lost = len(self._own)
            self._own.clear()
        log.error("%d events were lost at the end: the database is gone", n_lost)
        self._settle_own(n_lost)
