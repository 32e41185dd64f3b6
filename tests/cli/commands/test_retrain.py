import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recommenders.ranking.context import CONTEXT_FEATURES
from recommenders.registry import Registry
from recommenders.training.lock import training_lock
from tests.cli.conftest import Run
from tests.cli.regular_customers import write_orders

# Ibis calls DuckDB by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


def runs(run: Run) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(run("models", "runs", "--json").out)["runs"]
    return listed


def test_the_models_that_serve_are_trained_again(trained: Run) -> None:
    outcome = trained("retrain")
    assert outcome.code == 0
    assert [line.split("\t")[0] for line in outcome.out.splitlines()] == ["model", "popularity"]
    assert [(one["status"], one["trigger"]) for one in runs(trained)] == [("done", "asked for")] * 2


def test_where_nothing_is_new_nothing_is_trained(trained: Run) -> None:
    outcome = trained("retrain", "--if-needed")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "No training is due."
    assert "0 new events" in outcome.out
    assert len(runs(trained)) == 1


def test_new_events_are_learned_from_and_the_record_says_that_they_were_the_reason(
    trained: Run, tmp_path: Path
) -> None:
    trained("events", "import", str(write_orders(tmp_path / "more.csv", 84, 2)), "--currency", "GBP")
    answer = json.loads(trained("retrain", "--if-needed", "--json").out)
    assert answer["check"]["is_due"]
    fired = [one for one in answer["check"]["triggers"] if one["fires"]]
    assert fired[0]["name"] == "events"
    assert fired[0]["figure"] == pytest.approx(24 / 72)
    assert answer["run"]["trigger"].startswith("24 new events, 33.3% of the 72 that were learned from (limit 10%)")
    assert answer["run"]["outcomes"][0]["verdict"] == "promoted"
    assert not json.loads(trained("retrain", "--if-needed", "--json").out)["check"]["is_due"]


def test_limits_come_from_the_settings(trained: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained("events", "import", str(write_orders(tmp_path / "more.csv", 84, 2)), "--currency", "GBP")
    monkeypatch.setenv("SHOPKEEPER_RETRAIN_WHEN", "events=0.5 psi=0")
    outcome = trained("retrain", "--if-needed")
    assert "(limit 50%)" in outcome.out
    assert outcome.out.splitlines()[-1] == "No training is due."


def test_a_dry_run_says_what_is_due_and_changes_nothing(trained: Run, tmp_path: Path) -> None:
    trained("events", "import", str(write_orders(tmp_path / "more.csv", 84, 2)), "--currency", "GBP")
    before = sorted(path.name for path in (tmp_path / "home" / "models").rglob("*"))
    outcome = trained("retrain", "--dry-run")
    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "A training is due.")
    assert outcome.out.splitlines()[1].startswith("! events")
    assert sorted(path.name for path in (tmp_path / "home" / "models").rglob("*")) == before


def test_a_model_that_was_never_trained_is_due(trained: Run) -> None:
    outcome = trained("retrain", "item_neighbours", "--if-needed")
    assert "! new     not all of item_neighbours were ever trained here" in outcome.out
    assert outcome.code in (0, 3)


def test_the_runs_are_listed_with_what_came_of_them(trained: Run) -> None:
    listed = trained("retrain", "--history").out
    assert listed == trained("models", "runs").out
    head, why, model = listed.splitlines()
    assert "  done  " in head
    assert "2026-01-01 to 2026-03-12, data " in head
    assert why == "    why: asked for"
    assert model.split() == ["popularity", "promoted", "Recall@20", "1.000"]


def test_a_window_that_cannot_be_learned_from_is_refused_and_kept_in_the_list(trained: Run) -> None:
    outcome = trained("retrain", "--window", "2030-01-01..")
    assert outcome.code == 4
    assert "no events to learn from" in outcome.err
    assert runs(trained)[0]["status"] == "refused"
    assert "ended: there are no events to learn from" in trained("models", "runs").out


def test_a_shop_without_a_training_has_none_to_list(run: Run) -> None:
    assert "No training was recorded yet" in run("models", "runs").out


def test_an_unknown_model_is_told(trained: Run) -> None:
    assert trained("retrain", "magic", "--if-needed").code == 2
    assert trained("retrain", "magic").code == 2


def test_while_another_training_runs_none_begins(trained: Run, tmp_path: Path) -> None:
    with training_lock(tmp_path / "home" / "models"):
        outcome = trained("retrain")
    assert outcome.code == 1
    assert f"process {os.getpid()}" in outcome.err
    assert len(runs(trained)) == 1


def test_a_training_of_a_schedule_has_the_lowest_priority(trained_home: Path, tmp_path: Path) -> None:
    shutil.copytree(trained_home, tmp_path / "home")
    code = (
        "import os, sys; from cli.main import main; "
        "main(['--home', sys.argv[1], 'retrain', '--if-needed', '--nice']); print('niceness', os.nice(0))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "home")], capture_output=True, text=True, check=True
    ).stdout
    assert said.splitlines()[-1] == "niceness 19"


def test_without_a_blend_there_is_none_to_move(trained: Run) -> None:
    outcome = trained("retrain", "--blend-only")
    assert outcome.code == 0
    assert outcome.out == "blend: no blend serves: train one with shopkeeper train.\n"
    answer = json.loads(trained("retrain", "--blend-only", "--json").out)
    assert answer["check"] is None
    assert (answer["run"]["status"], answer["run"]["is_update"]) == ("refused", True)
    assert len(runs(trained)) == 1


def with_a_blend(home: Path) -> None:
    """One whose gate looks at nothing."""
    registry = Registry(home)
    products = registry.read("popularity", registry.serving().versions["popularity"])
    gate = {"w1": np.zeros((len(CONTEXT_FEATURES), 2)), "b1": np.zeros(2), "w2": np.zeros((2, 2)), "b2": np.zeros(2)}
    counts = {
        "product_events": np.zeros(len(products.products)),
        "repeat_categories": np.array([b""], dtype=np.bytes_),
        "repeat_shares": np.zeros(1),
    }
    parameters = {"sources": ["popularity"], "context": list(CONTEXT_FEATURES)}
    blend = replace(products, kind="blend", arrays={**gate, **counts}, parameters=parameters, version="")
    registry.promote("blend", registry.add(blend).version)


def test_where_no_training_is_due_the_blend_waits_for_lists_and_says_so(trained: Run, tmp_path: Path) -> None:
    with_a_blend(tmp_path / "home")
    outcome = trained("retrain", "--if-needed")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-2:] == [
        "No training is due.",
        "blend: 0 lists with something opened since the last training; the blend is moved by 200 or more, and stays as "
        "it is.",
    ]
    assert len(runs(trained)) == 1
