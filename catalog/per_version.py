"""Something costly that follows from the catalog, worked out once for each of its versions."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class PerVersion(Generic[Result]):
    """Keeps the result for the latest version; threads that ask meanwhile wait for one computation."""

    def __init__(self, compute: Callable[[], Result]) -> None:
        self._compute = compute
        self._lock = threading.Lock()
        self._kept: tuple[int, Result] | None = None

    def at(self, version: int) -> Result:
        """The result for this version."""
        kept = self._kept
        if kept and kept[0] == version:
            return kept[1]
        with self._lock:
            if self._kept is None or self._kept[0] != version:
                self._kept = (version, self._compute())
            return self._kept[1]
