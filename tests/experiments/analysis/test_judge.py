"""Verdicts over drawn outcomes whose truth is known."""

from datetime import UTC, datetime

import numpy as np
import pytest

from experiments.analysis.judge import judge
from experiments.analysis.metric_table import COLUMNS
from experiments.analysis.outcomes import UnitTable

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PRIMARY = {"name": "conversion", "role": "primary"}
GUARDRAIL = {"name": "refunds", "role": "guardrail", "wanted": "down", "margin": 0.1}


def drawn(rates, n=2_000, refunds=None, seed=0, before=0.0):
    """A table of `n` units a variant, each of which buys at its variant's rate."""
    random = np.random.default_rng(seed)
    variant = np.repeat(np.arange(len(rates)), n)
    columns = {name: np.zeros(len(variant)) for name in COLUMNS}
    columns["n_orders"] = (random.random(len(variant)) < np.array(rates)[variant]).astype(float)
    habit = random.gamma(2, 10, len(variant))
    columns["revenue"] = columns["n_orders"] * 20 + habit
    columns["n_refunds"] = random.poisson(np.array(refunds or [0.2] * len(rates))[variant]).astype(float)
    past = {name: np.zeros(len(variant)) for name in COLUMNS} | {"revenue": before * habit}
    return UnitTable(variant, columns, past)


def test_a_better_variant_wins(make_experiment) -> None:
    report = judge(make_experiment(), drawn([0.1, 0.2]), NOW)
    assert (report.verdict, report.winner) == ("winner", "lambdarank")
    assert report.comparisons[0].effect.low > 0
    assert report.n_units == {"blend": 2_000, "lambdarank": 2_000}


def test_a_worse_variant_loses(make_experiment) -> None:
    assert judge(make_experiment(), drawn([0.2, 0.1]), NOW).verdict == "worse"


def test_an_unclear_one_runs_on_until_the_plan_is_done(make_experiment) -> None:
    plan = {"baseline": 0.1, "mde": 0.2}
    assert judge(make_experiment(plan=plan | {"n_units": 9_000}), drawn([0.1, 0.1]), NOW).verdict == "undecided"
    assert judge(make_experiment(plan=plan | {"n_units": 4_000}), drawn([0.1, 0.1]), NOW).verdict == "no_difference"


def test_a_broken_draw_has_no_winner(make_experiment) -> None:
    table = drawn([0.1, 0.2])
    lost = np.flatnonzero((table.variant == 0) | (np.arange(4_000) % 5 > 0))
    columns = {name: values[lost] for name, values in table.columns.items()}
    broken = UnitTable(table.variant[lost], columns, {name: values[lost] for name, values in table.before.items()})
    report = judge(make_experiment(), broken, NOW)
    assert (report.verdict, report.winner) == ("invalid", None)
    assert "no figure can be believed" in report.reason


def test_nothing_is_said_of_a_few(make_experiment) -> None:
    report = judge(make_experiment(), drawn([0.1, 0.9], n=50), NOW)
    assert (report.verdict, list(report.comparisons)) == ("too_early", [])
    assert judge(make_experiment(), drawn([0.1, 0.1], n=0), NOW).verdict == "too_early"


def test_one_that_is_judged_once_says_nothing_before(make_experiment) -> None:
    plan = {"baseline": 0.1, "mde": 0.2, "n_units": 5_000}
    early = make_experiment(decision="horizon", plan=plan)
    assert judge(early, drawn([0.1, 0.2]), NOW).verdict == "too_early"
    assert judge(early, drawn([0.1, 0.2], n=2_500), NOW).verdict == "winner"


def test_who_does_harm_does_not_win(make_experiment) -> None:
    guarded = make_experiment(metrics=[PRIMARY, GUARDRAIL])
    report = judge(guarded, drawn([0.1, 0.2], refunds=[0.2, 0.5]), NOW)
    assert (report.verdict, report.winner) == ("harmful", None)
    assert "refunds of lambdarank" in report.reason
    assert judge(guarded, drawn([0.1, 0.2], n=8_000), NOW).verdict == "winner"


def test_of_several_the_best_wins_and_chance_is_allowed_for(make_experiment) -> None:
    three = make_experiment(variants=[{"name": name} for name in "abc"])
    report = judge(three, drawn([0.1, 0.16, 0.2]), NOW)
    assert report.winner == "c"
    assert report.any_difference["conversion"] < 1e-6
    pair = judge(make_experiment(), drawn([0.1, 0.16]), NOW).comparisons[0].effect
    assert report.comparisons[0].effect.width > pair.width


def test_what_was_known_before_makes_the_interval_narrower(make_experiment) -> None:
    revenue = make_experiment(metrics=[PRIMARY, {"name": "revenue"}])
    plain, cuped = (judge(revenue, drawn([0.1, 0.2], before=before), NOW).comparisons[1] for before in (0.0, 1.0))
    assert (plain.variance_left, cuped.variance_left < 0.4) == (1, True)
    assert cuped.effect.width < 0.7 * plain.effect.width
    assert cuped.effect.low < 2 < cuped.effect.high


def test_hints_are_corrected_for_how_many_there_are(make_experiment) -> None:
    names = ("revenue", "orders", "carted", "clicked")
    many = make_experiment(metrics=[PRIMARY, *({"name": name} for name in names)], decision="horizon")
    hints = judge(many, drawn([0.1, 0.12]), NOW).comparisons[1:]
    assert all(one.p_adjusted >= one.effect.p_value for one in hints)
    assert any(one.p_adjusted > one.effect.p_value for one in hints)


def test_the_report_is_plain_json_and_readable(make_experiment) -> None:
    experiment = make_experiment(metrics=[PRIMARY, GUARDRAIL, {"name": "ctr"}])
    report = judge(experiment, drawn([0.1, 0.2]), NOW)
    told = report.to_json()
    assert told["comparisons"][0]["state"] == "better"
    assert told["comparisons"][2]["low"] is None  # nothing was shown: no ratio
    assert told["deviations"]["conversion"] == pytest.approx(0.3, abs=0.02)
    assert "lambdarank: 0.10" in "\n".join(report.to_lines())
