"""Finds kept conversations, the newest first: for people who look through them."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from assistant.message_field import message_field
from database.engine import Database
from database.tables import conversations, feedback, messages

#: Conversations read at a time.
_CHUNK = 200
#: A search that finds little stops after so long; whoever asked may let it go on from there.
MAX_SECONDS = 2.0
GOOD_STARS, BAD_STARS = 4, 2
Ending = Literal["whole", "broken_off", "nothing_shown"]
Rated = Literal["good", "bad", "any"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """Where a page ends: the next one goes on behind it."""

    created_at: datetime
    conversation_id: str

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place in a link; None for a text that is none."""
        microseconds, _, conversation_id = text.partition("-")
        if not (microseconds.isdecimal() and len(microseconds) < 18 and conversation_id):
            return None
        return cls(_EPOCH + timedelta(microseconds=int(microseconds)), conversation_id)

    def __str__(self) -> str:
        """As `read` reads it."""
        return f"{(self.created_at - _EPOCH) // timedelta(microseconds=1)}-{self.conversation_id}"


@dataclass(frozen=True, slots=True)
class FoundConversation:
    """A conversation in short.

    Attributes:
        asked: the shopper's messages, oldest first.
        told: the answers.
        writers: who wrote, in the order of their first answers.
        is_complete: False where an answer was broken off.
        is_empty: whether a search of it showed nothing.
        stars: what was said of its answers, oldest first.
    """

    conversation_id: str
    created_at: datetime
    shopper_id: str | None
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    is_complete: bool = True
    is_empty: bool = False
    stars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations are looked for.

    Attributes:
        words: all of them must have been said, by either side, in any case.
        writer: wrote an answer.
        is_of: whose conversations; given an id or None.
    """

    words: str = ""
    writer: str = ""
    ending: Ending | None = None
    rated: Rated | None = None
    is_of: Callable[[str | None], bool] = field(default=lambda _: True)

    def accepts(self, found: FoundConversation) -> bool:
        """Whether it is one of those."""
        return (
            (not self.writer or self.writer in found.writers)
            and self._ended(found)
            and self._was_rated(found.stars)
            and self.is_of(found.shopper_id)
            and self._has_words(found)
        )

    def _has_words(self, found: FoundConversation) -> bool:
        said = "\n".join((*found.asked, *found.told)).casefold() if self.words else ""
        return all(word in said for word in self.words.casefold().split())

    def _ended(self, found: FoundConversation) -> bool:
        endings = {
            None: True,
            "whole": found.is_complete,
            "broken_off": not found.is_complete,
            "nothing_shown": found.is_empty,
        }
        return endings[self.ending]

    def _was_rated(self, stars: Sequence[int]) -> bool:
        match self.rated:
            case "good":
                return any(one >= GOOD_STARS for one in stars)
            case "bad":
                return any(one <= BAD_STARS for one in stars)
            case "any":
                return bool(stars)
        return True


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Some of those that were found.

    Attributes:
        found: newest first.
        next_place: where to go on; None if there is nothing behind it.
        searched_to: set where the time was over before the page was full: nothing younger is left out.
    """

    found: tuple[FoundConversation, ...]
    next_place: Place | None = None
    searched_to: datetime | None = None


class _Line(NamedTuple):
    """Of a message what the search looks at, as text; empty where it has its usual value."""

    role: str
    content: str
    writer: str
    complete: str
    kind: str
    shown: str

    @property
    def is_broken_off(self) -> bool:
        return self.complete != ""


_PATHS = (("role",), ("content",), ("writer",), ("is_complete",), ("need", "kind"), ("shown",))


class ConversationSearch:
    """Looks through kept conversations a part at a time, so that no search takes longer than it may.

    Args:
        database: of the shop.
        clock: seconds that only grow.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock

    def find(self, where: ConversationFilter, behind: Place | None = None, limit: int = 25) -> ConversationPage:
        """A page of the conversations that the filter accepts, those behind a place."""
        found: list[FoundConversation] = []
        end, size = self._clock() + MAX_SECONDS, limit
        while True:
            chunk = self._read(behind, size)
            for one in chunk:
                behind = Place(one.created_at, one.conversation_id)
                if where.accepts(one):
                    found.append(one)
                    if len(found) == limit:
                        return ConversationPage(tuple(found), behind)
            if len(chunk) < size:
                return ConversationPage(tuple(found))
            if self._clock() >= end:
                return ConversationPage(tuple(found), behind, behind.created_at if behind else None)
            size = _CHUNK

    def _read(self, behind: Place | None, limit: int) -> list[FoundConversation]:
        known = conversations.c
        rows = select(known.conversation_id, known.created_at, known.shopper_id)
        if behind:
            same = and_(known.created_at == behind.created_at, known.conversation_id < behind.conversation_id)
            rows = rows.where(or_(known.created_at < behind.created_at, same))
        rows = rows.order_by(known.created_at.desc(), known.conversation_id.desc()).limit(limit)
        with self._database.read() as connection:
            chosen = connection.execute(rows).all()
            ids = [row.conversation_id for row in chosen]
            lines, stars = self._lines(connection, ids), _stars(connection, ids)
        return [_found(row, lines[row.conversation_id], stars.get(row.conversation_id, ())) for row in chosen]

    def _lines(self, connection: Connection, ids: Sequence[str]) -> dict[str, list[_Line]]:
        columns = [message_field(self._database, *path) for path in _PATHS]
        statement = select(messages.c.conversation_id, *columns).where(messages.c.conversation_id.in_(ids))
        found = defaultdict(list)
        in_order = statement.order_by(messages.c.conversation_id, messages.c.seq)
        for conversation_id, *values in connection.execute(in_order):
            found[conversation_id].append(_Line(*("" if value is None else str(value) for value in values)))
        return found


def _stars(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    of_these = select(feedback.c.conversation_id, feedback.c.stars).where(feedback.c.conversation_id.in_(ids))
    found: dict[str, tuple[int, ...]] = {}
    for conversation_id, stars in connection.execute(of_these.order_by(feedback.c.at)):
        found[conversation_id] = (*found.get(conversation_id, ()), stars)
    return found


def _found(row: Any, lines: Sequence[_Line], stars: tuple[int, ...]) -> FoundConversation:
    answers = [line for line in lines if line.role == "assistant"]
    return FoundConversation(
        row.conversation_id,
        row.created_at,
        row.shopper_id,
        asked=tuple(line.content for line in lines if line.role == "user"),
        told=tuple(line.content for line in answers),
        writers=tuple(dict.fromkeys(line.writer for line in answers if line.writer)),
        is_complete=not any(line.is_broken_off for line in answers),
        is_empty=any(_is_empty_search(asked, told) for asked, told in pairwise(lines)),
        stars=stars,
    )


def _is_empty_search(asked: _Line, told: _Line) -> bool:
    """Whether a turn looked for products and has no card; `find` is the usual kind, which is not written down."""
    is_search = asked.role == "user" and asked.kind in ("", "find")
    return is_search and not told.is_broken_off and told.shown in ("", "[]")
