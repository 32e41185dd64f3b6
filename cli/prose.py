"""Prints an answer as it streams: words wrapped, bold as bold, links as their text."""

import re
from collections.abc import Callable

from cli.plain_text import plain

_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_PIECE = re.compile(r"\n|[^\S\n]+|\S+")
_BOLD_ON, _BOLD_OFF = "\x1b[1m", "\x1b[22m"
#: An opening bracket with no link after so many characters is just a bracket.
_MAX_LINK_CHARACTERS = 400


class Prose:
    """Takes the restricted Markdown of an answer piece by piece and writes it for a person to read.

    Args:
        write: where the text goes.
        columns: how long a line may be.
        has_styles: whether bold may be shown; without, its marks are left out.
    """

    def __init__(self, write: Callable[[str], None], columns: int, has_styles: bool) -> None:
        self._write = write
        self._columns = columns
        self._has_styles = has_styles
        self._pending = ""
        self._column = 0
        self._space = ""
        self._is_bold = False

    def feed(self, text: str) -> None:
        """Print as much of what came so far as is certain: whole words, whole links."""
        self._pending = _LINK.sub(r"\1", self._pending + plain(text))
        end = self._certain_length()
        ready, self._pending = self._pending[:end], self._pending[end:]
        self._print(ready)

    def finish(self) -> None:
        """Print what is left and end the line."""
        self._print(self._pending)
        self._pending = self._space = ""
        if self._is_bold:
            self._toggle_bold()
        if self._column:
            self._write("\n")
            self._column = 0

    def _certain_length(self) -> int:
        opened = self._pending.rfind("[")
        is_open = opened >= 0 and len(self._pending) - opened < _MAX_LINK_CHARACTERS
        text = self._pending[:opened] if is_open else self._pending
        return max((text.rfind(blank) for blank in " \n\t"), default=-1) + 1

    def _print(self, text: str) -> None:
        for piece in _PIECE.findall(text):
            if piece == "\n":
                self._write("\n")
                self._column, self._space = 0, ""
            elif piece.isspace():
                self._space = piece if self._column == 0 else " "
            else:
                self._print_word(piece)

    def _print_word(self, word: str) -> None:
        width = len(word.replace("**", ""))
        if self._column and self._column + len(self._space) + width > self._columns:
            self._write("\n")
            self._column, self._space = 0, ""
        self._write(self._space)
        for number, part in enumerate(word.split("**")):
            if number:
                self._toggle_bold()
            self._write(part)
        self._column += len(self._space) + width
        self._space = ""

    def _toggle_bold(self) -> None:
        self._is_bold = not self._is_bold
        if self._has_styles:
            self._write(_BOLD_ON if self._is_bold else _BOLD_OFF)
