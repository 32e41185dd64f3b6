"""The experiments that run, as a server knows them: asked in every turn, read from the database now and then."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from database.errors import DatabaseError
from experiments.allocation import Allocation, Assignment
from experiments.store import ExperimentStore

#: A change is followed within this time.
FRESH_SECONDS = 2.0
#: After so long without a visitor the next one waits for the database (about a millisecond).
STALE_SECONDS = 30.0
log = logging.getLogger("shopkeeper.experiments")


class LiveExperiments:
    """Follows the store. Safe to share between threads; a turn hardly ever waits for the database.

    While the database is out of reach, what ran last goes on.
    """

    def __init__(self, store: ExperimentStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._allocation = Allocation(())
        self._read_at = float("-inf")
        self._lock = threading.Lock()  # held by whoever reads
        self._work = ThreadPoolExecutor(1, thread_name_prefix="experiments")
        self._is_closed = False

    def assign(self, shopper_id: str | None, session_id: str | None) -> Assignment:
        """What this visit gets; see `Allocation.assign`."""
        age = self._clock() - self._read_at
        if age >= STALE_SECONDS:
            self.refresh()
        elif age >= FRESH_SECONDS and not (self._lock.locked() or self._is_closed):
            self._work.submit(self.refresh)
        return self._allocation.assign(shopper_id, session_id)

    def refresh(self) -> None:
        """Read what runs; who comes while somebody reads waits for them, and takes what they read."""
        asked_at = self._clock()
        with self._lock:
            if self._read_at >= asked_at:
                return
            try:
                self._allocation = Allocation(self._store.running())
            except DatabaseError:
                log.warning("experiments could not be read; those that ran go on", exc_info=True)
            self._read_at = self._clock()

    def close(self) -> None:
        """Finish what is being read."""
        self._is_closed = True
        self._work.shutdown(wait=True, cancel_futures=True)
