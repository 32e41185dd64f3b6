"""What the shopper types, line by line; from a pipe as from a keyboard."""

import importlib
import sys
from contextlib import suppress
from typing import TextIO

PROMPT = "\nyou › "


class ShopperLines:
    """Gives the next line, or None at the end. A prompt is shown only to a person."""

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin
        self.is_interactive = stdin.isatty() and sys.stdout.isatty()
        if self.is_interactive:
            _edit_lines()
        elif hasattr(stdin, "reconfigure"):
            stdin.reconfigure(errors="replace")

    def next(self) -> str | None:
        """The next line without its end.

        Raises:
            KeyboardInterrupt: on Ctrl-C at the prompt.
        """
        if not self.is_interactive:
            line = self._stdin.readline()
            return line.rstrip("\r\n") if line else None
        try:
            return input(PROMPT)
        except EOFError:
            return None


def _edit_lines() -> None:
    """Arrow keys move in a line and bring earlier ones back, where the platform can; nothing is kept after the chat."""
    with suppress(ImportError):
        importlib.import_module("readline")
