"""Who was shown what under which variant of an experiment: read from the `shown` events of the log."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from database.engine import Database
from database.tables import events
from events.shopper_id import shopper_id_of

_ROWS_AT_A_TIME = 5_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMN = events.c


class Exposed(NamedTuple):
    """One list that was shown under an experiment.

    Attributes:
        shopper_id: as `shopper_id_of` makes it; None for nobody known.
        session_id: the visit.
        variant: what was shown.
        at_us: when, microseconds since the epoch, UTC.
    """

    shopper_id: str | None
    session_id: str | None
    variant: str
    at_us: int


def read_exposures(database: Database, experiment: str, start: datetime, end: datetime) -> Iterator[Exposed]:
    """The lists shown under an experiment in a time window, oldest first."""
    statement = (
        select(_COLUMN.body, _COLUMN.at_us)
        .where(_COLUMN.type == "shown", _COLUMN.at_us >= _to_us(start), _COLUMN.at_us < _to_us(end))
        .where(_COLUMN.body.contains(json.dumps(experiment), autoescape=True))  # spares reading all the others
        .order_by(_COLUMN.at_us, _COLUMN.message_id)
    )
    with database.read() as connection:
        rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(statement)
        with closing(rows):
            for body, at_us in rows:
                event = json.loads(body)  # ours, and checked when it came in
                variant = _variant(event.get("properties", {}), experiment)
                if variant is not None:
                    shopper_id = shopper_id_of(event.get("user_id"), event.get("anonymous_id"))
                    yield Exposed(shopper_id, event.get("session_id"), variant, at_us)


def _variant(properties: Mapping[str, Any], experiment: str) -> str | None:
    for exposure in (properties, *properties.get("exposures", ())):
        if exposure.get("experiment") == experiment:
            variant: str | None = exposure.get("variant")
            return variant
    return None


def _to_us(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
