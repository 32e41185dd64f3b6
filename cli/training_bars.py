"""Shows on standard error how a training goes on: one bar, for what is done just now."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

from cli.terminal import Terminal


class TrainingBars:
    """A bar for each step of each model, one after the other; close it with `with`."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._bar = ExitStack()
        self._label = ""
        self._advance: Callable[[int, int], None] = lambda n_done, n_total: None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def follow(self, model: str, what: str, n_done: int, n_total: int) -> None:
        """Take a step."""
        label = f"{model}: {what}"
        if label != self._label:
            self._bar.close()
            self._label, self._advance = label, self._bar.enter_context(self._terminal.progress(label))
        self._advance(n_done, n_total)
