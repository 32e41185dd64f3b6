import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# Ibis calls DuckDB by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


def versions(run: Run) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(run("models", "list", "--json").out)["models"]
    return listed


def test_training_ends_with_a_table_and_a_model_that_serves(trained: Run) -> None:
    outcome = trained("train", "popularity")
    assert outcome.code == 0
    heading, row = (line.split("\t") for line in outcome.out.splitlines())
    assert heading == ["model", "Recall@20", "NDCG@10", "popularity", "against serving", "verdict", "seconds"]
    assert (row[0], row[1], row[5]) == ("popularity", "1.000", "promoted")
    assert row[4] == "+0.000 (+0.000 … +0.000)"
    assert [one["is_serving"] for one in versions(trained)] == [True, False]


def test_products_of_the_catalog_that_nobody_bought_are_known_too(shop: Run, orders: Path) -> None:
    assert shop("events", "import", str(orders)).code in (0, 3)
    assert shop("train", "popularity").code == 0
    assert "7 products" in shop("models", "list").out


def test_the_record_of_a_run_is_one_json_object(trained: Run) -> None:
    record = json.loads(trained("train", "popularity", "--no-promote", "--seed", "3", "--json").out)
    assert record["counts"] == {"interactions": 144, "shoppers": 12, "products": 4}  # two lines of each of 72 orders
    assert record["outcomes"][0]["verdict"] == "kept"
    assert record["outcomes"][0]["parameters"]["seed"] == 3


def test_a_window_is_counted_back_from_the_newest_order(trained: Run) -> None:
    record = json.loads(trained("train", "popularity", "--window", "30d", "--json").out)
    assert record["window"][0].startswith("2026-02-1")
    assert record["window"][1].startswith("2026-03-12")
    record = json.loads(trained("train", "popularity", "--window", "2026-01-10..2026-02-20", "--json").out)
    assert record["window"][0].startswith("2026-01-15")


def test_a_log_without_events_is_refused_and_says_how_to_get_some(shop: Run) -> None:
    outcome = shop("train")
    assert outcome.code == 4
    assert "shopkeeper events import" in outcome.err


def test_an_unknown_model_and_a_window_that_is_none_are_told(trained: Run) -> None:
    assert trained("train", "magic").code == 2
    outcome = trained("train", "popularity", "--window", "soon")
    assert outcome.code == 4
    assert "'soon'" in outcome.err


def test_a_model_that_fails_is_a_line_of_the_table_with_its_reason(trained: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "parameters"
    folder.mkdir()
    (folder / "popularity.toml").write_text("half_life = 3.0\n")
    outcome = trained("train", "popularity")
    assert outcome.code == 4
    assert "failed" in outcome.out
    assert "popularity has no parameter 'half_life'" in outcome.out


def test_promoting_and_rolling_back_change_what_serves(trained: Run) -> None:
    first = versions(trained)[0]["version"]
    assert trained("train", "popularity", "--no-promote").code == 0
    second = str(versions(trained)[0]["version"])
    assert trained("models", "promote", "popularity", second).out == f"popularity {second} serves.\n"
    assert trained("models", "rollback", "popularity").out == f"popularity {first} serves again.\n"
    outcome = trained("models", "rollback", "popularity")
    assert outcome.code == 2
    assert "has served before" in outcome.err


def test_a_version_that_was_refused_needs_force(trained: Run, tmp_path: Path) -> None:
    (version,) = (str(one["version"]) for one in versions(trained))
    runs = tmp_path / "home" / "models" / "runs"
    (file,) = runs.glob("*.json")
    record = json.loads(file.read_text())
    record["outcomes"][0] |= {"verdict": "refused", "reason": "it is below its floor"}
    file.write_text(json.dumps(record))
    refused = trained("models", "promote", "popularity", version)
    assert refused.code == 4
    assert "it is below its floor" in refused.err
    assert trained("models", "promote", "popularity", version, "--force").code == 0


def test_the_list_marks_what_serves_and_the_page_of_a_version_tells_all(trained: Run) -> None:
    (line,) = trained("models", "list").out.splitlines()
    assert line.startswith("* popularity ")
    assert "Recall@20 1.000  4 products" in line
    shown = json.loads(trained("models", "show", "popularity").out)
    assert shown["is_serving"]
    assert shown["metrics"]["n_questions"] == 12
    assert shown["checksum"]


def test_before_the_first_training_the_commands_say_what_to_do(run: Run) -> None:
    assert "shopkeeper train" in run("models", "list").out
    outcome = run("models", "show", "popularity")
    assert outcome.code == 2
    assert "shopkeeper train popularity" in outcome.err


def test_tuned_parameters_are_written_and_used(trained: Run, tmp_path: Path) -> None:
    outcome = trained("tune", "popularity", "--trials", "2")
    assert outcome.code == 0, outcome.err
    assert "half_life_days" in outcome.out
    assert "in 2 trainings" in outcome.out
    file = tmp_path / "home" / "parameters" / "popularity.toml"
    assert file.exists() == ("written to" in outcome.out)
    file.parent.mkdir(exist_ok=True)
    file.write_text("half_life_days = 3.5\n")
    record = json.loads(trained("train", "popularity", "--json").out)
    assert record["outcomes"][0]["parameters"]["half_life_days"] == 3.5


def test_a_dataset_is_a_plain_name(trained: Run) -> None:
    outcome = trained("tune", "popularity", "--dataset", "../../etc")
    assert outcome.code == 2
    assert "'../../etc'" in outcome.err
