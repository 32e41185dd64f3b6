"""Moments as order files write them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from catalog.errors import RowRefused
from catalog.feeds.row import shown

#: A date later than this after now is a mistake; one within it may be the shop's own time zone.
MAX_AHEAD = timedelta(days=1)
#: No shop has orders of before; such dates are a zero or a typing error.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_PARTS = re.compile(
    r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?)?"
)
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
_WORDED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d-%b-%y")


def is_month_first(texts: Iterable[str]) -> bool | None:
    """Whether dates such as 12/31/2010 put the month first; None if no date decides. Reads no further than need be."""
    for text in texts:
        found = _SLASHED.match(text)
        if found and int(found[1]) > 12:
            return False
        if found and int(found[2]) > 12:
            return True
    return None


def is_slashed(text: str) -> bool:
    """Whether a text is a date of which one cannot tell, by itself, day and month apart."""
    return _SLASHED.match(text) is not None


def read_moment(text: str, now: datetime, month_first: bool = False) -> datetime | None:
    """The moment in ISO 8601, `31/12/2010 8:26`, `31.12.2010`, `1 Dec 2010` or seconds since 1970; None if it is blank.

    What names no time zone is UTC.

    Raises:
        RowRefused: if it is no date, in the future, or before there were shops on the web.
    """
    if not text or text.isspace():
        return None
    moment = _parsed(text.strip(), month_first)
    if moment is None:
        raise RowRefused(f"date {shown(text)} cannot be read; write it as 2010-12-31T08:26:00Z")
    if moment > now + MAX_AHEAD:
        raise RowRefused(f"date {shown(text)} is in the future")
    if moment < _EARLIEST:
        raise RowRefused(f"date {shown(text)} is before {_EARLIEST.year}")
    return moment


@lru_cache(maxsize=4_096)  # the lines of one order share their date
def _parsed(text: str, month_first: bool) -> datetime | None:
    for read in (_from_number, _from_iso, lambda one: _from_parts(one, month_first), _from_words):
        try:
            moment = read(text)
            if moment is not None:
                return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return None


def _from_number(text: str) -> datetime | None:
    if not text.isdecimal() or len(text) not in (10, 13):
        return None
    return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)


def _from_iso(text: str) -> datetime | None:
    return datetime.fromisoformat(_SPACED_ZONE.sub("", text.removesuffix(" UTC")))


def _from_parts(text: str, month_first: bool) -> datetime | None:
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        year, month, day = first, second, third
    elif month_first and found[2] == "/":
        year, month, day = third, first, second
    else:
        year, month, day = third, second, first
    hour, minute, second_of_minute = (int(part or 0) for part in found.group(5, 6, 7))
    if found[8]:
        hour = hour % 12 + (12 if found[8].lower() == "pm" else 0)
    return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second_of_minute)


def _from_words(text: str) -> datetime | None:
    day, _, clock = text.partition(":")[0].rpartition(" ") if ":" in text else (text, "", "")
    time_of_day = clock + text[text.index(":") :] if clock else "00:00"
    for form in _WORDED:
        try:
            date = datetime.strptime(day.strip().rstrip(","), form)
        except ValueError:
            continue
        return datetime.fromisoformat(f"{date:%Y-%m-%d}T{time_of_day:0>5}")
    return None
