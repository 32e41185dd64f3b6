import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from recommenders.artifact import ARRAYS, Artifact
from recommenders.history import History
from recommenders.loaded_models import LoadedModels
from recommenders.model_table import ModelTable, table_of
from recommenders.registry import Registry
from tests.recommenders.tiny_models import TINY, Tiny, TinyEntry, tiny_artifact

NOBODY = History()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Callable[..., LoadedModels]]:
    loaded: list[LoadedModels] = []

    def start(table: ModelTable | None = None, check_seconds: float = 0.0) -> LoadedModels:
        loaded.append(LoadedModels(tmp_path, table or table_of(TINY), check_seconds))
        return loaded[-1]

    yield start
    for one in loaded:
        one.close()


def promoted(registry: Registry, value: float) -> str:
    version = registry.add(tiny_artifact(value)).version
    registry.promote("tiny", version)
    return version


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.002)


def first_score(models: LoadedModels) -> float:
    return float(models.current().models["tiny"].score(NOBODY)[0])


def test_a_shop_without_models_serves_none(load: Callable[..., LoadedModels]) -> None:
    current = load().current()
    assert (dict(current.models), dict(current.versions), dict(current.faults)) == ({}, {}, {})
    assert current.get("tiny") is None


def test_promoted_models_are_open_from_the_start(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    version = promoted(registry, 2.0)
    models = load()
    assert first_score(models) == 2.0
    assert models.current().versions == {"tiny": version}


def test_a_promotion_is_followed_without_a_restart(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load()
    promoted(registry, 2.0)
    wait_for(lambda: first_score(models) == 2.0)
    registry.rollback("tiny")
    wait_for(lambda: first_score(models) == 1.0)


def test_twenty_promotions_drop_no_request(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 100.0)
    models = load()
    stop, seen, errors = threading.Event(), set(), []

    def score_on() -> None:
        while not stop.is_set():
            try:
                current = models.current()
                scores = current.models["tiny"].score(NOBODY)
                assert np.ptp(scores) == 0
                seen.add((current.versions["tiny"], float(scores[0])))
            except Exception as error:
                errors.append(error)

    scorer = threading.Thread(target=score_on)
    scorer.start()
    made = {promoted(registry, 100.0 + n): 100.0 + n for n in range(1, 21)}
    wait_for(lambda: first_score(models) == 120.0)
    stop.set()
    scorer.join()
    assert not errors
    assert len(seen) > 1
    assert all(made.get(version, 100.0) == value for version, value in seen)


def test_a_request_goes_on_with_what_it_took(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load()
    taken = models.current()
    promoted(registry, 2.0)
    wait_for(lambda: first_score(models) == 2.0)
    assert taken.models["tiny"].score(NOBODY)[0] == 1.0
    with pytest.raises(TypeError):
        taken.models["tiny"] = taken.models["tiny"]  # type: ignore[index]


def test_a_damaged_version_is_logged_once_and_the_former_serves_on(
    registry: Registry, load: Callable[..., LoadedModels], caplog: pytest.LogCaptureFixture
) -> None:
    former = promoted(registry, 1.0)
    models = load()
    with caplog.at_level(logging.ERROR):
        artifact = registry.add(tiny_artifact(2.0))
        registry.promote("tiny", artifact.version)
        (registry.folder / "tiny" / artifact.version / ARRAYS).write_bytes(b"cut short")
        wait_for(lambda: "tiny" in models.current().faults)
    assert first_score(models) == 1.0
    assert models.current().versions == {"tiny": former}
    assert [record.message.count("checksum") for record in caplog.records] == [1]


def test_a_server_that_starts_on_a_damaged_version_serves_the_one_before(
    registry: Registry, load: Callable[..., LoadedModels]
) -> None:
    promoted(registry, 1.0)
    bad = promoted(registry, 2.0)
    (registry.folder / "tiny" / bad / ARRAYS).unlink()
    models = load()
    assert first_score(models) == 1.0
    assert "missing or damaged" in models.current().faults["tiny"]


def test_a_damaged_pointer_leaves_what_serves(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load()
    (registry.folder / "serving.json").write_text("{")
    wait_for(lambda: bool(models.current().faults))
    assert first_score(models) == 1.0
    registry.folder.joinpath("serving.json").unlink()
    promoted(registry, 2.0)
    wait_for(lambda: first_score(models) == 2.0)
    assert not models.current().faults


def test_a_model_that_fails_in_an_unforeseen_way_leaves_the_others(
    registry: Registry, load: Callable[..., LoadedModels]
) -> None:
    class Faulty(Tiny):
        @classmethod
        def from_artifact(cls, artifact: Artifact) -> "Faulty":
            raise ZeroDivisionError("of no use")

    faulty = TinyEntry("faulty", "none", "Faulty", "purchases", class_=Faulty)
    promoted(registry, 1.0)
    artifact = tiny_artifact(2.0)
    version = registry.add(Artifact("faulty", artifact.products, artifact.arrays)).version
    registry.promote("faulty", version)
    current = load(table_of(faulty, TINY)).current()
    assert list(current.models) == ["tiny"]
    assert "of no use" in current.faults["faulty"]


def test_only_what_changed_is_read_again(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load(table_of(TINY, TinyEntry("other", "none", "Other", "purchases")))
    before = models.current().models["tiny"]
    artifact = tiny_artifact(2.0)
    registry.promote("other", registry.add(Artifact("other", artifact.products, artifact.arrays)).version)
    wait_for(lambda: "other" in models.current().models)
    assert models.current().models["tiny"] is before


def test_the_pointer_is_looked_at_no_oftener_than_said(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load(check_seconds=30.0)
    promoted(registry, 2.0)
    time.sleep(0.05)
    assert first_score(models) == 1.0
    models.current()
    assert first_score(models) == 1.0


def test_asking_costs_next_to_nothing(registry: Registry, load: Callable[..., LoadedModels]) -> None:
    promoted(registry, 1.0)
    models = load(check_seconds=1.0)
    started = time.perf_counter()
    for _ in range(10_000):
        models.current()
    assert (time.perf_counter() - started) / 10_000 < 20e-6


def test_what_a_server_imports_to_open_models_holds_no_training_framework() -> None:
    code = (
        "import sys; from recommenders.loaded_models import LoadedModels;"
        "from recommenders.model_table import MODELS;"
        "[entry.model_class() for entry in MODELS.values() if entry.is_present];"
        "heavy = set('tensorflow keras torch implicit pyspark sklearn optuna ibis pandera matplotlib'.split());"
        "trains = [name for name in sys.modules if name.endswith(('.train', '.training'))];"
        "print(sorted(heavy & set(sys.modules)), trains)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "[] []", done.stderr
