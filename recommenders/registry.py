"""The trained models of a shop on disk: kept in versions, promoted, rolled back.

<home>/models/<kind>/<version>/       an artifact; versions sort by time
<home>/models/<kind>/<version>.broken one that was set aside, to be looked at and deleted
<home>/models/serving.json            which version of each kind serves; see `serving_pointer`
"""

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recommenders.artifact import Artifact, read_artifact, read_manifest, write_artifact
from recommenders.errors import ArtifactInvalid, ModelUnknown
from recommenders.serving_pointer import Serving, pointer_lock, read_pointer, write_pointer

#: How many of the newest versions of a kind are kept, beside the one that serves and the one before it.
N_KEPT = 5
_VERSION = re.compile(r"\d{8}T\d{6}\.\d{6}-[0-9a-f]{6}")
_MAX_DRAFT_SECONDS = 86_400
_DRAFT = re.compile(r"\..+\.(\d+)\.draft")


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """One line of the list of models.

    Attributes:
        manifest: as on disk; empty where it cannot be read.
        fault: why it cannot be; empty if it can.
    """

    kind: str
    version: str
    is_serving: bool
    manifest: Mapping[str, Any]
    fault: str = ""


def models_folder(home: Path) -> Path:
    """Where the models of a shop are."""
    return home / "models"


