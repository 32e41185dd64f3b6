"""A model on disk: whole or not at all, and never trusted."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommenders.artifact import ARRAYS, MANIFEST, Artifact, read_artifact, read_manifest, write_artifact
from recommenders.errors import ArtifactInvalid
from recommenders.id_index import IdIndex

ARTIFACT = Artifact(
    kind="als",
    products=IdIndex(["tee", "čaj", "𝄞"]),
    arrays={"factors": np.arange(6, dtype=np.float32).reshape(3, 2), "names": np.array([b"a", b"bc"])},
    parameters={"seed": 3, "alpha": 0.5},
    metrics={"ndcg": 0.25},
    version="v7",
    data_hash="abc",
    window=("2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_artifact(ARTIFACT, tmp_path / "als")
    return tmp_path / "als"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    kept = write_artifact(ARTIFACT, tmp_path / "als")
    opened = read_artifact(tmp_path / "als")
    for name in ("kind", "products", "parameters", "metrics", "version", "data_hash", "window", "created_at"):
        assert getattr(opened, name) == getattr(kept, name)
    assert set(opened.arrays) == {"factors", "names"}
    for name, array in ARTIFACT.arrays.items():
        np.testing.assert_array_equal(opened.arrays[name], array)
        assert opened.arrays[name].dtype == array.dtype


def test_the_manifest_can_be_read_alone_and_says_what_is_inside(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest["kind"], manifest["seed"], manifest["n_products"]) == ("als", 3, 3)
    assert manifest["arrays"]["factors"] == ["float32", [3, 2]]
    assert manifest["created_at"].endswith("+00:00")


def test_nothing_but_the_artifact_is_left_behind(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir()] == ["als"]
    assert sorted(path.name for path in folder.iterdir()) == [ARRAYS, MANIFEST]


def test_a_folder_that_is_there_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(OSError, match="als"):
        write_artifact(replace(ARTIFACT, version="v8"), folder)
    assert read_artifact(folder).version == "v7"
    assert [path.name for path in folder.parent.iterdir()] == ["als"]


def test_a_draft_left_by_a_killed_training_is_in_nobodys_way(tmp_path: Path) -> None:
    draft = tmp_path / f".als.{os.getpid()}.draft"
    draft.mkdir()
    (draft / ARRAYS).write_bytes(b"half")
    write_artifact(ARTIFACT, tmp_path / "als")
    assert read_artifact(tmp_path / "als").kind == "als"
    assert not draft.exists()


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_training_that_went_astray_is_not_kept(tmp_path: Path, value: float) -> None:
    astray = replace(ARTIFACT, arrays={"factors": np.array([1.0, value])})
    with pytest.raises(ArtifactInvalid, match="'factors' of als holds NaN or infinity"):
        write_artifact(astray, tmp_path / "als")
    assert not list(tmp_path.iterdir())


def test_objects_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ArtifactInvalid, match="Python objects"):
        write_artifact(replace(ARTIFACT, arrays={"x": np.array([print, None])}), tmp_path / "als")


def test_a_metric_that_is_nan_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_artifact(replace(ARTIFACT, metrics={"ndcg": float("nan")}), tmp_path / "als")
    assert not list(tmp_path.iterdir())


def test_a_flipped_byte_is_noticed(folder: Path) -> None:
    arrays = bytearray((folder / ARRAYS).read_bytes())
    arrays[len(arrays) // 2] ^= 1
    (folder / ARRAYS).write_bytes(arrays)
    with pytest.raises(ArtifactInvalid, match="checksum"):
        read_artifact(folder)


@pytest.mark.parametrize("name", [ARRAYS, MANIFEST])
def test_a_missing_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ArtifactInvalid, match=name):
        read_artifact(folder)


@pytest.mark.parametrize(
    "change",
    [{"format": 0}, {"format": None}, {"window": "always"}, {"window": None}, {"metrics": ...}, {"kind": ...}],
)
def test_a_foreign_manifest_is_refused(folder: Path, change: dict[str, Any]) -> None:
    manifest = read_manifest(folder) | change
    kept = {name: value for name, value in manifest.items() if value is not ...}
    (folder / MANIFEST).write_text(json.dumps(kept))
    with pytest.raises(ArtifactInvalid):
        read_artifact(folder)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "\x00"])
def test_a_manifest_that_is_none_is_refused(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text)
    with pytest.raises(ArtifactInvalid):
        read_manifest(folder)


def test_an_array_is_given_if_it_is_there_in_the_right_shape_and_finite() -> None:
    assert ARTIFACT.shaped("factors", 3, -1).shape == (3, 2)
    with pytest.raises(ArtifactInvalid, match="no array 'biases'"):
        ARTIFACT.shaped("biases", 3)
    for shape in ((3,), (2, 2), (3, 2, 1)):
        with pytest.raises(ArtifactInvalid, match="shape"):
            ARTIFACT.shaped("factors", *shape)
    with pytest.raises(ArtifactInvalid, match="NaN"):
        replace(ARTIFACT, arrays={"factors": np.array([np.nan])}).shaped("factors", 1)


def test_a_number_is_given_if_it_is_there() -> None:
    assert ARTIFACT.scalar("alpha") == 0.5
    for parameters in ({}, {"alpha": None}, {"alpha": "much"}):
        with pytest.raises(ArtifactInvalid, match="'alpha'"):
            replace(ARTIFACT, parameters=parameters).scalar("alpha")


def test_another_models_artifact_is_refused() -> None:
    ARTIFACT.expect_kind("als")
    with pytest.raises(ArtifactInvalid, match="not of 'gru4rec'"):
        ARTIFACT.expect_kind("gru4rec")
