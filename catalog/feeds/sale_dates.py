"""When a sale price holds."""

import re
from datetime import datetime, time

#: Tried after ISO 8601. Where day and month may be meant, the month is: exports without ISO dates are mostly American.
_FORMS = ("%m/%d/%Y", "%m/%d/%y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")
_MIDNIGHT = re.compile(r"[,\s]+(?:0?0:00(?::00)?|12:00(?::00)?\s*AM)$", re.IGNORECASE)


def sale_is_on(start: str, end: str, now: datetime) -> bool:
    """Whether a sale from `start` to `end` holds now; either may be empty. A date without a time is the whole day.

    Dates are ISO 8601 or `11/30/26`, midnight after them is no time; without a time zone they are in that of `now`. One
    that cannot be read does not count.
    """
    begins, ends = _moment(start, time.min, now), _moment(end, time.max, now)
    return (begins is None or begins <= now) and (ends is None or now <= ends)


def _moment(text: str, time_of_day: time, now: datetime) -> datetime | None:
    text = _MIDNIGHT.sub("", text.strip())
    moment = _read(text)
    if moment is None:
        return None
    if len(text) <= len("2026-11-01"):
        moment = datetime.combine(moment, time_of_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
