"""Which part of the log a training reads, and how its ends are written down."""

from datetime import UTC, datetime

from events.window import Window, seconds

__all__ = ["Window", "iso", "seconds"]


def iso(moment: int) -> str:
    """Seconds since the epoch as ISO 8601."""
    return datetime.fromtimestamp(moment, UTC).isoformat()
