"""What server processes tell each other of events: no more of a person than they need, in versioned JSON."""

import json
from dataclasses import dataclass
from typing import Self

from pydantic import ValidationError

from events.event import Attribution, Event
from events.event_line import lines_of

#: Of the format; a process leaves messages of another one alone.
VERSION = 1


class MessageUnreadable(Exception):
    """A message is of another version, or none of ours."""


@dataclass(frozen=True, slots=True)
class BroadcastMessage:
    """Events that one process stored.

    Attributes:
        message_id: the same when the message is sent again.
        sender: the process.
    """

    message_id: str
    sender: str
    events: tuple[Event, ...]

    def to_json(self) -> bytes:
        """As it travels."""
        events = [json.loads(event.to_json()) for event in self.events]
        told = {"v": VERSION, "id": self.message_id, "from": self.sender, "events": events}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, body: bytes) -> Self:
        """Read a message.

        Raises:
            MessageUnreadable: if it is of another version, or none of ours.
        """
        try:
            told = json.loads(body)
            if told["v"] != VERSION:
                raise MessageUnreadable("A process of another version tells of events; bring all to one version.")
            return cls(str(told["id"]), str(told["from"]), tuple(map(Event.model_validate, told["events"])))
        except (ValueError, ValidationError, TypeError, KeyError):
            raise MessageUnreadable("Something else than Shopkeeper sends to its exchange of the broker.") from None


def for_others(event: Event) -> Event | None:
    """The part of a stored event that other processes cannot read in the database; None where they need none.

    That is what visits without consent acted on: the log has nothing of it that leads to a visit. Who acted, where they
    came from, what they looked for, their order and whatever a page told beside it stay here.
    """
    if event.consent.personalization or not event.session_id or not any(line.deliberate for line in lines_of(event)):
        return None
    bare = event.without_person()
    properties = bare.properties.model_copy(update={"query": None, "value": None, "exposures": ()})
    visit = {"session_id": event.session_id, "attribution": Attribution(), "properties": properties}
    return bare.model_copy(update=visit)
