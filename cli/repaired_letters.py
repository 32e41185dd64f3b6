"""Reads the file of refused events that somebody repaired."""

import json
from collections.abc import Iterator
from pathlib import Path

from cli.errors import InputRefused
from events.letter_replay import Repaired


def read_repaired(file: Path) -> list[Repaired]:
    """Its events, one a line: `{"letter_id": …, "event": {…}}`, or an event by itself.

    Raises:
        InputRefused: if a line is no JSON object; nothing is replayed then.
    """
    return list(_lines(file))


def _lines(file: Path) -> Iterator[Repaired]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(f"{file} cannot be read: {error}") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputRefused(f"{file}, line {number}: broken JSON: {error}") from None
        if not isinstance(told, dict):
            raise InputRefused(f"{file}, line {number}: no JSON object")
        if "letter_id" in told:
            letter_id = told["letter_id"]
            yield Repaired(letter_id if isinstance(letter_id, int) else None, told.get("event"))
        else:
            yield Repaired(None, told)
