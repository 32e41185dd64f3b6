from scipy import stats

from experiments.unit_hash import unit_share

UNITS = [f"shopper-{n}" for n in range(10_000)]


def test_a_units_place_never_changes() -> None:
    assert unit_share("salt", "ann") == 0.5947603691592789
    assert unit_share("s" * 200, "ann") != unit_share("s" * 201, "ann")


def test_units_are_spread_evenly() -> None:
    assert stats.kstest([unit_share("salt", unit) for unit in UNITS], "uniform").pvalue > 0.01


def test_two_salts_know_nothing_of_each_other() -> None:
    one, other = [unit_share("a", unit) for unit in UNITS], [unit_share("b", unit) for unit in UNITS]
    assert abs(stats.spearmanr(one, other).statistic) < 0.03


def test_any_text_has_a_place() -> None:
    assert 0 <= unit_share("", "") < 1
    assert 0 <= unit_share("ü", "\ud800 lone surrogate") < 1
