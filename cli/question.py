"""The shopper's words as they come from the command line or standard input."""

import os
import select
import sys
from typing import TextIO

from cli.errors import InputRefused, UsageWrong

#: What `POST /v1/chat` takes as well.
MAX_QUESTION_CHARACTERS = 4_000
#: A pipe that says nothing for so long was left open by mistake.
SILENCE_SECONDS = 10.0
_STDIN = "-"


def read_question(argument: str, stdin: TextIO, silence_seconds: float = SILENCE_SECONDS) -> str:
    """The question as given, or, for `-`, all of standard input.

    Raises:
        UsageWrong: if there is no question, or nothing comes on standard input.
        InputRefused: if it is too long to be a question.
    """
    words = _read_all(stdin, silence_seconds) if argument == _STDIN else argument
    return checked_question(words)


def checked_question(words: str) -> str:
    """`words` without blanks around them, any lone surrogate replaced.

    Raises:
        UsageWrong: if nothing is left.
        InputRefused: if they are too long to be a question.
    """
    words = words.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").strip()
    if not words:
        raise UsageWrong('The question is empty; write one, for example: shopkeeper ask "a warm jacket under 120".')
    if len(words) > MAX_QUESTION_CHARACTERS:
        raise InputRefused(f"The question has {len(words):,} characters; at most {MAX_QUESTION_CHARACTERS:,} are read.")
    return words


def _read_all(stdin: TextIO, silence_seconds: float) -> str:
    if stdin.isatty():
        raise UsageWrong("`-` reads the question from a pipe or a file, and standard input is a terminal.")
    descriptor = _descriptor(stdin)
    if descriptor is None or sys.platform == "win32":  # Windows can only wait for sockets
        return stdin.read(MAX_QUESTION_CHARACTERS * 8)
    pieces: list[bytes] = []
    while sum(map(len, pieces)) <= MAX_QUESTION_CHARACTERS * 8:
        if not select.select([descriptor], [], [], silence_seconds)[0]:
            raise UsageWrong(
                f"Nothing came on standard input for {silence_seconds:g} s; close the pipe after the question."
            )
        piece = os.read(descriptor, 65_536)
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces).decode("utf-8", "replace")


def _descriptor(stdin: TextIO) -> int | None:
    """The file behind a stream; None for a stream in memory."""
    try:
        return stdin.fileno()
    except (OSError, ValueError):
        return None
