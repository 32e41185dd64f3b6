"""Where a command writes: its result on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

#: Longer lines of prose are hard to read, however wide the window.
_MAX_PROSE_COLUMNS = 100


class Terminal:
    """Plain text for programs, Rich for people: the latter only where standard output is a terminal."""

    def __init__(self) -> None:
        self._out, self._err = _console(sys.stdout), _console(sys.stderr)

    @property
    def is_rich(self) -> bool:
        """Whether a person sees standard output as it is written."""
        return self._out.is_terminal and not self._out.is_dumb_terminal

    @property
    def has_styles(self) -> bool:
        """Whether bold and dim may be used; `NO_COLOR` says no."""
        return self.is_rich and self._out.color_system is not None

    @property
    def prose_columns(self) -> int:
        """How long a line of prose may be."""
        return min(self._out.width, _MAX_PROSE_COLUMNS)

    def write(self, text: str) -> None:
        """Write to standard output at once, as it is."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def say(self, text: str = "") -> None:
        """Write a line to standard output."""
        self.write(text + "\n")

    def json(self, value: Any, *, indent: int | None = 2) -> None:
        """Write a JSON value to standard output; without `indent`, on one line."""
        self.say(json.dumps(value, ensure_ascii=False, indent=indent, default=str))

    def show(self, renderable: RenderableType) -> None:
        """Draw something of Rich's on standard output."""
        self._out.print(renderable)

    def note(self, text: str) -> None:
        """Write a line to standard error, wrapped for a person."""
        if self._err.is_terminal:
            self._err.print(text, style="dim")
        else:
            sys.stderr.write(text + "\n")

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A bar on standard error; gives a function that takes how many are done, of how many.

        Nothing is drawn where standard error is not a terminal.
        """
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._err, transient=True, disable=not self._err.is_terminal) as bar:
            task = bar.add_task(label, total=None)

            def advance(n_done: int, n_total: int) -> None:
                bar.update(task, completed=n_done, total=n_total)

            yield advance

    @contextmanager
    def working(self, label: str) -> Iterator[None]:
        """Show on standard error that something takes a moment."""
        if not self._err.is_terminal:
            yield
            return
        with self._err.status(label):
            yield


def _console(file: TextIO) -> Console:
    """A console that prints text as it is; under `NO_COLOR` without bold and dim as well."""
    has_no_color = Console(file=file).no_color
    return Console(file=file, color_system=None if has_no_color else "auto", highlight=False, markup=False, emoji=False)
