"""Keeps a `ServingSet` for the catalog and the models as they are now, made anew beside the one that serves."""

import logging
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from catalog.product import Product
from recommenders.catalog_facts import facts_from_products
from recommenders.loaded_models import ModelSet
from recommenders.ranking.serving_set import ServingSet

logger = logging.getLogger(__name__)
#: How often the catalog's version is looked at, at most.
CHECK_SECONDS = 0.5


class Models(Protocol):
    """The models that serve."""

    def current(self) -> ModelSet:
        """A state that does not change."""
        ...


class CatalogState(Protocol):
    """The catalog as it is now."""

    def version(self) -> int:
        """Grows with every change."""
        ...

    def all_products(self) -> Iterable[Product]:
        """Every product."""
        ...


class ServingFollower:
    """Safe to share between threads. The first set is made at once; of later ones, requests see no delay."""

    def __init__(self, catalog: CatalogState, models: Models, check_seconds: float = CHECK_SECONDS) -> None:
        self._catalog = catalog
        self._models = models
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(1, thread_name_prefix="serving-set")
        self._serving: tuple[int, ModelSet, ServingSet] | None = None
        self._is_making = False
        self._check_seconds = check_seconds
        self._checked = time.monotonic()

    def current(self) -> ServingSet | None:
        """What serves now; None as long as no model was trained."""
        models = self._models.current()
        if not models.models:
            return None
        serving = self._serving
        if serving is None:
            with self._lock:
                if self._serving is None:
                    self._serving = self._make(self._catalog.version(), models)
                return self._serving[2]
        if serving[1] is not models or time.monotonic() - self._checked >= self._check_seconds:
            self._checked = time.monotonic()
            version = self._catalog.version()
            if serving[0] != version or serving[1] is not models:
                self._make_soon(version, models)
        return serving[2]

    def close(self) -> None:
        """Wait for a set that is being made."""
        self._work.shutdown(wait=True, cancel_futures=True)

    def _make_soon(self, version: int, models: ModelSet) -> None:
        with self._lock:
            if self._is_making:
                return
            self._is_making = True
        self._work.submit(self._replace, version, models)

    def _replace(self, version: int, models: ModelSet) -> None:
        try:
            self._serving = self._make(version, models)
        except Exception:
            logger.exception("the catalog's columns could not be read; those from before serve on")
        finally:
            self._is_making = False

    def _make(self, version: int, models: ModelSet) -> tuple[int, ModelSet, ServingSet]:
        kept = self._serving
        facts = (
            kept[2].catalog_facts if kept and kept[0] == version else facts_from_products(self._catalog.all_products())
        )
        return version, models, ServingSet(facts, models)
