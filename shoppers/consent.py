"""What a shopper agreed to, purpose by purpose, and where that is kept."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, delete, select

from database.engine import Database
from database.tables import conversations, shopper_consents
from database.upsert import upsert
from events.shopper_id import ANONYMOUS_PATTERN, is_anonymous

_CONSENT = shopper_consents.c


class Consent(BaseModel):
    """What a shopper's data may be used for.

    Attributes:
        serve: that they are known at all while they are answered; without it they are a stranger.
        personalize: that what they say and do is kept, and moves what they are shown.
        train: that models learn from what they did.
    """

    model_config = ConfigDict(frozen=True)

    serve: bool = True
    personalize: bool = True
    train: bool = True

    @property
    def allows_memory(self) -> bool:
        """Whether anything may be remembered."""
        return self.serve and self.personalize


def unless_stated(shopper_id: str) -> Consent:
    """What holds for a shopper who said nothing: of a browser nothing is kept, of a signed-in shopper it is.

    The shop vouches for whom it signs in, as it does for the events it sends.
    """
    return Consent(personalize=not is_anonymous(shopper_id))


class ConsentBook:
    """What shoppers said of their data, in the database. Safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stated(self, shopper_id: str) -> Consent | None:
        """What a shopper said; None for one who said nothing."""
        with self._database.read() as connection:
            return read_consent(connection, shopper_id)

    def of(self, shopper_id: str) -> Consent:
        """What holds for a shopper."""
        with self._database.read() as connection:
            return consent_of(connection, shopper_id)

    def has_withdrawn(self, shopper_id: str) -> bool:
        """Whether a shopper said that they must not be known or personalized for."""
        stated = self.stated(shopper_id)
        return stated is not None and not stated.allows_memory

    def claim(self, shopper_id: str) -> bool:
        """Write down that a shopper agrees, unless they said anything before; whether it was written."""
        with self._database.write() as connection:
            if read_consent(connection, shopper_id) is not None:
                return False
            write_consent(connection, shopper_id, Consent())
        return True

    def idle_browsers(self, before: datetime) -> tuple[str, ...]:
        """Anonymous shoppers who agreed before a moment and have no conversation left: no token opens them any more."""
        begun = select(conversations.c.conversation_id).where(conversations.c.shopper_id == _CONSENT.shopper_id)
        agreed = _CONSENT.serve & _CONSENT.personalize & _CONSENT.train  # what was withdrawn stays withdrawn
        idle = (_CONSENT.shopper_id.like(ANONYMOUS_PATTERN), agreed, _CONSENT.changed_at < before, ~begun.exists())
        with self._database.read() as connection:
            return tuple(connection.execute(select(_CONSENT.shopper_id).where(*idle)).scalars())

    def forget(self, shopper_id: str) -> bool:
        """Delete what a shopper said; False if that was nothing."""
        with self._database.write() as connection:
            gone = connection.execute(delete(shopper_consents).where(_CONSENT.shopper_id == shopper_id))
        return bool(gone.rowcount)


def read_consent(connection: Connection, shopper_id: str) -> Consent | None:
    """What a shopper said, within a transaction."""
    columns = (_CONSENT.serve, _CONSENT.personalize, _CONSENT.train)
    row: Any = connection.execute(select(*columns).where(_CONSENT.shopper_id == shopper_id)).first()
    return Consent(serve=row.serve, personalize=row.personalize, train=row.train) if row else None


def consent_of(connection: Connection, shopper_id: str) -> Consent:
    """What holds for a shopper, within a transaction."""
    return read_consent(connection, shopper_id) or unless_stated(shopper_id)


def write_consent(connection: Connection, shopper_id: str, consent: Consent) -> None:
    """Make this what a shopper said, within a transaction."""
    row = {"shopper_id": shopper_id, "changed_at": datetime.now(UTC), **consent.model_dump()}
    upsert(connection, shopper_consents, [row])
