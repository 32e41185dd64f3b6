"""Of the events that were stored, those that a server has to hear of before it answers their sender."""

from collections.abc import Sequence

from events.event import Event
from events.listener import EventListener


class Echo:
    """An `EventListener` that passes on what changes answers or counts beyond the log.

    These are acts of visits without consent, of which the log keeps nothing that leads to the visit, and what names a
    list or is one. All else a server reads in the log when it is asked.
    """

    def __init__(self, listeners: Sequence[EventListener]) -> None:
        self._listeners = tuple(listeners)

    def events_stored(self, stored: Sequence[Event]) -> None:
        """See `EventListener`."""
        if echoed := [event for event in stored if _is_echoed(event)]:
            for listener in self._listeners:
                listener.events_stored(echoed)


def _is_echoed(event: Event) -> bool:
    if event.attribution.list_id is not None or event.type == "shown":
        return True
    return event.session_id is not None and not event.consent.personalization
