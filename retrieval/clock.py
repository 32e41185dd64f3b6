"""Takes the time of the steps of a search."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")


class StepClock:
    """Milliseconds by step, for people to read."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    def time(self, step: str, action: Callable[[], Result]) -> Result:
        """Run `action` and note how long it took."""
        started = time.perf_counter()
        try:
            return action()
        finally:
            self._steps[step] = round((time.perf_counter() - started) * 1000, 3)

    def report(self, generation: str) -> dict[str, Any]:
        """The steps and the time since the clock was made."""
        total = round((time.perf_counter() - self._started) * 1000, 3)
        return {"generation": generation, "milliseconds": {**self._steps, "total": total}}
