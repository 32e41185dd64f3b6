"""The running search of a shop: opens what is published, follows newer generations, heals a broken index."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from catalog.candidate import SearchResult
from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.config import RetrievalConfig
from retrieval.encoder import Encoder, Vectors
from retrieval.generation import Generation, pointer_stamp, set_aside
from retrieval.index import BeforePublish, BuildReport, IndexBuilder, Progress
from retrieval.opening import Opened, open_index
from retrieval.search import HybridSearch

logger = logging.getLogger(__name__)
#: How often the pointer is looked at, at most.
CHECK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What the engine serves.

    Attributes:
        state: `ready`, or `words_only` while vectors are rebuilt.
        fault: why words only; empty when ready.
    """

    state: str
    generation: str
    n_products: int
    fault: str


class _EngineClosed(Exception):
    """The engine closed while it rebuilt its index."""


class _Serving:
    """One opened index with the queries that are using it; closed when the last one has left."""

    def __init__(self, opened: Opened, search: HybridSearch) -> None:
        self.opened = opened
        self.search = search
        self._users = 1  # the engine itself
        self._lock = threading.Lock()

    def enter(self) -> bool:
        with self._lock:
            if self._users == 0:
                return False
            self._users += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            is_last = self._users == 0
        if is_last and self.opened.index.store:
            self.opened.index.store.close()


class SearchEngine:
    """Product search that stays up while the index is replaced or rebuilt. Satisfies the assistant's search port.

    `products` gives the whole catalog; it is asked only where the index on disk cannot be used.
    """

    def __init__(
        self,
        home: Path,
        encoder: Encoder,
        products: Callable[[], Iterable[Product]],
        config: RetrievalConfig | None = None,
    ) -> None:
        # One core compares 19,000 vectors in a millisecond; two get in the way of the encoder and of other requests.
        threadpool_limits(limits=1, user_api="blas")
        self._home = home
        self._encoder = encoder
        self._products = products
        self._config = config or RetrievalConfig()
        self._legs = ThreadPoolExecutor(4, thread_name_prefix="search-leg")
        self._work = ThreadPoolExecutor(1, thread_name_prefix="search-index")
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._swapping = threading.Lock()
        self._checked = time.monotonic()
        self._is_closed = False
        self._stamp = pointer_stamp(home)
        self._serving = self._open(may_heal=True)

    def search(self, text: str, where: ProductFilter, limit: int, also: Sequence[str] = ()) -> SearchResult:
        """The best `limit` products for `text` among those that pass `where`; by standing if `text` is empty.

        Products of `also` that pass are found beside them.
        """
        with self._current() as search:
            return search.search(text, where, limit, also)

    def similar(self, product_id: str, where: ProductFilter, limit: int) -> SearchResult:
        """The products most like one of the catalog's, which is left out; none if it is unknown."""
        with self._current() as search:
            return search.similar(product_id, where, limit)

    def affinity(self, texts: Sequence[str], product_ids: Sequence[str]) -> Vectors:
        """Cosines `[n_texts, n_products]` of texts to products; 0 for products unknown here, and without vectors."""
        with self._current() as search:
            return search.affinity(texts, product_ids)

    def vectors(self, product_ids: Sequence[str]) -> Vectors:
        """Unit vectors `[n_products, dimensions]`; zeros for products unknown here, and without vectors."""
        with self._current() as search:
            return search.vectors(product_ids)

    def publish(
        self, products: Iterable[Product], progress: Progress | None = None, before_publish: BeforePublish | None = None
    ) -> BuildReport:
        """Build an index of exactly these products and serve it from the next search on; see `IndexBuilder.build`."""
        with self._building:
            report = IndexBuilder(self._home, self._encoder, self._config).build(products, progress, before_publish)
        self._swap(may_heal=True)
        return report

    def status(self) -> EngineStatus:
        """What is served now."""
        opened = self._serving.opened
        state = "ready" if opened.index.store else "words_only"
        return EngineStatus(state, opened.index.generation, len(opened.index.columns), opened.fault)

    def close(self) -> None:
        """Finish what runs and let go of every file."""
        self._is_closed = True
        self._work.shutdown(wait=True, cancel_futures=True)
        self._serving.leave()
        self._legs.shutdown(wait=True)

    def _stop_when_closed(self, done: int, total: int) -> None:
        if self._is_closed:
            raise _EngineClosed(f"after {done} of {total} products")

    @contextlib.contextmanager
    def _current(self) -> Iterator[HybridSearch]:
        self._notice_newer()
        serving = self._serving
        while not serving.enter():  # replaced between the two lines: take the new one
            serving = self._serving
        try:
            yield serving.search
        finally:
            serving.leave()

    def _notice_newer(self) -> None:
        """Look at the pointer at most once a second; a newer generation is opened beside the one that serves."""
        now = time.monotonic()
        with self._lock:
            if self._is_closed or now - self._checked < CHECK_SECONDS:
                return
            self._checked = now
            stamp = pointer_stamp(self._home)
            if stamp == self._stamp:
                return
            self._stamp = stamp
        self._work.submit(self._replace)

    def _open(self, may_heal: bool) -> _Serving:
        stamp = pointer_stamp(self._home)
        opened = open_index(self._home, self._encoder, self._config, lambda: list(self._products()))
        if opened.fault:
            logger.warning("searching by words only: %s", opened.fault)
            if may_heal and not self._is_closed:
                self._work.submit(self._heal, opened.broken, stamp)
        return _Serving(opened, HybridSearch(opened.index, self._encoder, self._legs, self._config))

    def _replace(self) -> None:
        try:
            self._swap(may_heal=True)
        except Exception:
            logger.exception("the newer index could not be opened; the one before serves on")

    def _swap(self, may_heal: bool) -> None:
        """Open what is published now and let it serve; the former is closed when its last query has left."""
        with self._swapping:
            stamp = pointer_stamp(self._home)
            fresh = self._open(may_heal)
            with self._lock:
                self._stamp = stamp
                former, self._serving = self._serving, fresh
        former.leave()

    def _heal(self, broken: Generation | None, stamp: int) -> None:
        """Set broken vectors aside and build the index again; searches by words go on meanwhile."""
        try:
            with self._building:
                if pointer_stamp(self._home) == stamp:  # else another index was published meanwhile
                    self._rebuild(broken)
            self._swap(may_heal=False)
        except _EngineClosed:
            logger.info("rebuilding the index was given up: the engine closed")
        except Exception:
            logger.exception("the index could not be rebuilt; searching by words only")

    def _rebuild(self, broken: Generation | None) -> None:
        if broken and not broken.manifest.collection:
            logger.warning("broken vectors were set aside in %s", set_aside(broken))
        IndexBuilder(self._home, self._encoder, self._config).build(self._products(), self._stop_when_closed)
