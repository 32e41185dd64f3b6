"""When an event happened, by the server's clock: browsers' clocks are wrong by minutes, and some by years."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from events.errors import EventRefused
from events.event import Moment

#: A stamp further ahead than this, from a client that does not say when it sent, is no matter of clocks.
MAX_AHEAD = timedelta(days=1)
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


def moment_of(value: Any) -> datetime | None:
    """A moment as JSON has it, in ISO 8601 or seconds or milliseconds since 1970; None for what is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return _MOMENT.validate_python(value)
    except ValidationError:
        return None


def happened_at(stamped: datetime, sent: datetime | None, received: datetime) -> datetime:
    """The moment of an event by our clock: received − (sent − stamped), and never after it was received.

    Args:
        stamped: by the client's clock, when it happened.
        sent: by the same clock, when it was sent; None where the client does not say.
        received: by ours.

    Raises:
        EventRefused: if it lies more than a day ahead and nothing says by how much the client's clock is wrong.
    """
    if sent is None:
        if stamped > received + MAX_AHEAD:
            raise EventRefused("timestamp: it is in the future")
        return min(stamped, received)
    try:
        return min(received - (sent - stamped), received)
    except OverflowError:
        return stamped.min.replace(tzinfo=UTC)
