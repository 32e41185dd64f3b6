"""Keeps the shop's reports for a minute each, and has them made one at a time."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from api.errors import ServerBusy
from api.process_apart import ask_apart
from api.report_process import asked_of
from database.engine import Database
from events.window import Window

#: What is asked for where no window is named.
DEFAULT_WINDOW = "30d"
KEPT_SECONDS = 60.0
#: So long it is remembered that a report failed: a page that asks again and again must hear of it.
FAILED_SECONDS = 10.0
#: Reports that are kept, and that wait to be counted: whoever asks for more has to come back.
MAX_KEPT = 16
#: The modules that count. The look at experiments has statistics behind it, which no server imports.
_REPORT, _LOOK = "api.report_process", "experiments.analysis.look_process"


@dataclass(slots=True)
class _Kept:
    """A report that was asked for; `done_at` is when it was made, or failed."""

    future: "Future[bytes]"
    done_at: float = float("inf")

    def is_over(self, now: float) -> bool:
        """Whether it is asked for anew from now on."""
        if not self.future.done() or self.future.cancelled():
            return self.future.cancelled()
        return now - self.done_at > (FAILED_SECONDS if self.future.exception() else KEPT_SECONDS)


class ShopReports:
    """Reports as JSON, of what the log and the kept conversations tell. Safe to share between threads.

    Args:
        database: of the shop.
        clock: seconds that only grow.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._kept: dict[Window | str, _Kept] = {}
        self._waiter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="report")
        self._is_closing = threading.Event()

    def ask(self, window: Window) -> "Future[bytes]":
        """The report of a window, no older than a minute; made after those that were asked for before.

        Raises:
            ServerBusy: if too many reports wait.
        """
        return self._ask(window, _REPORT, asked_of(self._database, window))

    def ask_experiment(self, name: str) -> "Future[bytes]":
        """A look at an experiment, in the same way: as `experiments status --json` prints it, or `{"refused": why}`.

        Raises:
            ServerBusy: if too many reports wait.
        """
        url = self._database.engine.url.render_as_string(hide_password=False)
        return self._ask(name, _LOOK, {"url": url, "name": name})

    def close(self) -> None:
        """Give up what is being counted."""
        self._is_closing.set()
        self._waiter.shutdown(cancel_futures=True)

    def _ask(self, of: Window | str, module: str, asked: Mapping[str, Any]) -> "Future[bytes]":
        with self._lock:
            self._forget_old()
            kept = self._kept.get(of)
            if kept is None:
                if len(self._kept) >= MAX_KEPT:
                    raise ServerBusy("Reports of other windows are being made; ask again in a few seconds.")
                kept = self._kept[of] = _Kept(self._waiter.submit(self._make, of, module, asked))
            return kept.future

    def _forget_old(self) -> None:
        now = self._clock()
        for of in [one for one, kept in self._kept.items() if kept.is_over(now)]:
            del self._kept[of]

    def _make(self, of: Window | str, module: str, asked: Mapping[str, Any]) -> bytes:
        try:
            return ask_apart(module, asked, self._is_closing)
        finally:
            with self._lock:
                self._kept[of].done_at = self._clock()
