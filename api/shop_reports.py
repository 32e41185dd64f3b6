"""Makes the shop's reports, each window at most once a minute, one at a time."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from api.errors import ServerBusy
from api.memory import return_freed_memory
from assistant.answer_counts import count_answers
from catalog.store import CatalogStore
from database.engine import Database
from events.list_lines import newest_us, read_list_lines
from events.window import Window
from recommenders.catalog_facts import facts_from_products
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.reporting.shop_report import ShopReport

#: What is asked for where no window is named.
DEFAULT_WINDOW = "30d"
KEPT_SECONDS = 60.0
#: Windows that are kept, and that wait to be counted: whoever asks for more has to come back.
MAX_KEPT = 16
_SECOND_US = 1_000_000
T = TypeVar("T")


@dataclass(slots=True)
class _Kept:
    """A report that was asked for; `done_at` is when it was made."""

    future: "Future[ShopReport]"
    done_at: float = float("inf")

    def is_over(self, oldest: float) -> bool:
        """Whether it was made before `oldest`, or came to nothing."""
        if not self.future.done():
            return False
        return self.done_at < oldest or self.future.cancelled() or self.future.exception() is not None


class ShopReports:
    """Counts what the log and the kept conversations tell. Safe to share between threads.

    Args:
        database: of the shop.
        catalog: what is sold now.
        clock: seconds that only grow.
    """

    def __init__(self, database: Database, catalog: CatalogStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._catalog, self._clock = database, catalog, clock
        self._lock = threading.Lock()
        self._kept: dict[Window, _Kept] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="report")
        self._is_closing = threading.Event()

    def make(self, window: Window) -> ShopReport:
        """Count now, and wait for it: a second for a month of a small shop, a minute for a year of a large one."""
        newest = newest_us(self._database)
        start, end = window.calendar_bounds((newest or time.time_ns() // 1_000) // _SECOND_US)
        bounds = Bounds(_to_us(start), _to_us(end))
        facts = facts_from_products(self._going_on(self._catalog.all_products()))
        lines = read_list_lines(self._database, bounds.read_from_us, bounds.read_to_us)
        answers = count_answers(self._database, _moment(start), _moment(end))
        return report_of_log(self._going_on(lines), bounds, facts, answers)

    def ask(self, window: Window) -> "Future[ShopReport]":
        """The report of a window, no older than a minute; counted in a thread of its own, after those asked before.

        Raises:
            ServerBusy: if too many windows wait.
        """
        with self._lock:
            self._forget_old()
            kept = self._kept.get(window)
            if kept is None:
                if len(self._kept) >= MAX_KEPT:
                    raise ServerBusy("Reports of other windows are being made; ask again in a few seconds.")
                kept = self._kept[window] = _Kept(self._worker.submit(self._make_kept, window))
            return kept.future

    def close(self) -> None:
        """Give up what is being counted."""
        self._is_closing.set()
        self._worker.shutdown(cancel_futures=True)

    def _forget_old(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        for window in [one for one, kept in self._kept.items() if kept.is_over(oldest)]:
            del self._kept[window]

    def _make_kept(self, window: Window) -> ShopReport:
        report = self.make(window)
        with self._lock:
            self._kept[window].done_at = self._clock()
        return_freed_memory()
        return report

    def _going_on(self, rows: Iterable[T]) -> Iterator[T]:
        """The rows, until the shop is closed."""
        for row in rows:
            if self._is_closing.is_set():
                raise ServerBusy("The server is about to end.")
            yield row


def _to_us(at_seconds: int | None) -> int | None:
    return None if at_seconds is None else at_seconds * _SECOND_US


def _moment(at_seconds: int | None) -> datetime | None:
    return None if at_seconds is None else datetime.fromtimestamp(at_seconds, UTC)
