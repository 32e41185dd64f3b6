"""Keeps the search index at the catalog's version: one refresh at a time, however many changes ask for one."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from catalog.lookup import CatalogLookup
from catalog.product import Product
from catalog.store import Indexing
from retrieval.index import BeforePublish, BuildReport, Progress

log = logging.getLogger("shopkeeper.api")

Publish = Callable[[Iterable[Product], Progress | None, BeforePublish | None], BuildReport]


class IndexRefresher:
    """Publishes an index of the catalog's products, and remembers which version of the catalog it is of."""

    def __init__(self, home: Path, catalog: CatalogLookup, publish: Publish) -> None:
        self._marker = home / "index" / "catalog-version.json"
        self._catalog = catalog
        self._publish = publish
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="index-refresh")
        self._waiting: Future[None] | None = None

    @property
    def is_current(self) -> bool:
        """Whether the index on disk is of the catalog as it is now."""
        try:
            marked = json.loads(self._marker.read_text(encoding="utf-8"))["version"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return bool(marked == self._catalog.version())

    def refresh(self, progress: Progress | None = None) -> BuildReport:
        """Bring the index up to date now; only changed products are embedded."""
        with self._lock:
            version = self._catalog.version()
            report = self._publish(self._catalog.all_products(), progress, None)
            self._mark(version)
        return report

    def around(self, progress: Progress | None = None) -> Indexing:
        """For `CatalogStore.replace`: index first, then commit, then serve; until then the old catalog does."""

        def index(products: Iterable[Product], commit: BeforePublish) -> None:
            with self._lock:
                self._publish(products, progress, commit)
                self._mark(self._catalog.version())

        return index

    def refresh_soon(self) -> None:
        """Bring the index up to date in the background; the searches of the meantime see the one before."""
        if self._waiting is None or self._waiting.running() or self._waiting.done():
            self._waiting = self._worker.submit(self._refresh_or_log)

    def keep_mark(self, change: Callable[[], None]) -> None:
        """Make a change of the catalog that no product is touched by: a current index stays current."""
        was_current = self.is_current
        change()
        if was_current:
            self._mark(self._catalog.version())

    def close(self) -> None:
        """Wait for the refresh that runs; drop the one that waits."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _refresh_or_log(self) -> None:
        try:
            self.refresh()
        except Exception:
            log.exception("the search index could not be brought up to date; the one before serves on")

    def _mark(self, version: int) -> None:
        self._marker.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._marker.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps({"version": version}), encoding="utf-8")
        temporary.replace(self._marker)
