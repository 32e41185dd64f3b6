"""What can go wrong at the doors, and the one table that says what an HTTP client is told.

ApiError
├── SettingsInvalid          a variable holds a value that cannot be used
├── CatalogMissing           there is nothing to sell yet
└── RequestRefused           the client can put it right; the message says how
    ├── BodyRefused          too large, not JSON, too deep, of another type
    ├── KeyRequired          no key, or not one of the right kind
    ├── OriginRefused        a page of another origin
    ├── NotFound             there is none, or it is not the caller's to see
    ├── TurnInProgress       the conversation's last message is still being answered
    └── ServerBusy           as many answers as this server gives at once
"""

from collections.abc import Sequence
from dataclasses import dataclass

from database.errors import DatabaseLocked, DatabaseUnavailable
from events.errors import EventsDelayed
from experiments.errors import ExperimentUnknown
from retrieval.errors import IndexBroken, IndexMissing
from shoppers.errors import ConsentRequired, EntryUnknown


class ApiError(Exception):
    """The root of this package's errors."""


class SettingsInvalid(ApiError):
    """One sentence per wrong variable."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


class CatalogMissing(ApiError):
    """There is nothing to sell yet; the message says how to import a feed."""


class RequestRefused(ApiError):
    """The client can put it right; the message says how."""


class BodyRefused(RequestRefused):
    """The body cannot be read: `code` says in which way."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class KeyRequired(RequestRefused):
    """No key, or not one of the right kind."""


class OriginRefused(RequestRefused):
    """A page that is not one of the shop's calls."""


class NotFound(RequestRefused):
    """There is none, or it is not the caller's to see: the answer is the same."""


class TurnInProgress(RequestRefused):
    """The conversation's last message is still being answered."""


class ServerBusy(RequestRefused):
    """As many answers are being given as this server gives at once."""


@dataclass(frozen=True, slots=True)
class ToldAs:
    """How an error is told: status, stable code, short title; the error's own words only where they are for clients."""

    status: int
    code: str
    title: str
    detail: str | None = None
    retry_after_seconds: int | None = None


#: Error → what the client is told; the nearest class counts. What is not here is a 500, logged with its traceback.
STATUS_TABLE: dict[type[Exception], ToldAs] = {
    KeyRequired: ToldAs(401, "key_required", "A key is required"),
    OriginRefused: ToldAs(403, "origin_refused", "This origin may not call here"),
    NotFound: ToldAs(404, "not_found", "Not found"),
    ExperimentUnknown: ToldAs(404, "not_found", "Not found"),
    EntryUnknown: ToldAs(404, "not_found", "Not found"),
    ConsentRequired: ToldAs(409, "consent_required", "The shopper does not agree"),
    TurnInProgress: ToldAs(409, "turn_in_progress", "The last message is still being answered", None, 2),
    ServerBusy: ToldAs(503, "server_busy", "Too many answers at once", None, 5),
    EventsDelayed: ToldAs(503, "events_delayed", "Events cannot be written down soon enough", None, 2),
    DatabaseLocked: ToldAs(503, "database_busy", "The database is busy", "Please try again in a moment.", 2),
    DatabaseUnavailable: ToldAs(503, "database_unavailable", "The database is out of reach", "Please try again.", 10),
    IndexMissing: ToldAs(503, "search_unavailable", "Search is not ready", "No search index is built yet.", 10),
    IndexBroken: ToldAs(503, "search_unavailable", "Search is not ready", "The search index is being rebuilt.", 10),
}
UNKNOWN = ToldAs(500, "internal_error", "Something went wrong on our side", "It has been logged with this request_id.")


def told_as(error: Exception) -> ToldAs:
    """What the table says of an error, or of the nearest of its classes."""
    if isinstance(error, BodyRefused):
        return ToldAs(error.status, error.code, "The request body was refused")
    return next((STATUS_TABLE[kind] for kind in type(error).__mro__ if kind in STATUS_TABLE), UNKNOWN)
