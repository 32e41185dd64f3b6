"""Generations of the index on disk: written whole, verified when opened, pointed at by one small file.

<home>/index/current.json            which generation serves; replaced atomically
<home>/index/<name>/manifest.json    what it is, and the checksum of every file
<home>/index/<name>/arrays.npz       columns and postings
<home>/index/<name>/words.json       ids, terms, words
<home>/index/<name>/chroma/          the vectors (none with a Chroma server)
"""

import contextlib
import fcntl
import json
import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.encoder_files import file_sha256
from retrieval.errors import IndexBroken, IndexMissing

#: Raise it when files of an older version can no longer be read: they are then built anew.
FORMAT_VERSION = 2
POINTER = "current.json"
MANIFEST = "manifest.json"
#: Chroma writes to this one even when it only reads; it is checked by SQLite itself instead of by checksum.
DATABASE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class GenerationManifest:
    """What a generation is.

    Attributes:
        fingerprint: of all products, as they were given.
        encoder_key: vectors of another encoder do not compare.
        changed_rows: rows written over or deleted since the vectors' graph was built from nothing.
        collection: the Chroma server's collection; empty for a folder.
        checksums: path within the generation → SHA-256.
    """

    name: str
    format_version: int
    fingerprint: str
    encoder_key: str
    n_products: int
    changed_rows: int
    collection: str
    checksums: dict[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """A folder with its manifest."""

    folder: Path
    manifest: GenerationManifest

    @property
    def chroma(self) -> Path:
        """Where the vectors are."""
        return self.folder / "chroma"


def index_folder(home: Path) -> Path:
    """Where all generations are."""
    return home / "index"


def new_generation_folder(home: Path) -> Path:
    """An empty folder of a fresh name; names sort by time."""
    now = datetime.now(UTC)
    folder = index_folder(home) / f"{now:%Y%m%dT%H%M%S.%f}-{uuid.uuid4().hex[:4]}"
    folder.mkdir(parents=True)
    return folder


@contextlib.contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Let one build at a time run in `home`, over all processes; a second one waits for the first."""
    index_folder(home).mkdir(parents=True, exist_ok=True)
    with (index_folder(home) / "build.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def current_generation(home: Path) -> Generation:
    """The generation that serves.

    Raises:
        IndexMissing: if none was published.
        IndexBroken: if the pointer or the manifest cannot be read.
    """
    pointer = index_folder(home) / POINTER
    try:
        name = json.loads(pointer.read_text(encoding="utf-8"))["generation"]
        return read_generation(index_folder(home) / str(name))
    except FileNotFoundError as error:
        if pointer.exists():
            raise IndexBroken(f"{pointer} points at a generation that is not there; rebuild the index.") from error
        raise IndexMissing(f"No index in {home}; import a catalog first.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"{pointer} cannot be read ({error}); rebuild the index.") from error


def read_generation(folder: Path) -> Generation:
    """A folder's manifest; its files are not looked at yet."""
    manifest = GenerationManifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    if manifest.format_version != FORMAT_VERSION:
        raise ValueError(f"format {manifest.format_version}, this version reads {FORMAT_VERSION}")
    return Generation(folder, manifest)


def write_manifest(folder: Path, manifest: GenerationManifest) -> Generation:
    """Describe a finished folder; everything in it is on disk when this returns."""
    checksums = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        _flush(path)
        if path.name != DATABASE:
            checksums[path.relative_to(folder).as_posix()] = file_sha256(path)
    whole = GenerationManifest(**(asdict(manifest) | {"checksums": checksums}))
    (folder / MANIFEST).write_text(json.dumps(asdict(whole), indent=1), encoding="utf-8")
    _flush(folder / MANIFEST)
    _flush(folder)
    return Generation(folder, whole)


def verify(generation: Generation, part: str = "") -> None:
    """Check the files whose path starts with `part` against the manifest.

    Raises:
        IndexBroken: naming the first file that is missing, truncated or altered. (Chroma itself would end the
            process on some truncated files, so nothing is opened before this has passed.)
    """
    for name, expected in generation.manifest.checksums.items():
        if not name.startswith(part):
            continue
        try:
            actual = file_sha256(generation.folder / name)
        except OSError as error:
            raise IndexBroken(f"{generation.folder / name} cannot be read ({error}).") from error
        if actual != expected:
            raise IndexBroken(f"{generation.folder / name}: SHA-256 expected {expected}, actual {actual}.")
    if part == "chroma" and not generation.manifest.collection:
        _verify_database(generation.chroma / DATABASE)


def publish(home: Path, generation: Generation) -> None:
    """Let a finished generation serve from now on: one atomic replacement."""
    pointer = index_folder(home) / POINTER
    temporary = pointer.with_suffix(f".{uuid.uuid4().hex}.tmp")
    temporary.write_text(json.dumps({"generation": generation.manifest.name}), encoding="utf-8")
    _flush(temporary)
    temporary.replace(pointer)
    _flush(pointer.parent)


def pointer_stamp(home: Path) -> int:
    """Changes when another generation is published; 0 if there is none."""
    try:
        return (index_folder(home) / POINTER).stat().st_mtime_ns
    except OSError:
        return 0


def previous_generations(home: Path) -> list[Generation]:
    """All readable generations, newest first."""
    found = []
    for folder in sorted(index_folder(home).glob("*T*-*"), reverse=True):
        try:
            found.append(read_generation(folder))
        except (OSError, ValueError, TypeError):
            continue
    return found


def remove_old_generations(home: Path) -> None:
    """Remove all but the generation that serves and the one before, unfinished and broken ones among them."""
    serving = current_generation(home).folder
    others = [generation.folder for generation in previous_generations(home) if generation.folder != serving]
    kept = {serving, *others[:1]}
    for folder in index_folder(home).glob("*T*-*"):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def set_aside(generation: Generation) -> Path:
    """Rename a broken folder of vectors out of the way; returns its new path."""
    target = generation.folder / f"chroma.broken-{int(time.time())}-{uuid.uuid4().hex[:4]}"
    if generation.chroma.exists():
        generation.chroma.replace(target)
    return target


def _verify_database(database: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise IndexBroken(f"{database} cannot be read ({error}).") from error
    if verdict != "ok":
        raise IndexBroken(f"{database} is damaged: {verdict}")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
