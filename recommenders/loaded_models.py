"""The models a server holds: opened once, followed as others are promoted, never missing in between."""

import contextlib
import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from recommenders.errors import ArtifactInvalid, ModelUnknown
from recommenders.model_table import MODELS, ModelTable
from recommenders.recommender import Recommender
from recommenders.registry import Registry
from recommenders.serving_pointer import Serving, pointer_stamp

logger = logging.getLogger(__name__)
#: How often the pointer is looked at, at most.
CHECK_SECONDS = 1.0
#: When to try once more what could not be opened: a full disk or an unreachable folder may be well again.
RETRY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ModelSet:
    """What serves at one moment; never changes, so one request sees one state of all models.

    Attributes:
        models: kind → model, in the order of the table.
        versions: kind → its version, of the same kinds.
        faults: kind → why the promoted version does not serve; the one before may stand in `models`.
    """

    models: Mapping[str, Recommender] = field(default_factory=lambda: MappingProxyType({}))
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, kind: str) -> Recommender | None:
        """One model; None if none of that kind serves."""
        return self.models.get(kind)


class LoadedModels:
    """All promoted models of a shop; safe to share between threads.

    A newer promotion is noticed within about a second of the next request and opened beside the models that serve;
    only what changed is read. A version that cannot be opened is logged, and the one that served before goes on.
    """

    def __init__(self, home: Path, table: ModelTable = MODELS, check_seconds: float = CHECK_SECONDS) -> None:
        self._registry = Registry(home)
        self._table = table
        self._check_seconds = check_seconds
        self._lock = threading.Lock()
        self._work = ThreadPoolExecutor(1, thread_name_prefix="models")
        self._is_closed = False
        self._is_loading = False
        self._checked = time.monotonic()
        self._retry_at = 0.0
        self._stamp = pointer_stamp(self._registry.folder)
        self._set = self._opened(ModelSet())

    def current(self) -> ModelSet:
        """What serves now. Take it once for a request and ask it alone."""
        now = time.monotonic()
        if now - self._checked >= self._check_seconds:
            self._notice_newer(now)
        return self._set

    def close(self) -> None:
        """Wait for what is being opened, and look for nothing newer."""
        with self._lock:
            self._is_closed = True
        self._work.shutdown(wait=True, cancel_futures=True)

    def _notice_newer(self, now: float) -> None:
        with self._lock:
            if self._is_closed or self._is_loading or now - self._checked < self._check_seconds:
                return
            self._checked = now
            stamp = pointer_stamp(self._registry.folder)
            if stamp == self._stamp and not (self._set.faults and now >= self._retry_at):
                return
            self._stamp = stamp
            self._is_loading = True
            self._work.submit(self._replace)

    def _replace(self) -> None:
        try:
            self._set = self._opened(self._set)
        except Exception:
            logger.exception("the newer models could not be opened; the ones before serve on")
        finally:
            with self._lock:
                self._is_loading = False

    def _opened(self, former: ModelSet) -> ModelSet:
        """What the pointer names now; a model that is served already is taken over as it is."""
        self._retry_at = time.monotonic() + RETRY_SECONDS
        try:
            serving = self._registry.serving()
        except ArtifactInvalid as error:
            _tell(former, "serving.json", str(error))
            return ModelSet(former.models, former.versions, MappingProxyType({"serving.json": str(error)}))
        models: dict[str, Recommender] = {}
        versions: dict[str, str] = {}
        faults: dict[str, str] = {}
        for kind in (kind for kind in self._table if kind in serving.versions):
            try:
                models[kind], versions[kind] = self._open(kind, serving.versions[kind], former)
            except ArtifactInvalid as error:
                faults[kind] = str(error)
                _tell(former, kind, str(error))
                stand_in = self._stand_in(kind, serving, former)
                if stand_in:
                    models[kind], versions[kind] = stand_in
        return ModelSet(MappingProxyType(models), MappingProxyType(versions), MappingProxyType(faults))

    def _open(self, kind: str, version: str, former: ModelSet) -> tuple[Recommender, str]:
        """A version as a model.

        Raises:
            ArtifactInvalid: if it cannot be opened, for whatever reason.
        """
        if former.versions.get(kind) == version:
            return former.models[kind], version
        try:
            return self._table[kind].model_class().from_artifact(self._registry.read(kind, version)), version
        except (ArtifactInvalid, ModelUnknown) as error:
            raise ArtifactInvalid(str(error)) from None
        except Exception as error:  # arrays that do not fit may fail in any way; the other models open all the same
            raise ArtifactInvalid(f"{kind} {version} cannot be opened: {error!r}") from error

    def _stand_in(self, kind: str, serving: Serving, former: ModelSet) -> tuple[Recommender, str] | None:
        """What served before: still held, or at the start of a server the newest of those before that opens."""
        if kind in former.models:
            return former.models[kind], former.versions[kind]
        for version in reversed(serving.former.get(kind, ())):
            with contextlib.suppress(ArtifactInvalid):
                return self._open(kind, version, former)
        return None


def _tell(former: ModelSet, what: str, fault: str) -> None:
    """Log a fault once, not with every further attempt."""
    if former.faults.get(what) != fault:
        logger.error("%s: %s; what served before goes on", what, fault)
