import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from recommenders.artifact import ARRAYS, MANIFEST
from recommenders.errors import ArtifactInvalid, ModelUnknown
from recommenders.registry import Registry
from tests.recommenders.tiny_models import tiny_artifact


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


def added(registry: Registry, value: float = 1.0) -> str:
    return registry.add(tiny_artifact(value)).version


def damage(registry: Registry, version: str) -> None:
    (registry.folder / "tiny" / version / ARRAYS).write_bytes(b"no arrays")


def test_an_artifact_comes_back_as_it_was_added(registry: Registry) -> None:
    version = added(registry, 0.5)
    read = registry.read("tiny", version)
    assert (read.version, read.products.ids) == (version, ("p0", "p1", "p2"))
    np.testing.assert_array_equal(read.array("scores"), np.full(3, 0.5, dtype=np.float32))


def test_versions_are_in_order_of_time_the_newest_first(registry: Registry) -> None:
    versions = [added(registry) for _ in range(4)]
    assert registry.versions("tiny") == versions[::-1]


def test_what_is_added_does_not_serve_yet(registry: Registry) -> None:
    added(registry)
    assert registry.serving().versions == {}


def test_a_promoted_version_serves(registry: Registry) -> None:
    version = added(registry)
    registry.promote("tiny", version)
    assert registry.serving().versions == {"tiny": version}


def test_a_rollback_goes_back_step_by_step_and_no_further_than_the_first(registry: Registry) -> None:
    first, second, third = (added(registry) for _ in range(3))
    for version in (first, second, third):
        registry.promote("tiny", version)
    assert [registry.rollback("tiny"), registry.rollback("tiny")] == [second, first]
    with pytest.raises(ModelUnknown, match="no other version of 'tiny' has served before"):
        registry.rollback("tiny")
    assert registry.serving().versions == {"tiny": first}


def test_promoting_what_serves_already_changes_nothing(registry: Registry) -> None:
    first, second = added(registry), added(registry)
    for version in (first, second, second):
        registry.promote("tiny", version)
    assert registry.serving().former == {"tiny": (first,)}


def test_a_version_that_is_not_there_is_told_with_those_that_are(registry: Registry) -> None:
    version = added(registry)
    with pytest.raises(ModelUnknown, match=version):
        registry.promote("tiny", "20200101T000000.000000-abcdef")
    with pytest.raises(ModelUnknown, match=r"'\.\./\.\./etc'"):
        registry.read("tiny", "../../etc")


def test_a_damaged_version_is_not_promoted(registry: Registry) -> None:
    good, bad = added(registry), added(registry)
    registry.promote("tiny", good)
    damage(registry, bad)
    with pytest.raises(ArtifactInvalid, match="checksum"):
        registry.promote("tiny", bad)
    assert registry.serving().versions == {"tiny": good}


def test_nan_is_never_kept(registry: Registry) -> None:
    with pytest.raises(ArtifactInvalid, match="NaN"):
        registry.add(tiny_artifact(float("nan")))
    assert registry.versions("tiny") == []


def test_an_artifact_of_another_model_is_not_read_as_this_one(registry: Registry) -> None:
    version = added(registry)
    (registry.folder / "als").mkdir()
    (registry.folder / "tiny" / version).rename(registry.folder / "als" / version)
    with pytest.raises(ArtifactInvalid, match=f"holds tiny {version}"):
        registry.read("als", version)


def test_a_damaged_version_that_serves_is_set_aside_and_the_one_before_serves(registry: Registry) -> None:
    good, bad = added(registry), added(registry)
    registry.promote("tiny", good)
    registry.promote("tiny", bad)
    damage(registry, bad)
    (told,) = registry.mend()
    assert f"tiny {bad} was set aside" in told
    assert f"{good} serves again" in told
    assert registry.serving().versions == {"tiny": good}
    assert registry.versions("tiny") == [good]
    assert len(list((registry.folder / "tiny").glob(f"{bad}.*.broken"))) == 1


def test_a_damaged_version_without_one_before_leaves_the_place_empty(registry: Registry) -> None:
    bad = added(registry)
    registry.promote("tiny", bad)
    damage(registry, bad)
    (told,) = registry.mend()
    assert "none serves until one is trained" in told
    assert registry.serving().versions == {}


