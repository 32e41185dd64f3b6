"""When a server is to look whether its models must be trained again: five fields, as in a crontab."""

import re

_FIELD = re.compile(r"[\d*/,a-z-]+", re.IGNORECASE)
_EXAMPLE = "write it like '30 3 * * *' (daily at half past three, UTC) or '0 4 * * mon,thu'"
_N_FIELDS = 5


def check_times(text: str) -> str:
    """The five fields with one blank between them; whether such a moment exists is said when the schedule starts.

    Raises:
        ValueError: with an example, if it is anything else. Days of the week go by name: programs number them
            differently.
    """
    parts = text.split()
    if len(parts) != _N_FIELDS or not all(_FIELD.fullmatch(part) for part in parts):
        raise ValueError(f"it has not the five fields minute, hour, day, month, day of the week; {_EXAMPLE}")
    if re.search(r"\d", re.sub(r"/\d+", "", parts[-1])):
        raise ValueError(f"days of the week go by name (mon … sun), not by number; {_EXAMPLE}")
    return " ".join(parts)
