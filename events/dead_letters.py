"""The table of refused events: kept until they are repaired and replayed, or too old."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from database.engine import Database
from database.tables import dead_letters
from events.dead_letter import DeadLetter, NewLetter
from events.shopper_id import anonymous_id_of

#: More than anybody repairs by hand; the oldest make room, so that a client gone wrong fills no disk.
MAX_LETTERS = 50_000
_AT_A_TIME = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LETTER = dead_letters.c


class DeadLetters:
    """Refused events in the database. Safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many there are."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(dead_letters)).scalar_one())

    def all_letters(self) -> Iterator[DeadLetter]:
        """Oldest first, some hundreds in memory at a time."""
        newest = 0
        while letters := self._after(newest):
            yield from letters
            newest = letters[-1].letter_id

    def find(self, letter_ids: Iterable[int]) -> dict[int, DeadLetter]:
        """Letter's id → letter, of those that are there."""
        with self._database.read() as connection:
            rows = connection.execute(select(dead_letters).where(_LETTER.id.in_(list(letter_ids)))).all()
        return {row.id: _letter(row) for row in rows}

    def of(self, shopper_id: str) -> list[DeadLetter]:
        """Those that name a shopper, oldest first."""
        own = select(dead_letters).where(_names(shopper_id)).order_by(_LETTER.id)
        with self._database.read() as connection:
            return [_letter(row) for row in connection.execute(own)]

    def delete_before(self, before: datetime) -> int:
        """Delete what is older, and the oldest beyond what is kept in all (retention); how many."""
        with self._database.write() as connection:
            gone = connection.execute(delete(dead_letters).where(_LETTER.received_us < _to_us(before))).rowcount
            last = select(_LETTER.id).order_by(_LETTER.id.desc()).offset(MAX_LETTERS).limit(1)
            oldest_kept = connection.execute(last).scalar()
            if oldest_kept is not None:
                gone += connection.execute(delete(dead_letters).where(_LETTER.id <= oldest_kept)).rowcount
        return int(gone)

    def forget(self, shopper_id: str) -> int:
        """Delete the letters that name a shopper; how many."""
        with self._database.write() as connection:
            return int(connection.execute(delete(dead_letters).where(_names(shopper_id))).rowcount)

    def _after(self, letter_id: int) -> Sequence[DeadLetter]:
        some = select(dead_letters).where(_LETTER.id > letter_id).order_by(_LETTER.id).limit(_AT_A_TIME)
        with self._database.read() as connection:
            return [_letter(row) for row in connection.execute(some)]


def _names(shopper_id: str) -> ColumnElement[bool]:
    browser = anonymous_id_of(shopper_id)
    return _LETTER.user_id == shopper_id if browser is None else _LETTER.anonymous_id == browser


def keep_letters(connection: Connection, letters: Sequence[NewLetter]) -> None:
    """Write refused events down, within a transaction; what lies there already lies there once."""
    if not letters:
        return
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    connection.execute(make(dead_letters).on_conflict_do_nothing(), [_row(letter) for letter in letters])


def drop_letters(connection: Connection, letter_ids: Sequence[int]) -> None:
    """Delete letters, within a transaction."""
    if letter_ids:
        connection.execute(delete(dead_letters).where(_LETTER.id.in_(letter_ids)))


def note_reason(connection: Connection, letter_id: int, reason: str) -> None:
    """Say anew why a letter is one, within a transaction."""
    connection.execute(update(dead_letters).where(_LETTER.id == letter_id).values(reason=reason))


def _row(letter: NewLetter) -> dict[str, Any]:
    return {
        "fingerprint": letter.fingerprint,
        "source": letter.source,
        "reason": letter.reason,
        "user_id": letter.user_id,
        "anonymous_id": letter.anonymous_id,
        "received_us": _to_us(letter.received),
        "body": letter.body,
    }


def _letter(row: Any) -> DeadLetter:
    return DeadLetter(row.id, row.source, row.reason, _EPOCH + timedelta(microseconds=row.received_us), row.body)


def _to_us(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND
