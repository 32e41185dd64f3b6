"""Keeps the shop's reports for a minute each, and has them made one at a time."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from api.errors import ServerBusy
from api.report_process import make_report_apart
from database.engine import Database
from events.window import Window

#: What is asked for where no window is named.
DEFAULT_WINDOW = "30d"
KEPT_SECONDS = 60.0
#: Windows that are kept, and that wait to be counted: whoever asks for more has to come back.
MAX_KEPT = 16


@dataclass(slots=True)
class _Kept:
    """A report that was asked for; `done_at` is when it was made."""

    future: "Future[bytes]"
    done_at: float = float("inf")

    def is_over(self, oldest: float) -> bool:
        """Whether it was made before `oldest`, or came to nothing."""
        if not self.future.done():
            return False
        return self.done_at < oldest or self.future.cancelled() or self.future.exception() is not None


class ShopReports:
    """Reports as JSON, of what the log and the kept conversations tell. Safe to share between threads.

    Args:
        database: of the shop.
        clock: seconds that only grow.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._kept: dict[Window, _Kept] = {}
        self._waiter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="report")
        self._is_closing = threading.Event()

    def ask(self, window: Window) -> "Future[bytes]":
        """The report of a window, no older than a minute; made after those that were asked for before.

        Raises:
            ServerBusy: if too many windows wait.
        """
        with self._lock:
            self._forget_old()
            kept = self._kept.get(window)
            if kept is None:
                if len(self._kept) >= MAX_KEPT:
                    raise ServerBusy("Reports of other windows are being made; ask again in a few seconds.")
                kept = self._kept[window] = _Kept(self._waiter.submit(self._make, window))
            return kept.future

    def close(self) -> None:
        """Give up what is being counted."""
        self._is_closing.set()
        self._waiter.shutdown(cancel_futures=True)

    def _forget_old(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        for window in [one for one, kept in self._kept.items() if kept.is_over(oldest)]:
            del self._kept[window]

    def _make(self, window: Window) -> bytes:
        report = make_report_apart(self._database, window, self._is_closing)
        with self._lock:
            self._kept[window].done_at = self._clock()
        return report
