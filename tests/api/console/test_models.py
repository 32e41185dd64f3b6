"""Promoting and rolling back over real artifacts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from recommenders.artifact import ARRAYS, Artifact
from recommenders.popularity.model import Popularity
from recommenders.registry import Registry
from recommenders.run_record import ModelOutcome, RunRecord, write_record
from tests.recommenders.tiny_models import tiny_artifact


@pytest.fixture
def shelf(serve: Any, staff_of: Any) -> tuple[Any, Registry]:
    """Staff and the models of a shop."""
    client = serve()
    return staff_of(client), Registry(client.shop.settings.home)


def added(registry: Registry, recall: float = 0.4, value: float = 1.0) -> str:
    made: Artifact = replace(tiny_artifact(value), metrics={"recall_20": recall, "n_questions": 12.0})
    return registry.add(made).version


def refuse(registry: Registry, version: str, reason: str = "it is below its floor") -> None:
    outcome = ModelOutcome("tiny", "refused", version, reason, {"recall_20": 0.1}, {"recall_20": 0.3})
    write_record(registry.folder, replace(RunRecord.begun("asked for"), outcomes=(outcome,), status="done"))


def test_a_version_is_looked_at_promoted_and_rolled_back(shelf: Any, text_of: Callable[[str], str]) -> None:
    staff, registry = shelf
    first, second = added(registry), added(registry, 0.5)
    registry.promote("tiny", first)
    assert "0.500" in staff.page("models")
    page = staff.page(f"models/tiny/{second}")
    assert f'action="/console/models/tiny/{second}/promote"' in page
    assert "Recall@20" in page or "recall 20" in page

    done = staff.press(f"models/tiny/{second}/promote")
    assert (done.status_code, done.headers["Location"]) == (303, "/console/models?done=tiny")
    assert registry.serving().versions == {"tiny": second}
    told = text_of(staff.page("models", done="tiny"))
    assert f"tiny {second} serves now" in told
    assert "serves since 20" in told

    asked = text_of(staff.page("rollback/tiny"))
    assert f"Roll back to {first}" in asked
    assert staff.press("rollback/tiny").status_code == 303
    assert registry.serving().versions == {"tiny": first}


def test_looking_changes_nothing(shelf: Any) -> None:
    staff, registry = shelf
    version = added(registry)
    assert staff.get(f"models/tiny/{version}/promote").status_code == 405
    staff.page(f"models/tiny/{version}")
    assert registry.serving().versions == {}


def test_a_version_that_was_refused_says_why_and_needs_a_second_thought(shelf: Any) -> None:
    staff, registry = shelf
    version = added(registry)
    refuse(registry, version)
    assert "it is below its floor" in staff.page(f"models/tiny/{version}")
    assert "all the same" in staff.page(f"models/tiny/{version}")
    refused = staff.press(f"models/tiny/{version}/promote")
    assert refused.status_code == 409
    assert "it is below its floor" in refused.text
    assert registry.serving().versions == {}
    assert staff.press(f"models/tiny/{version}/promote?force=true").status_code == 303
    assert registry.serving().versions == {"tiny": version}


def test_a_damaged_version_is_not_promoted(shelf: Any) -> None:
    staff, registry = shelf
    version = added(registry)
    (registry.folder / "tiny" / version / ARRAYS).write_bytes(b"no arrays")
    assert staff.press(f"models/tiny/{version}/promote").status_code == 409
    assert registry.serving().versions == {}


def test_there_is_no_way_back_from_the_first(shelf: Any) -> None:
    staff, registry = shelf
    registry.promote("tiny", added(registry))
    assert staff.get("rollback/tiny").status_code == 404
    assert staff.press("rollback/tiny").status_code == 404


@pytest.mark.parametrize(
    "path", ["models/..%2f..%2fetc/20260101T000000.000000-000000", "models/tiny/.x", "rollback/a.b"]
)
def test_what_is_no_model_leads_nowhere(shelf: Any, path: str) -> None:
    staff, _ = shelf
    assert staff.get(path).status_code in (404, 422)


def test_trainings_are_told_with_their_verdicts(shelf: Any, text_of: Callable[[str], str]) -> None:
    staff, registry = shelf
    version = added(registry)
    refuse(registry, version, "worse <script>alert(1)</script>")
    page = staff.get("models").text
    assert "<script>alert" not in page
    assert "tiny refused 0.100 0.300" in text_of(page)


def test_a_pointer_that_cannot_be_read_is_told(shelf: Any) -> None:
    staff, registry = shelf
    added(registry)
    (registry.folder / "serving.json").write_text("{")
    assert "cannot be read" in staff.page("models")


def test_without_any_model_the_page_says_how_to_train(new_staff: Any) -> None:
    assert "shopkeeper train" in new_staff.page("models")


def test_every_model_is_in_the_order_of_its_training(shelf: Any) -> None:
    staff, registry = shelf
    for kind in ("zebra", Popularity.kind):
        registry.add(replace(tiny_artifact(1.0), kind=kind))
    page = staff.page("models")
    assert page.index(">popularity<") < page.index(">zebra<")
