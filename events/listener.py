"""Who is told of events once they are on disk: what is known of a shopper can change before the next answer."""

from collections.abc import Callable, Sequence
from typing import Protocol

from events.event import Event


class EventListener(Protocol):
    """Told on the thread that writes, before the sender gets its answer: be quick, and raise nothing."""

    def events_stored(self, stored: Sequence[Event]) -> None:
        """New events are on disk; with all that the sender told, also of shoppers of whom nothing is kept."""
        ...


class EachEvent:
    """Tells functions of one stored event after the other; the sequence may grow."""

    def __init__(self, tellers: Sequence[Callable[[Event], None]]) -> None:
        self._tellers = tellers

    def events_stored(self, stored: Sequence[Event]) -> None:
        """See `EventListener`."""
        for event in stored:
            for tell in self._tellers:
                tell(event)
