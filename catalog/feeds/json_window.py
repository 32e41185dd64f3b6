"""A JSON text of any length, read value by value."""

import json
import re
from collections.abc import Iterator
from typing import Any

from catalog.errors import FeedRefused

#: A record larger than this is not a product; without a limit a broken array would be read again and again.
MAX_RECORD_CHARACTERS = 8 * 1024 * 1024
_GAP = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


class JsonWindow:
    """The part of a JSON text that is in memory, and the place reached in it.

    Raises:
        FeedRefused: from every method, if the text breaks off or is no JSON: what follows a break cannot be trusted.
    """

    def __init__(self, name: str, chunks: Iterator[str]) -> None:
        self._name = name
        self._chunks = chunks
        self._text = ""
        self.place = 0
        self.line = 1

    def next_sign(self) -> str:
        """Move over blanks and commas to the next character, and return it; empty at the end."""
        while True:
            end = _GAP.match(self._text, self.place).end()  # type: ignore[union-attr]  # the pattern matches nothing too
            self._move_to(end)
            if self.place < len(self._text):
                return self._text[self.place]
            if not self._read_more():
                return ""

    def skip(self, sign: str) -> None:
        """Move behind a sign of punctuation, which must come next."""
        if self.next_sign() != sign:
            raise self._broken(ValueError(f"Expecting {sign!r}"))
        self._move_to(self.place + 1)

    def elements(self) -> Iterator[tuple[int, Any]]:
        """The line and value of every element of the array that begins here; then the place is behind it."""
        self.skip("[")
        while self.next_sign() != "]":
            yield self.line, self.record()
        self.skip("]")

    def names(self) -> Iterator[str]:
        """Every name of the object that begins here; who takes a name reads its value before taking the next."""
        self.skip("{")
        while self.next_sign() != "}":
            name = str(self.record())
            self.skip(":")
            self.next_sign()
            yield name
        self.skip("}")

    def record(self) -> Any:
        """Read the value that begins here, and move behind it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self.place)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self.place > MAX_RECORD_CHARACTERS or not self._read_more():
                    raise self._broken(error) from None
            else:
                may_go_on = end == len(self._text) and isinstance(value, int | float)  # 12 may be the start of 120
                if not (may_go_on and self._read_more()):
                    self._move_to(end)
                    return value

    def _broken(self, error: Exception) -> FeedRefused:
        return FeedRefused(
            f"{self._name} is broken or truncated JSON in the record on line {self.line}: {fault_of(error)}"
        )

    def _move_to(self, place: int) -> None:
        self.line += self._text.count("\n", self.place, place)
        self.place = place

    def _read_more(self) -> bool:
        chunk = next(self._chunks, "")
        self._text, self.place = self._text[self.place :] + chunk, 0
        return bool(chunk)


def fault_of(error: Exception) -> str:
    """What a message says of JSON that cannot be read."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
