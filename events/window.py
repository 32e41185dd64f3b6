"""Which part of the log is read: `180d`, or `2026-05-01..2026-11-01`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from events.errors import WindowInvalid

SECONDS_PER_DAY = 86_400
_DAYS = re.compile(r"(\d{1,5})\s*d")


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the log; without anything set, all of it.

    Attributes:
        start: first moment in seconds since the epoch, UTC; None for the beginning of the log.
        end: the end, exclusive; None for the end of the log.
        n_days: this many days up to the newest event instead of a start.
    """

    start: int | None = None
    end: int | None = None
    n_days: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Window":
        """From what stands at the terminal; either end of `START..END` may be left out.

        Raises:
            WindowInvalid: if it is neither, or ends before it begins.
        """
        days = _DAYS.fullmatch(text.strip())
        if days and int(days[1]):
            return cls(n_days=int(days[1]))
        start, dots, end = text.partition("..")
        if not dots:
            raise WindowInvalid(f"the window {text!r} is neither days (180d) nor START..END (2026-05-01..2026-11-01)")
        window = cls(_moment(start), _moment(end))
        if window.start is not None and window.end is not None and window.start >= window.end:
            raise WindowInvalid(f"the window {text!r} ends before it begins")
        return window

    def bounds(self, newest_at: int) -> tuple[int | None, int | None]:
        """Start and end, either None where it is open, in a log whose newest event happened at `newest_at`."""
        if self.n_days is None:
            return self.start, self.end
        return newest_at + 1 - self.n_days * SECONDS_PER_DAY, self.end

    def calendar_bounds(self, newest_at: int) -> tuple[int | None, int | None]:
        """The same, with days as the calendar has them in UTC: the last one is that of the newest event."""
        if self.n_days is None:
            return self.start, self.end
        end = (newest_at // SECONDS_PER_DAY + 1) * SECONDS_PER_DAY
        return end - self.n_days * SECONDS_PER_DAY, end


def seconds(text: str) -> int:
    """ISO 8601 as seconds since the epoch; UTC where it names no zone."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _moment(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        moment = seconds(text.strip())
        datetime.fromtimestamp(moment, UTC)  # a zone may lead out of the calendar
        return moment
    except (ValueError, OverflowError):
        raise WindowInvalid(f"{text.strip()!r} is no date; write it like 2026-05-01") from None
