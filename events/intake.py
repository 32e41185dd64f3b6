"""Takes a request's events in: each is judged by itself, what passes is written down, what does not is kept apart."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from events.dead_letter import NewLetter
from events.errors import EventPassedOver, EventRefused
from events.event import Event
from events.event_rules import EventRules, Sender, check_soundness
from events.event_table import Verdict
from events.event_writer import EventWriter, Submission
from events.sent_batch import SentBatch
from events.sent_items import first_of

EventStatus = Literal["accepted", "duplicate", "refused", "ignored"]
_MAX_ID = 200


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What became of one event, in the words of the API.

    Attributes:
        message_id: as it was sent; None for one that has none.
        status: `accepted`: on disk; `duplicate`: was there already; `refused`: breaks a rule, kept as a dead letter;
            `ignored`: nothing that is kept here.
        reason: why, for the last two.
    """

    message_id: str | None
    status: EventStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A request's events after the rules: those to be written, and what is known of the others already.

    Attributes:
        outcomes: one per event of the request; None where the log decides.
    """

    submission: Submission
    outcomes: tuple[EventOutcome | None, ...]

    def told(self, verdicts: Sequence[Verdict]) -> list[EventOutcome]:
        """What became of every event of the request, in its order; `verdicts` are those of the log."""
        decided = iter(zip(self.submission.events, verdicts, strict=True))
        return [outcome or _decided(*next(decided)) for outcome in self.outcomes]


class EventIntake:
    """Judges and writes. Safe to share between threads."""

    def __init__(self, writer: EventWriter, rules: EventRules) -> None:
        self._writer = writer
        self._rules = rules

    def prepare(self) -> None:
        """Begin before the first events arrive."""
        self._writer.prepare()

    def judge(self, batch: SentBatch, sender: Sender, received: datetime) -> Judged:
        """Hold every event of a batch against the rules."""
        events: list[Event] = []
        letters: list[NewLetter] = []
        outcomes: list[EventOutcome | None] = []
        for record in batch.records:
            try:
                check_soundness(record, is_plain=batch.is_plain)
                events.append(self._rules.event_of(record, sender, batch.sent_at, received))
                outcomes.append(None)
            except EventRefused as refusal:
                outcomes.append(EventOutcome(_message_id(record), "refused", str(refusal)))
                letters.append(NewLetter.of(record, str(refusal), sender, batch.sent_at, received))
            except EventPassedOver as passed:
                outcomes.append(EventOutcome(_message_id(record), "ignored", str(passed)))
        return Judged(Submission(tuple(events), tuple(letters)), tuple(outcomes))

    def write(self, judged: Judged) -> "Future[tuple[Verdict, ...]]":
        """Hand what was judged to the writer; done when it is on disk.

        Raises:
            EventsDelayed: if too many events wait already.
        """
        if not judged.submission.size:
            nothing: Future[tuple[Verdict, ...]] = Future()
            nothing.set_result(())
            return nothing
        return self._writer.submit(judged.submission)


def _decided(event: Event, verdict: Verdict) -> EventOutcome:
    return EventOutcome(event.message_id, "accepted" if verdict == "stored" else "duplicate")


def _message_id(record: Any) -> str | None:
    sent = first_of(record, "message_id", "messageId", "id") if isinstance(record, dict) else None
    return sent[:_MAX_ID].encode("utf-8", "replace").decode() if isinstance(sent, str) else None
