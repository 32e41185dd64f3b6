"""`shopkeeper eval run` and `compare`, as a shell sees them."""

import json

import pytest

CASES = """
shop = "feed"
topic = "find"

[[case]]
id = "jackets"
twin = "sushi"
say = "a jacket"
expect.kind = ["find"]
expect.cards = { min = 1, any = [{ title_has = ["jacket"] }] }

[[case]]
id = "sushi"
twin = "jackets"
negative = true
say = "thanks, bye"
expect.kind = ["chat"]
expect.cards = { max = 0 }
"""


@pytest.fixture
def cases(tmp_path):
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "find.toml").write_text(CASES, encoding="utf-8")
    return folder


def broken(cases):
    """The same cases, one of which expects what will not come."""
    file = cases / "find.toml"
    file.write_text(CASES.replace("max = 0", "min = 9"), encoding="utf-8")


def test_cases_of_the_shop_in_the_data_folder_are_played(shop, cases, tmp_path):
    outcome = shop("eval", "run", "--cases", str(cases), "--writer", "all", "--out", str(tmp_path / "out"))
    assert outcome.code == 0, outcome.out
    assert "| find | 2 of 2 | 2 of 2 | 2 of 2 | 2 of 2 | 2 of 2 |" in outcome.out
    report = json.loads((tmp_path / "out" / "eval.json").read_text(encoding="utf-8"))
    assert [run["writer"] for run in report["runs"]] == ["template", "honest", "lazy", "hostile", "broken"]
    assert (tmp_path / "out" / "eval.md").read_text(encoding="utf-8") == outcome.out


def test_a_failing_case_is_told_and_ends_with_1(shop, cases):
    broken(cases)
    outcome = shop("eval", "run", "--cases", str(cases))
    assert outcome.code == 1
    assert "- `sushi`: turn 1: 0 cards, not at least 9" in outcome.out


def test_only_what_was_asked_for_is_played(shop, cases):
    broken(cases)
    assert shop("eval", "run", "--cases", str(cases), "--case", "jackets").code == 0
    outcome = shop("eval", "run", "--cases", str(cases), "--topic", "find", "--json")
    assert len(json.loads(outcome.out)["runs"][0]["results"]) == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--case", "gone"), "no case 'gone'"),
        (("--topic", "gift"), "topics are: find"),
        (("--writer", "poet"), "no writer 'poet'"),
        (("--writer", "live"), "needs ANTHROPIC_API_KEY"),
        (("--writer", "recorded"), "with --recording"),
    ],
)
def test_what_cannot_be_played_is_said(shop, cases, options, told):
    outcome = shop("eval", "run", "--cases", str(cases), *options)
    assert outcome.code == 2
    assert told in outcome.err


def test_cases_that_are_none_are_refused(shop, cases):
    (cases / "find.toml").write_text(CASES.replace('twin = "sushi"', 'twin = "gone"'), encoding="utf-8")
    outcome = shop("eval", "run", "--cases", str(cases))
    assert outcome.code == 4
    assert "'gone' does not exist" in outcome.err


def test_a_recording_of_a_live_model_is_played_again(shop, cases, tmp_path):
    from assistant.scripted import ScriptedLanguageModel

    live = ScriptedLanguageModel(["Have a look at the first one."], name="claude-test")
    first = ("eval", "run", "--cases", str(cases), "--writer", "live", "--out", str(tmp_path / "live"))
    assert shop(*first, model=live).code in (0, 1)
    recording = str(tmp_path / "live" / "eval.json")
    again = shop("eval", "run", "--cases", str(cases), "--writer", "recorded", "--recording", recording, "--json")
    assert "Have a look at the first one." in (tmp_path / "live" / "eval.json").read_text(encoding="utf-8")
    assert json.loads(again.out)["runs"][0]["writer"] == "recorded"


def test_two_evaluations_are_compared_by_what_fails(shop, cases, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    shop("eval", "run", "--cases", str(cases), "--out", str(before))
    broken(cases)
    shop("eval", "run", "--cases", str(cases), "--out", str(after))
    files = (str(before / "eval.json"), str(after / "eval.json"))
    worse = shop("eval", "compare", *files)
    assert worse.code == 1
    assert "Newly failing: 1\n  template sushi\n    turn 1: 0 cards, not at least 9" in worse.out
    better = shop("eval", "compare", *reversed(files), "--json")
    assert better.code == 0
    assert [one["id"] for one in json.loads(better.out)["newly_passing"]] == ["sushi"]


def test_a_file_that_is_no_report_is_refused(shop, cases):
    file = str(cases / "find.toml")
    outcome = shop("eval", "compare", file, file)
    assert outcome.code == 4
    assert "no report of `shopkeeper eval run`" in outcome.err


def test_the_samples_cases_are_played_on_the_sample_wherever_the_data_folder_is(run):
    """A handful whose outcome needs no encoder; the folder holds no shop, so the sample is imported to be gone."""
    ids = [
        "policy-delivery-cost",
        "policy-ship-to-norway",
        "compare-two-boots",
        "reference-open-page",
        "review-cairn-boots",
    ]
    outcome = run("eval", "run", "--writer", "template", *(word for one in ids for word in ("--case", one)))
    assert outcome.code == 0, outcome.out
    assert f"{len(ids)} of {len(ids)} pass" in outcome.out
