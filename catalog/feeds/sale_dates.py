"""When a sale price holds."""

from datetime import datetime, time


def sale_is_on(start: str, end: str, now: datetime) -> bool:
    """Whether a sale from `start` to `end` holds now; either may be empty. A date without a time is the whole day.

    Dates are ISO 8601; without a time zone they are in that of `now`. One that cannot be read does not count.
    """
    begins, ends = _moment(start, time.min, now), _moment(end, time.max, now)
    return (begins is None or begins <= now) and (ends is None or now <= ends)


def _moment(text: str, time_of_day: time, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if len(text.strip()) <= len("2026-11-01"):
        moment = datetime.combine(moment, time_of_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
