"""What visitors did of whom nothing is kept: in memory, as long as their visit lasts, so that it is of use to them."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import merge

from events.event import Event
from events.event_line import EventLine, HistoryLine, lines_of
from events.log import EventLog

#: A visit ends after half an hour without a sign of life, as web analytics count.
SECONDS_PER_VISIT = 1_800.0
MAX_VISITS = 10_000
MAX_LINES_PER_VISIT = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Visit:
    seen_at: float
    lines: deque[HistoryLine] = field(default_factory=lambda: deque(maxlen=MAX_LINES_PER_VISIT))


class SessionMemory:
    """The acts of visits without consent, by session id; an `EventListener`. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._visits: OrderedDict[str, _Visit] = OrderedDict()

    def events_stored(self, stored: Sequence[Event]) -> None:
        """Remember the acts of visits without consent."""
        own = [event for event in stored if event.session_id and not event.consent.personalization]
        acts = [(event, lines) for event in own if (lines := [line for line in lines_of(event) if line.deliberate])]
        if not acts:
            return
        with self._lock:
            for event, lines in acts:
                self._remember(str(event.session_id), lines)
            self._forget()

    def session(self, session_id: str) -> list[HistoryLine]:
        """The products acted on in a visit, oldest first."""
        with self._lock:
            self._forget()
            visit = self._visits.get(session_id)
            return sorted(visit.lines, key=lambda line: line.at_us) if visit else []

    def _remember(self, session_id: str, lines: Sequence[EventLine]) -> None:
        visit = self._visits.setdefault(session_id, _Visit(self._clock()))
        visit.seen_at = self._clock()
        self._visits.move_to_end(session_id)
        for line in lines:
            visit.lines.append(HistoryLine._make(getattr(line, name) for name in HistoryLine._fields))

    def _forget(self) -> None:
        oldest = self._clock() - SECONDS_PER_VISIT
        while self._visits:
            session_id, visit = next(iter(self._visits.items()))
            if visit.seen_at >= oldest and len(self._visits) <= MAX_VISITS:
                return
            del self._visits[session_id]


@dataclass(frozen=True, slots=True)
class RecentEvents:
    """The log, and beside it what is remembered of visits alone: what recommenders read of who is here."""

    log: EventLog
    visits: SessionMemory

    def history(self, shopper_id: str, before: datetime, limit: int) -> list[HistoryLine]:
        """The newest products a shopper acted on, oldest first."""
        return self.log.history(shopper_id, before, limit)

    def session(self, session_id: str, before: datetime, limit: int) -> list[HistoryLine]:
        """The newest products acted on in one visit, oldest first, kept or only remembered."""
        stored = self.log.session(session_id, before, limit)
        before_us = (before - _EPOCH) // timedelta(microseconds=1)
        remembered = [line for line in self.visits.session(session_id) if line.at_us < before_us]
        return list(merge(stored, remembered, key=lambda line: line.at_us))[-limit:]
