"""A refused event as it is kept: what was sent, without what must not be kept, and why it was refused."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from events.event_rules import Sender
from events.sent_event import consent_said
from events.sent_items import first_of

#: Enough for every event that keeps the limit; of a larger one only the beginning is kept, to be looked at.
MAX_BODY_CHARACTERS = 64 * 1024
#: Sources over HTTP: who vouches for whom it names, and who does not.
FROM_SHOP, FROM_BROWSER = "http, secret key", "http, public key"
_USER_NAMES = frozenset({"user_id", "userId"})
#: What may lead to a person, of an event whose shopper wants nothing kept.
_PERSONAL = _USER_NAMES | {
    "anonymous_id", "anonymousId", "clientId", "session_id", "sessionId", "context", "traits", "init",
}  # fmt: skip
_KEYS = frozenset({"writeKey", "write_key"})
_MAX_ID = 220


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A refused event on its way into the table.

    Attributes:
        source: where it came from: over HTTP with which kind of key, or the name of a file.
        reason: which rule it breaks.
        user_id, anonymous_id: whose it may be, for erasure; None for nobody known.
        body: JSON in ASCII.
    """

    source: str
    reason: str
    user_id: str | None
    anonymous_id: str | None
    received: datetime
    body: str

    @classmethod
    def of(cls, record: Any, reason: str, sender: Sender, sent_at: Any, received: datetime) -> Self:
        """The letter of a record that came over HTTP.

        A name that a browser gives to a signed-in shopper is left out, so that no replay believes it.
        """
        if isinstance(record, Mapping):
            record = _cleaned(record, sender)
            if sent_at is not None:
                record = {"sentAt": sent_at, **record}
        return cls.kept(FROM_SHOP if sender.vouches else FROM_BROWSER, reason, record, received)

    @classmethod
    def kept(cls, source: str, reason: str, record: Any, received: datetime) -> Self:
        """The letter of a record, all of it."""
        body = _json(record)[:MAX_BODY_CHARACTERS]
        told = record if isinstance(record, Mapping) else {}
        user, browser = first_of(told, *_USER_NAMES), first_of(told, "anonymous_id", "anonymousId", "clientId")
        return cls(source[:100], reason[:1_000], _id(user), _id(browser), received, body)

    @property
    def fingerprint(self) -> str:
        """The same for the same body."""
        return hashlib.blake2b(self.body.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A refused event as it lies in the table."""

    letter_id: int
    source: str
    reason: str
    received: datetime
    body: str

    @property
    def record(self) -> Any:
        """The event as it was sent; the text itself where it is no JSON any more."""
        try:
            return json.loads(self.body)
        except ValueError:
            return self.body

    def to_json(self) -> dict[str, Any]:
        """One line of the file that is repaired and replayed."""
        return {
            "letter_id": self.letter_id,
            "reason": self.reason,
            "source": self.source,
            "received_at": self.received.isoformat(),
            "event": self.record,
        }


def _cleaned(record: Mapping[str, Any], sender: Sender) -> dict[str, Any]:
    dropped = _KEYS if sender.vouches else _KEYS | _USER_NAMES
    if sender.is_opted_out or _says_no(record):
        dropped = _KEYS | _PERSONAL
    return {name: value for name, value in record.items() if name not in dropped}


def _says_no(record: Mapping[str, Any]) -> bool:
    """Also of a consent that cannot be read: what is not understood is no agreement."""
    said = consent_said(record, record.get("context"))
    return not isinstance(said, Mapping) or said.get("personalization", True) is not True


def _json(record: Any) -> str:
    try:
        return json.dumps(record, separators=(",", ":"), default=str)
    except RecursionError:
        return '"an event nested too deeply to be kept"'


def _id(value: Any) -> str | None:
    """Text that every database takes."""
    return None if value is None else str(value)[:_MAX_ID].replace("\0", "").encode("utf-8", "replace").decode()
