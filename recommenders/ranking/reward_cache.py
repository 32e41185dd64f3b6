"""The rewards of drawn places as a server knows them: asked for every list, read from the log now and then."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import numpy as np

from database.errors import DatabaseError
from events.drawn_rewards import Rewards
from recommenders.ranking.exploration import RewardCounts

#: The log is counted this often, at most.
FRESH_SECONDS = 300.0
#: Only what was shown so lately tells how a product is liked now.
WINDOW_DAYS = 28
logger = logging.getLogger(__name__)

#: `(since when) → product id → its rewards`.
RewardReader = Callable[[datetime], Mapping[str, Rewards]]
_NOTHING = Rewards(0.0, 0.0)


class RewardCache:
    """Counts beside the requests: none of them ever waits for the log. Safe to share between threads.

    Until the first count is done nothing is known of any product; while the log is out of reach, the last count stands.
    """

    def __init__(self, read: RewardReader, clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._rewards: Mapping[str, Rewards] = {}
        self._asked_at = float("-inf")
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(1, thread_name_prefix="rewards")
        self._is_closed = False

    def counts(self, products: Sequence[str]) -> RewardCounts:
        """`[n_products]` of these products; zeros for those of which nothing is known."""
        with self._lock:
            is_due = not self._is_closed and self._clock() - self._asked_at >= FRESH_SECONDS
            if is_due:
                self._asked_at = self._clock()
                self._work.submit(self.refresh)
        rewards = self._rewards
        found = np.array([rewards.get(one, _NOTHING) for one in products], dtype=np.float64).reshape(-1, 2)
        return RewardCounts(shown=found[:, 0], earned=found[:, 1])

    def refresh(self) -> None:
        """Count now."""
        try:
            self._rewards = self._read(datetime.now(UTC) - timedelta(days=WINDOW_DAYS))
        except DatabaseError:
            logger.warning("what came of drawn places could not be counted; the last count stands", exc_info=True)

    def close(self) -> None:
        """Finish what is being counted."""
        with self._lock:
            self._is_closed = True
        self._work.shutdown(wait=True)
