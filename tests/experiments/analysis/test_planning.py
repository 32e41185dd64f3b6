import pytest

from experiments.analysis.planning import detectable, looking_costs, planned, units_needed
from experiments.errors import ExperimentInvalid

SHARE = {"baseline": 0.1, "mde": 0.2}


def test_a_share_takes_what_the_textbooks_say(make_experiment) -> None:
    """10 % against 12 %, α 5 %, power 80 %: 3,841 of each by Cohen's h (Fleiss's formula gives 3,839)."""
    experiment = make_experiment(decision="horizon", plan=SHARE)
    assert units_needed(experiment, 0.2) == pytest.approx(2 * 3_840, abs=12)


def test_a_mean_takes_what_the_textbooks_say(make_experiment) -> None:
    """d = 0.2: 394 of each (Cohen 1988, table 2.4.1: 393)."""
    revenue = [{"name": "revenue", "role": "primary"}]
    plan = {"baseline": 10, "deviation": 5, "mde": 0.1}
    experiment = make_experiment(decision="horizon", metrics=revenue, plan=plan)
    assert planned(experiment).plan.n_units == pytest.approx(2 * 394, abs=2)


def test_looking_at_any_time_costs_units(make_experiment) -> None:
    once, always = (make_experiment(decision=d, plan=SHARE) for d in ("horizon", "anytime"))
    assert units_needed(always, 0.2) / units_needed(once, 0.2) == pytest.approx(looking_costs(0.05, 0.8), abs=1e-3)
    assert 1.8 < looking_costs(0.05, 0.8) < 2


def test_uneven_shares_and_more_variants_cost_units(make_experiment) -> None:
    plain = units_needed(make_experiment(plan=SHARE), 0.2)
    uneven = make_experiment(plan=SHARE, variants=[{"name": "a", "weight": 9}, {"name": "b"}])
    three = make_experiment(plan=SHARE, variants=[{"name": name} for name in "abc"])
    assert units_needed(uneven, 0.2) > 2.5 * plain
    assert units_needed(three, 0.2) > 1.5 * plain


def test_what_units_find_is_the_other_way_round(make_experiment) -> None:
    experiment = make_experiment(plan=SHARE)
    assert detectable(experiment, units_needed(experiment, 0.13)) == pytest.approx(0.13, rel=1e-3)
    assert detectable(experiment, 150) is None


def test_a_plan_that_cannot_be_says_so(make_experiment) -> None:
    with pytest.raises(ExperimentInvalid, match="cannot change by 50%"):
        planned(make_experiment(plan={"baseline": 0.8, "mde": 0.5}))
    with pytest.raises(ExperimentInvalid, match="revenue needs deviation"):
        planned(make_experiment(metrics=[{"name": "revenue", "role": "primary"}], plan=SHARE))
