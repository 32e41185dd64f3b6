"""Features of the moment: hour and weekday, device, locale, words, and the place at which a product was shown."""

import math
import zlib
from datetime import UTC, datetime

from recommenders.ranking.features.question import Circumstances, Columns

#: The number of a device is its place here.
DEVICES = ("desktop", "mobile", "tablet")
#: Languages fall into so many classes by their name.
N_LANGUAGES = 64


def context_columns(as_of: int, circumstances: Circumstances) -> Columns:
    """Hour and weekday (UTC) as sine and cosine, so that Sunday is next to Monday; NaN for what is not known."""
    moment = datetime.fromtimestamp(as_of, UTC)
    hour = 2 * math.pi * (moment.hour + moment.minute / 60) / 24
    weekday = 2 * math.pi * moment.weekday() / 7
    match, position = circumstances.query_match, circumstances.position
    return {
        "hour_sine": math.sin(hour),
        "hour_cosine": math.cos(hour),
        "weekday_sine": math.sin(weekday),
        "weekday_cosine": math.cos(weekday),
        "device": float(DEVICES.index(circumstances.device)) if circumstances.device in DEVICES else math.nan,
        "locale": _language(circumstances.locale),
        "query_match": math.nan if match is None else match,
        "position": math.nan if position is None else position,
    }


def _language(locale: str | None) -> float:
    """A number that a language has on every machine."""
    if not locale:
        return math.nan
    return float(zlib.crc32(locale.replace("_", "-").split("-")[0].lower().encode()) % N_LANGUAGES)
