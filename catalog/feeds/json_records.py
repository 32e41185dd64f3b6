"""Records of a JSON file: one a line, an array of them, or an array inside an object."""

import json
import re
from collections.abc import Iterator
from typing import Any

from catalog.errors import FeedRefused
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.feeds.source import FeedSource

#: A record larger than this is not a product; without a limit a broken array would be read again and again.
MAX_RECORD_CHARACTERS = 8 * 1024 * 1024
_GAP = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def read_json_lines(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    """One record a line; broken lines are skipped in the report."""
    for number, line in enumerate(source.lines(report), start=1):
        if not line.strip():
            continue
        report.rows += 1
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            report.skip(number, f"broken JSON: {_reason(error)}")
            continue
        if isinstance(record, dict):
            yield FeedRow(number, record)
        else:
            report.skip(number, f"not a JSON object: {shown(record)}")


def read_json_array(source: FeedSource, report: ImportReport, records: str = "") -> Iterator[FeedRow]:
    """The records of an array, one in memory at a time.

    Args:
        source: the file.
        report: takes the rows and what is wrong with them.
        records: dotted path to the array where it lies inside an object; such a file is read whole.

    Raises:
        FeedRefused: if the file is not an array, or breaks off: what follows a break cannot be trusted.
    """
    found = _within_object(source, records) if records else _streamed(source)
    for number, (line, record) in enumerate(found, start=1):
        report.rows += 1
        if isinstance(record, dict):
            yield FeedRow(line, record)
        else:
            report.skip(line, f"record {number} is not a JSON object: {shown(record)}")


def _within_object(source: FeedSource, records: str) -> Iterator[tuple[int, Any]]:
    try:
        found = json.loads("".join(source.chunks()))
    except (ValueError, RecursionError) as error:
        raise FeedRefused(f"{source.name} is broken JSON: {_reason(error)}") from None
    for name in records.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise FeedRefused(f"{source.name} has no array at {records!r}")
    return ((1, record) for record in found)


def _streamed(source: FeedSource) -> Iterator[tuple[int, Any]]:
    window = _Window(source.name, source.chunks())
    if window.next_sign() != "[":
        raise FeedRefused(f"{source.name} is not a JSON array")
    window.place += 1
    while window.next_sign() != "]":
        yield window.line, window.record()


class _Window:
    """The part of a JSON text that is in memory, and the place reached in it."""

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

    def record(self) -> Any:
        """Read the value that begins here, and move behind it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self.place)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self.place > MAX_RECORD_CHARACTERS or not self._read_more():
                    raise self._broken(error) from None
            else:
                self._move_to(end)
                return value

    def _broken(self, error: Exception) -> FeedRefused:
        return FeedRefused(
            f"{self._name} is broken or truncated JSON in the record on line {self.line}: {_reason(error)}"
        )

    def _move_to(self, place: int) -> None:
        self.line += self._text.count("\n", self.place, place)
        self.place = place

    def _read_more(self) -> bool:
        chunk = next(self._chunks, "")
        self._text, self.place = self._text[self.place :] + chunk, 0
        return bool(chunk)


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
