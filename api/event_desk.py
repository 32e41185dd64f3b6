"""Where requests of events are handed in: one interface, whether this process judges and writes or another one."""

from typing import NamedTuple, Protocol

from events.event_rules import Sender
from events.receipt import Receipt

#: A sender waits no longer for the disk; what it sends again is not counted twice.
ACKNOWLEDGED_SECONDS = 5.0
LATE = "The events could not be written down in time; send them again."


class SentRequest(NamedTuple):
    """One request of events, from somebody who may send it.

    Attributes:
        body: as it came, unpacked.
        call: of Segment's single calls which one (`track`); None for a batch.
        sender: who sends it.
        received_us: when, by our clock, in microseconds since the epoch, UTC.
    """

    body: bytes
    call: str | None
    sender: Sender
    received_us: int


class EventDesk(Protocol):
    """Takes requests of events in; used in one event loop."""

    async def prepare(self) -> None:
        """Begin before the first request arrives."""
        ...

    async def take(self, request: SentRequest) -> Receipt:
        """Judge a request's events and write them; what is accepted is on disk when this returns.

        Whoever listens has been told by then.

        Raises:
            BatchRefused: if the body is no JSON, holds no events, or too many.
            EventsDelayed: if more arrives than can be written soon; nothing is acknowledged, and it can be sent again.
            DatabaseUnavailable: if the events cannot be written; none is.
        """
        ...

    async def close(self) -> None:
        """Write what waits; nothing is taken any more."""
        ...
