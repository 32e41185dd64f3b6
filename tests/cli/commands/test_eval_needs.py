"""`shopkeeper eval needs` on the shop's catalog and on the sample shop's."""

import json
from pathlib import Path
from typing import Any

CHEAP: dict[str, Any] = {
    "id": "cheap",
    "say": ["boots under 100"],
    "expect": {"price_max": 10_000, "text_has": ["boots"]},
}
WRONG: dict[str, Any] = {"id": "wrong", "say": ["boots under 100"], "expect": {"price_max": 5_000}}


def _file(folder: Path, *cases: dict[str, Any]) -> str:
    file = folder / "cases.jsonl"
    file.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return str(file)


def test_cases_that_are_understood_end_well(run, tmp_path):
    outcome = run("eval", "needs", "--cases", _file(tmp_path, CHEAP))
    assert (outcome.code, outcome.out) == (0, "1 of 1 understood (100.0%).\n")


def test_without_a_catalog_the_sample_shops_is_used_and_no_folder_is_made(run, tmp_path):
    case = {"id": 1, "say": ["fjellmark jackets"], "expect": {"brands": ["Fjellmark"]}}
    assert run("eval", "needs", "--cases", _file(tmp_path, case)).code == 0
    assert not (tmp_path / "home").exists()


def test_the_shops_own_catalog_is_used_where_there_is_one(shop, tmp_path):
    case = {"id": 1, "say": ["fjellmark jackets"], "expect": {"brands": []}}
    stats = json.loads(shop("catalog", "stats", "--json").out)
    assert stats["n_products"] < 416
    outcome = shop("eval", "needs", "--cases", _file(tmp_path, case), "--json")
    assert json.loads(outcome.out)["total"] == 1


def test_json_tells_every_case_and_what_was_understood(run, tmp_path):
    outcome = run("eval", "needs", "--cases", _file(tmp_path, CHEAP, WRONG), "--json")
    answer = json.loads(outcome.out)
    assert outcome.code == 1
    assert (answer["passed"], answer["total"]) == (1, 2)
    assert [(case["id"], case["passed"], case["got"]["price_max"]) for case in answer["cases"]] == [
        ("cheap", True, 10_000),
        ("wrong", False, 10_000),
    ]


def test_a_failure_says_what_was_expected_and_understood(run, tmp_path):
    outcome = run("eval", "needs", "--cases", _file(tmp_path, WRONG))
    assert outcome.code == 1
    assert "price_max: expected 5000, got 10000" in outcome.out


def test_a_broken_line_is_refused_with_its_number(run, tmp_path):
    file = Path(_file(tmp_path, CHEAP))
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    outcome = run("eval", "needs", "--cases", str(file))
    assert outcome.code == 4
    assert "Line 2" in outcome.err


def test_a_file_that_is_not_there_is_a_usage_error(run, tmp_path):
    assert run("eval", "needs", "--cases", str(tmp_path / "none.jsonl")).code == 2