class Registry:
    """The models of one shop. Any number of processes may read and write at once."""

    def __init__(self, home: Path, n_kept: int = N_KEPT) -> None:
        self.folder = models_folder(home)
        self._n_kept = n_kept

    def add(self, artifact: Artifact) -> Artifact:
        """Keep an artifact under a new version, which is filled in; it does not serve yet.

        Raises:
            ArtifactInvalid: if it holds NaN, infinity or objects.
        """
        now = datetime.now(UTC)
        version = f"{now:%Y%m%dT%H%M%S.%f}-{secrets.token_hex(3)}"
        (self.folder / artifact.kind).mkdir(parents=True, exist_ok=True)
        return write_artifact(replace(artifact, version=version), self.folder / artifact.kind / version)

    def versions(self, kind: str) -> list[str]:
        """The versions of a kind, newest first."""
        return sorted((path.name for path in (self.folder / kind).glob("*") if _is_version(path)), reverse=True)

    def serving(self) -> Serving:
        """What serves, and what served before."""
        return read_pointer(self.folder)

    def overview(self, kind: str | None = None) -> Iterator[ModelVersion]:
        """All versions of one kind or of all, by kind, newest first."""
        served = self.serving().versions
        for name in [kind] if kind else self.kinds():
            for version in self.versions(name):
                yield self._line(name, version, served.get(name) == version)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of which something is kept, in alphabetical order."""
        if not self.folder.is_dir():
            return ()
        folders = (path.name for path in self.folder.iterdir() if path.is_dir())
        return tuple(sorted(name for name in folders if self.versions(name)))

    def manifest(self, kind: str, version: str) -> Mapping[str, Any]:
        """The manifest of a version.

        Raises:
            ModelUnknown: if there is no such version.
            ArtifactInvalid: if it cannot be read.
        """
        return read_manifest(self._existing(kind, version))

    def read(self, kind: str, version: str) -> Artifact:
        """A version, checked.

        Raises:
            ModelUnknown: if there is no such version.
            ArtifactInvalid: if it is damaged, or does not belong where it lies.
        """
        folder = self._existing(kind, version)
        artifact = read_artifact(folder)
        if (artifact.kind, artifact.version) != (kind, version):
            raise ArtifactInvalid(f"{folder} holds {artifact.kind} {artifact.version}: it was put there by hand")
        return artifact

    def promote(self, kind: str, version: str) -> None:
        """Let a version serve from now on.

        Raises:
            ModelUnknown: if there is no such version.
            ArtifactInvalid: if it is damaged.
        """
        self.promote_all({kind: version})

    def promote_all(self, versions: Mapping[str, str]) -> None:
        """Let these versions (by kind) serve from now on, all at the same moment; the other kinds stay."""
        for kind, version in versions.items():
            self.read(kind, version)
        with self._changing() as serving:
            for kind, version in versions.items():
                serving = serving.promoted(kind, version)
            write_pointer(self.folder, serving)
        for kind in versions:
            self._remove_old(kind)

    def rollback(self, kind: str) -> str:
        """Let the version serve that served before; returns it.

        Raises:
            ModelUnknown: if none of those before can be read any more, or there is none.
        """
        with self._changing() as serving:
            version = self._last_sound(kind, serving)
            if version is None:
                raise ModelUnknown(f"no other version of {kind!r} has served before; nothing was changed")
            write_pointer(self.folder, serving.with_former(kind, version))
            return version

    def mend(self) -> list[str]:
        """Remove what killed trainings left, and set broken versions that serve aside, so that those before serve.

        Returns:
            One sentence for each version that was set aside.
        """
        with self._changing() as serving:
            self._remove_drafts()
            told = []
            for kind, version in serving.versions.items():
                fault = self._fault(kind, version)
                if fault:
                    self._set_aside(kind, version)
                    before = self._last_sound(kind, serving)
                    serving = serving.with_former(kind, before) if before else serving.without(kind)
                    now = f"{before} serves again" if before else "none serves until one is trained"
                    told.append(f"{kind} {version} was set aside: {fault}; {now}")
            if told:
                write_pointer(self.folder, serving)
        return told

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Serving]:
        with pointer_lock(self.folder):
            yield read_pointer(self.folder)

    def _existing(self, kind: str, version: str) -> Path:
        folder = self.folder / kind / version
        if not _is_version(folder):
            known = ", ".join(self.versions(kind)[:3]) or "none; train it first: shopkeeper train " + kind
            raise ModelUnknown(f"there is no version {version!r} of {kind!r}; the newest are {known}")
        return folder

    def _line(self, kind: str, version: str, is_serving: bool) -> ModelVersion:
        try:
            return ModelVersion(kind, version, is_serving, self.manifest(kind, version))
        except (ArtifactInvalid, ModelUnknown) as error:
            return ModelVersion(kind, version, is_serving, {}, str(error))

    def _fault(self, kind: str, version: str) -> str:
        try:
            self.read(kind, version)
        except (ArtifactInvalid, ModelUnknown) as error:
            return str(error)
        return ""

    def _last_sound(self, kind: str, serving: Serving) -> str | None:
        former = reversed(serving.former.get(kind, ()))
        return next((version for version in former if not self._fault(kind, version)), None)

    def _set_aside(self, kind: str, version: str) -> None:
        folder = self.folder / kind / version
        if folder.is_dir():
            folder.replace(folder.with_name(f"{version}.{secrets.token_hex(3)}.broken"))

    def _remove_old(self, kind: str) -> None:
        """Under the lock: a version that was promoted a moment ago must not go."""
        with self._changing() as serving:
            newest = self.versions(kind)[: self._n_kept]
            kept = {*newest, serving.versions.get(kind), *serving.former.get(kind, ())[-1:]}
            for version in self.versions(kind):
                if version not in kept:
                    shutil.rmtree(self.folder / kind / version, ignore_errors=True)

    def _remove_drafts(self) -> None:
        """Of processes that are no more; under the lock, no other process drafts a pointer."""
        for draft in [*self.folder.glob("*/.*.draft"), *self.folder.glob(".*.draft")]:
            if draft.is_file():
                draft.unlink(missing_ok=True)
            elif _is_abandoned(draft):
                shutil.rmtree(draft, ignore_errors=True)


def _is_version(folder: Path) -> bool:
    return _VERSION.fullmatch(folder.name) is not None and folder.is_dir()


def _is_abandoned(draft: Path) -> bool:
    """Whether its process is gone. Numbers of processes come again, in a container the very same: age decides too."""
    match = _DRAFT.fullmatch(draft.name)
    is_old = time.time() - draft.stat().st_mtime > _MAX_DRAFT_SECONDS
    return is_old or match is None or not is_alive(int(match[1]))


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
