import numpy as np
import pytest

from retrieval.planner import EXACT_ROWS, plan_search, too_few_survived


def test_without_a_filter_the_index_answers() -> None:
    plan = plan_search(100_000, 100_000, 300)
    assert (plan.strategy, plan.fetch) == ("index", 300)


def test_a_broad_filter_asks_the_index_for_more() -> None:
    plan = plan_search(100_000, 80_000, 300)
    assert plan.strategy == "index"
    assert plan.fetch > 300 * 100 / 80


@pytest.mark.parametrize("n_matching", [1, EXACT_ROWS, 45_000])
def test_a_selective_filter_is_searched_exactly(n_matching: int) -> None:
    assert plan_search(100_000, n_matching, 300).strategy == "exact"


def test_a_small_catalog_is_searched_exactly() -> None:
    assert plan_search(400, 400, 300).strategy == "exact"


def test_nothing_is_asked_where_nothing_passes() -> None:
    assert plan_search(100_000, 0, 300).strategy == "none"


def test_too_few_survivors_call_for_an_exact_search() -> None:
    plan = plan_search(100_000, 80_000, 300)
    assert too_few_survived(plan, 299, 300)
    assert not too_few_survived(plan, 300, 300)


def test_the_index_is_never_asked_for_more_than_there_is() -> None:
    assert plan_search(60_000, 55_000, 54_000).fetch <= 60_000
    assert np.isfinite(plan_search(60_000, 55_000, 54_000).fetch)
