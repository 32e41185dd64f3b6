"""A trained model on disk: `arrays.npz` and `manifest.json`, nothing that runs code when it is read."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.errors import ArtifactInvalid
from recommenders.id_index import IdIndex

FORMAT_VERSION = 1
ARRAYS, MANIFEST = "arrays.npz", "manifest.json"
PRODUCT_IDS = "product_ids"

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Artifact:
    """A trained model.

    Attributes:
        kind: the model's name, its package.
        products: the products it knows, in row order.
        arrays: what it learned; numbers and bytes only.
        parameters: what it was trained with, seed included; plain JSON values.
        metrics: what it reached on the validation window; NaN-free.
        version: given when it is kept; empty before.
        data_hash: of the training data.
        window: first and last moment of the training data, ISO 8601.
        created_at: when it was kept, ISO 8601.
    """

    kind: str
    products: IdIndex
    arrays: Mapping[str, Array]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    version: str = ""
    data_hash: str = ""
    window: tuple[str, str] = ("", "")
    created_at: str = ""

    def array(self, name: str) -> Array:
        """One array.

        Raises:
            ArtifactInvalid: if there is none of that name.
        """
        try:
            return self.arrays[name]
        except KeyError:
            raise ArtifactInvalid(f"the {self.kind} artifact {self.version} has no array {name!r}") from None

    def shaped(self, name: str, *shape: int) -> Array:
        """One array, checked.

        Args:
            name: what it is called.
            *shape: its length along every axis, -1 for any.

        Raises:
            ArtifactInvalid: if there is none of that name, it has another shape, or holds NaN or infinity.
        """
        array = self.array(name)
        if array.ndim != len(shape) or any(n not in (-1, m) for n, m in zip(shape, array.shape, strict=True)):
            raise ArtifactInvalid(f"array {name!r} of {self.kind} has the shape {array.shape}, expected {shape}")
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ArtifactInvalid(f"array {name!r} of {self.kind} holds NaN or infinity")
        return array

    def scalar(self, name: str) -> float:
        """A parameter that is a number.

        Raises:
            ArtifactInvalid: if there is none of that name, or it is no number.
        """
        try:
            return float(self.parameters[name])
        except (KeyError, TypeError, ValueError):
            raise ArtifactInvalid(f"the {self.kind} artifact {self.version} has no number {name!r}") from None

    def expect_kind(self, kind: str) -> None:
        """Make sure whose artifact this is.

        Raises:
            ArtifactInvalid: if it is another model's.
        """
        if self.kind != kind:
            raise ArtifactInvalid(f"the artifact {self.version} is of {self.kind!r}, not of {kind!r}")


def write_artifact(artifact: Artifact, folder: Path) -> Artifact:
    """Write into a folder that is not there yet; it appears whole or not at all.

    Raises:
        ArtifactInvalid: if an array holds NaN or infinity, or Python objects.
        OSError: if the disk is full or the folder is there already.
    """
    _refuse_unfit(artifact)
    kept = replace(artifact, created_at=artifact.created_at or datetime.now(UTC).isoformat(timespec="seconds"))
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        with (draft / ARRAYS).open("wb") as file:
            np.savez(file, allow_pickle=False, **{PRODUCT_IDS: kept.products.to_array(), **kept.arrays})
            _flush(file.fileno())
        with (draft / MANIFEST).open("w", encoding="utf-8") as file:
            json.dump(_manifest(kept, _checksum(draft / ARRAYS)), file, indent=2, sort_keys=True, allow_nan=False)
            file.flush()
            _flush(file.fileno())
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return kept


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest alone.

    Raises:
        ArtifactInvalid: if there is none or it cannot be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArtifactInvalid(f"{folder} holds no readable {MANIFEST}: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT_VERSION:
        raise ArtifactInvalid(f"{folder / MANIFEST} is not of format {FORMAT_VERSION}; train the model again")
    return manifest


def read_artifact(folder: Path) -> Artifact:
    """Read and check an artifact.

    Raises:
        ArtifactInvalid: if it is damaged, incomplete or of another format.
    """
    manifest = read_manifest(folder)
    path = folder / ARRAYS
    if not path.is_file() or _checksum(path) != manifest.get("checksum"):
        raise ArtifactInvalid(f"{path} is missing or damaged: its checksum is not the manifest's")
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        products = IdIndex.from_array(arrays.pop(PRODUCT_IDS))
        return _from_manifest(manifest, products, arrays)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise ArtifactInvalid(f"{folder} cannot be read: {error}") from None


def _from_manifest(manifest: Mapping[str, Any], products: IdIndex, arrays: Mapping[str, Array]) -> Artifact:
    first, last = manifest["window"]
    return Artifact(
        kind=manifest["kind"],
        products=products,
        arrays=arrays,
        parameters=manifest["parameters"],
        metrics=manifest["metrics"],
        version=manifest["version"],
        data_hash=manifest["data_hash"],
        window=(first, last),
        created_at=manifest["created_at"],
    )


def _manifest(artifact: Artifact, checksum: str) -> dict[str, Any]:
    return {
        "format": FORMAT_VERSION,
        "kind": artifact.kind,
        "version": artifact.version,
        "created_at": artifact.created_at,
        "seed": artifact.parameters.get("seed"),
        "data_hash": artifact.data_hash,
        "window": list(artifact.window),
        "parameters": dict(artifact.parameters),
        "metrics": dict(artifact.metrics),
        "n_products": len(artifact.products),
        "arrays": {name: [str(array.dtype), list(array.shape)] for name, array in artifact.arrays.items()},
        "checksum": checksum,
    }


def _refuse_unfit(artifact: Artifact) -> None:
    for name, array in artifact.arrays.items():
        if array.dtype.hasobject:
            raise ArtifactInvalid(f"array {name!r} of {artifact.kind} holds Python objects")
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ArtifactInvalid(f"array {name!r} of {artifact.kind} holds NaN or infinity: training went astray")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(descriptor: int) -> None:
    os.fsync(descriptor)
