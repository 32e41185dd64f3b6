"""Which version of each model serves: one small file, replaced as a whole.

<home>/models/serving.json   {"format": 1, "serving": {kind: version}, "former": {kind: [versions, oldest first]},
                             "since": {kind: ISO 8601}}
"""

import contextlib
import fcntl
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from recommenders.errors import ArtifactInvalid

FORMAT_VERSION = 1
POINTER, LOCK = "serving.json", "serving.lock"
#: How far `rollback` can go back.
N_FORMER = 20


@dataclass(frozen=True, slots=True)
class Serving:
    """What the pointer says.

    Attributes:
        versions: kind → the version that serves.
        former: kind → the versions that served before, oldest first.
        since: kind → when its version began to serve, ISO 8601, as far as that is known; noted as it is written.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)

    def promoted(self, kind: str, version: str) -> "Serving":
        """With another version of a kind; the present one becomes the last of the former."""
        if self.versions.get(kind) == version:
            return self
        former = [one for one in self.former.get(kind, ()) if one != version]
        former += [self.versions[kind]] if kind in self.versions else []
        return Serving({**self.versions, kind: version}, {**self.former, kind: tuple(former[-N_FORMER:])})

    def with_former(self, kind: str, version: str) -> "Serving":
        """With one of the former versions; the present one, and what served after that, is no longer a former one."""
        former = self.former.get(kind, ())
        return Serving({**self.versions, kind: version}, {**self.former, kind: former[: former.index(version)]})

    def without(self, kind: str) -> "Serving":
        """With nothing of a kind."""
        return Serving(
            {name: version for name, version in self.versions.items() if name != kind},
            {name: versions for name, versions in self.former.items() if name != kind},
        )


def read_pointer(folder: Path) -> Serving:
    """What serves; nothing where nothing was promoted yet.

    Raises:
        ArtifactInvalid: if the file cannot be read.
    """
    try:
        content = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        former = {str(kind): tuple(map(str, versions)) for kind, versions in content["former"].items()}
        since = {str(kind): str(moment) for kind, moment in content.get("since", {}).items()}
        return Serving({str(kind): str(version) for kind, version in content["serving"].items()}, former, since)
    except FileNotFoundError:
        return Serving()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArtifactInvalid(
            f"{folder / POINTER} cannot be read ({error!r}); delete it and promote again: "
            "shopkeeper models promote MODEL VERSION"
        ) from None


def write_pointer(folder: Path, serving: Serving) -> None:
    """Let these versions serve from now on: one atomic replacement, on disk when this returns."""
    content = {
        "format": FORMAT_VERSION,
        "serving": dict(sorted(serving.versions.items())),
        "former": {kind: list(versions) for kind, versions in sorted(serving.former.items())},
        "since": dict(sorted(_since(folder, serving).items())),
    }
    draft = folder / f".{POINTER}.{uuid.uuid4().hex}.draft"
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / POINTER)
    finally:
        draft.unlink(missing_ok=True)
    _flush_folder(folder)


@contextlib.contextmanager
def pointer_lock(folder: Path) -> Iterator[None]:
    """Let one writer at a time change what serves, over all processes; a second one waits for the first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pointer_stamp(folder: Path) -> tuple[int, int]:
    """Changes with every replacement of the pointer; zeros where there is none. Costs one `stat`."""
    try:
        status = (folder / POINTER).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_ino)


def _since(folder: Path, serving: Serving) -> dict[str, str]:
    """When each version began to serve: now, if another one did until now."""
    try:
        before = read_pointer(folder)
    except ArtifactInvalid:
        before = Serving()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = {kind: at for kind, at in before.since.items() if kind in serving.versions}
    return kept | {kind: now for kind, one in serving.versions.items() if before.versions.get(kind) != one}


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
