"""What a sender gets: what became of each of its events, counted and as JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Self

import pydantic_core

from events.intake import EventOutcome

_NAMES = ("message_id", "status", "reason")


class Receipt(NamedTuple):
    """The answer to a request of events.

    Attributes:
        n_accepted: events that are on disk since this request.
        n_duplicate: events that were there already.
        n_refused: events that break a rule.
        n_ignored: events that are nothing that is kept here.
        body: JSON with these numbers and the result of every event, in the order they were sent.
    """

    n_accepted: int
    n_duplicate: int
    n_refused: int
    n_ignored: int
    body: bytes

    @classmethod
    def of(cls, outcomes: Sequence[EventOutcome]) -> Self:
        """Write a receipt."""
        counts = Counter(outcome.status for outcome in outcomes)
        numbers = counts["accepted"], counts["duplicate"], counts["refused"], counts["ignored"]
        results = [
            {name: value for name in _NAMES if (value := getattr(outcome, name)) is not None} for outcome in outcomes
        ]
        named = zip(("n_accepted", "n_duplicate", "n_refused", "n_ignored"), numbers, strict=True)
        return cls(*numbers, pydantic_core.to_json({"success": True, **dict(named), "results": results}))