def test_mending_what_is_well_changes_nothing(registry: Registry) -> None:
    registry.promote("tiny", added(registry))
    before = (registry.folder / "serving.json").stat()
    assert registry.mend() == []
    assert (registry.folder / "serving.json").stat() == before


def test_drafts_of_dead_processes_are_removed_and_those_of_living_ones_stay(registry: Registry) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, living, old = (
        registry.folder / "tiny" / f".v{n}.{pid}.draft" for n, pid in enumerate((gone.pid, os.getpid(), os.getpid()))
    )
    for draft in (dead, living, old):
        draft.mkdir(parents=True)
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    registry.mend()
    assert [draft.exists() for draft in (dead, living, old)] == [False, True, False]


def test_only_the_newest_versions_are_kept_with_the_one_that_serves_and_the_one_before(tmp_path: Path) -> None:
    registry = Registry(tmp_path, n_kept=2)
    versions = [added(registry) for _ in range(6)]
    registry.promote("tiny", versions[0])
    assert registry.versions("tiny") == [versions[5], versions[4], versions[0]]
    registry.promote("tiny", versions[4])
    assert registry.versions("tiny") == [versions[5], versions[4], versions[0]]
    registry.promote("tiny", versions[5])
    assert registry.versions("tiny") == [versions[5], versions[4]]


def test_the_overview_says_what_serves_and_what_cannot_be_read(registry: Registry) -> None:
    good, bad = added(registry), added(registry)
    registry.promote("tiny", good)
    (registry.folder / "tiny" / bad / MANIFEST).write_text("{")
    lines = list(registry.overview())
    assert [(line.version, line.is_serving) for line in lines] == [(bad, False), (good, True)]
    assert "no readable manifest.json" in lines[0].fault
    assert lines[1].manifest["n_products"] == 3


def test_an_empty_home_has_no_models(registry: Registry) -> None:
    assert registry.kinds() == ()
    assert list(registry.overview()) == []
    assert registry.mend() == []


def test_a_pointer_that_cannot_be_read_says_what_to_do(registry: Registry) -> None:
    registry.promote("tiny", added(registry))
    (registry.folder / "serving.json").write_text(json.dumps(["tiny"]))
    with pytest.raises(ArtifactInvalid, match="shopkeeper models promote"):
        registry.serving()


def test_several_kinds_begin_to_serve_at_one_moment_or_none_does(registry: Registry) -> None:
    version = added(registry)
    with pytest.raises(ModelUnknown):
        registry.promote_all({"tiny": version, "als": version})
    assert registry.serving().versions == {}


def test_two_writers_at_once_lose_no_promotion(registry: Registry) -> None:
    versions = [added(registry) for _ in range(4)]

    def promote_all() -> None:
        for version in versions * 5:
            registry.promote("tiny", version)

    threads = [threading.Thread(target=promote_all) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serving = registry.serving()
    assert sorted([serving.versions["tiny"], *serving.former["tiny"]]) == sorted(versions)
    assert not list(registry.folder.glob(".*"))


def test_it_is_noted_since_when_a_version_serves(registry: Registry) -> None:
    first, second = added(registry), added(registry)
    registry.promote("tiny", first)
    noted = json.loads((registry.folder / "serving.json").read_text())
    noted["since"]["tiny"] = "2026-05-01T00:00:00+00:00"
    (registry.folder / "serving.json").write_text(json.dumps(noted))
    registry.promote("tiny", first)
    assert registry.serving().since == {"tiny": "2026-05-01T00:00:00+00:00"}
    registry.promote("tiny", second)
    assert registry.serving().since["tiny"] > "2026-05-01"


def test_of_a_pointer_that_does_not_say_it_is_not_made_up(registry: Registry) -> None:
    first, other = added(registry), added(registry)
    registry.promote("tiny", first)
    noted = json.loads((registry.folder / "serving.json").read_text())
    del noted["since"]
    (registry.folder / "serving.json").write_text(json.dumps(noted))
    assert registry.serving().since == {}
    registry.promote("tiny", first)
    assert registry.serving().since == {}
    assert other in registry.versions("tiny")
