"""Replays refused events: those that pass the rules now become events, and their letters are gone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from database.engine import Database
from events.dead_letter import FROM_BROWSER, DeadLetter
from events.dead_letters import DeadLetters, drop_letters, note_reason
from events.errors import EventPassedOver, EventRefused
from events.event import Event
from events.event_rules import EventRules, Sender, check_soundness
from events.event_table import append
from events.sent_items import first_of

#: Letters of one transaction.
_AT_A_TIME = 500
_N_REASONS = 20


@dataclass(frozen=True, slots=True)
class Repaired:
    """An event to be taken after all.

    Attributes:
        letter_id: of the letter it repairs; None for one that has none.
        record: the event.
    """

    letter_id: int | None
    record: Any


@dataclass(slots=True)
class ReplayReport:
    """What became of them.

    Attributes:
        counts: by `accepted`, `duplicate`, `refused`, `ignored`.
        reasons: letter's id → why it is still refused, of the first ones.
    """

    counts: Counter[str] = field(default_factory=Counter)
    reasons: dict[int, str] = field(default_factory=dict)

    def note_refused(self, letter_id: int | None, reason: str) -> None:
        """One more that breaks a rule."""
        self.counts["refused"] += 1
        if len(self.reasons) < _N_REASONS:
            self.reasons[letter_id or 0] = reason

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        numbers = {f"n_{status}": self.counts[status] for status in ("accepted", "duplicate", "refused", "ignored")}
        return numbers | {"reasons": {str(letter_id): reason for letter_id, reason in self.reasons.items()}}


class LetterReplay:
    """Judges refused events again, as of when they were received; each counts once, however often it is replayed."""

    def __init__(
        self, database: Database, rules: EventRules, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._letters = DeadLetters(database)
        self._rules = rules
        self._now = now

    def stored(self) -> ReplayReport:
        """Replay every letter as it lies there: after the rules, or the software, changed."""
        report = ReplayReport()
        for some in _parts(self._letters.all_letters()):
            named = [(one, _named(Repaired(one.letter_id, one.record))) for one in some]
            self._replay([(one, record, Sender(one.source != FROM_BROWSER)) for one, record in named], report)
        return report

    def repaired(self, given: Iterable[Repaired]) -> ReplayReport:
        """Replay events that somebody repaired, who vouches for them; the letters they repair go with them."""
        report = ReplayReport()
        for some in _parts(given):
            letters = self._letters.find(one.letter_id for one in some if one.letter_id is not None)
            shop = Sender(vouches=True)
            self._replay([(letters.get(one.letter_id or 0), _named(one), shop) for one in some], report)
        return report

    def _replay(self, some: Sequence[tuple[DeadLetter | None, Any, Sender]], report: ReplayReport) -> None:
        """In one transaction: no event is counted whose letter stays, and no letter goes without its event."""
        events: list[Event] = []
        done: list[int] = []
        with self._database.write() as connection:
            for letter, record, sender in some:
                try:
                    events.append(self._judged(letter, record, sender))
                except EventPassedOver:
                    report.counts["ignored"] += 1
                except EventRefused as refusal:
                    report.note_refused(letter.letter_id if letter else None, str(refusal))
                    if letter:
                        note_reason(connection, letter.letter_id, str(refusal))
                    continue
                done += [letter.letter_id] if letter else []
            verdicts = append(connection, events)
            drop_letters(connection, done)
        report.counts["accepted"] += verdicts.count("stored")
        report.counts["duplicate"] += verdicts.count("duplicate")

    def _judged(self, letter: DeadLetter | None, record: Any, sender: Sender) -> Event:
        check_soundness(record, is_plain=False)
        return self._rules.event_of(record, sender, None, letter.received if letter else self._now())


def _named(one: Repaired) -> Any:
    """The record, with an id of its letter's if it has none: it then counts once, however often it is replayed."""
    if one.letter_id is None or not isinstance(one.record, dict) or first_of(one.record, "message_id", "messageId"):
        return one.record
    return {**one.record, "message_id": f"letter-{one.letter_id}"}


def _parts(all_of_them: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(all_of_them)
    while some := list(islice(stream, _AT_A_TIME)):
        yield some
