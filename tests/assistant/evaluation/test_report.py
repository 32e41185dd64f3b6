"""Reports say by topic and by case what came of it, and are compared by the sets of what fails."""

from datetime import UTC, datetime

from assistant.evaluation.report import CaseResult, EvalReport, WriterReport, result_of
from assistant.evaluation.report_change import change
from tests.assistant.evaluation.judging import make_case


def report(**failing):
    """A report of five cases with the template; `failing` has what is wrong with some of them."""
    results = tuple(
        CaseResult(
            id=name,
            topic="find" if name < "c" else "gift",
            negative=False,
            failures=tuple(failing.get(name, ())),
            milliseconds=(10.0, 30.0),
        )
        for name in "abcde"
    )
    runs = (WriterReport(writer="template", results=results),)
    return EvalReport(shop="tiny", created_at=datetime(2026, 1, 2, tzinfo=UTC), command="eval", runs=runs)


def test_a_report_counts_by_topic():
    run = report(a=["no card"]).runs[0]
    assert run.by_topic() == {"find": (1, 2), "gift": (3, 3)}
    assert run.n_passed == 4
    assert run.milliseconds(0.5) == 30.0


def test_the_page_has_every_failure():
    page = report(a=["turn 1: no card", "turn 2: no word"]).to_markdown()
    assert "| find | 1 of 2 |" in page
    assert "template: 4 of 5 pass" in page
    assert "- `a`: turn 1: no card; turn 2: no word" in page


def test_the_record_is_read_again_as_it_was():
    before = report(a=["no card"])
    assert EvalReport.model_validate_json(before.to_json()) == before
    assert before.has_failures
    assert not report().has_failures


def test_sets_of_failures_are_compared_not_totals():
    changed = change(report(a=["old"], b=["same"]), report(b=["other words"], c=["new"]))
    assert dict(changed.newly_failing) == {("template", "c"): ("new",)}
    assert dict(changed.newly_passing) == {("template", "a"): ("old",)}
    assert dict(changed.still_failing) == {("template", "b"): ("other words",)}
    assert "  template c" in list(changed.to_lines())
    assert changed.to_json()["newly_failing"] == [{"writer": "template", "id": "c", "failures": ["new"]}]


def test_what_was_not_played_is_neither_mended_nor_broken():
    after = report()
    shorter = after.model_copy(update={"runs": (WriterReport(writer="template", results=after.runs[0].results[1:]),)})
    changed = change(report(a=["old"]), shorter)
    assert dict(changed.gone) == {("template", "a"): ("old",)}
    assert not changed.newly_passing


def test_transcripts_are_kept_of_what_failed_and_where_the_models_words_are(played):
    case = make_case("a cycling jacket")
    turns = played(case)
    assert result_of(case, turns, ()).transcript == ()
    kept = result_of(case, turns, ("no",)).transcript[0]
    assert kept.say == "a cycling jacket"
    assert "windline" in " ".join(kept.cards)
    assert result_of(case, turns, (), keep="rounds").transcript
    assert result_of(case, turns, ("no",), keep="none").transcript == ()
