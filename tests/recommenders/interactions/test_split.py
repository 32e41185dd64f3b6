"""Nothing of the future reaches training."""

import numpy as np
import pytest

from recommenders.errors import TrainingRefused
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.interaction_log import InteractionLog, Thresholds
from recommenders.interactions.split import DEFAULT_RULES, SplitRules, moving_windows, split_at
from recommenders.interactions.visit_split import newest_visits_moment, split_visits
from tests.recommenders.interactions.sample_log import DAY, facts, sample_log

LOG = sample_log(
    ["x a 1 b", "x b 2 v", "y a 3 b", "y c 9 b", "x a 11 b", "x b 11 b", "x b 12 b", "x d 12 b", "y a 13 v", "z a 14 b"]
)
MOMENT = 10 * DAY


def answers(log: InteractionLog, rules: SplitRules = DEFAULT_RULES) -> dict[str, list[str]]:
    split = split_at(log, MOMENT, rules=rules)
    return {
        split.train.shoppers[row]: [split.train.products[one] for one in rows] for row, rows in split.relevant.items()
    }


def test_training_knows_neither_shoppers_nor_products_of_the_future() -> None:
    train = split_at(LOG, MOMENT).train
    assert train.shoppers.ids == ("x", "y")
    assert train.products.ids == ("a", "b", "c")
    assert train.as_of == MOMENT
    assert train.interactions.at.max() < MOMENT


def test_what_was_bought_afterwards_is_relevant_each_once() -> None:
    assert answers(LOG) == {"x": ["a", "b"]}
    assert answers(LOG, SplitRules(relevant=("purchase", "view_item"))) == {"x": ["a", "b"], "y": ["a"]}


def test_only_what_is_new_to_the_shopper_can_be_asked_for() -> None:
    log = sample_log(["x a 1 b", "y b 1 b", "x a 11 b", "x b 11 b"])
    assert answers(log, SplitRules(new_only=True)) == {"x": ["b"]}


def test_newcomers_and_unknown_products_are_told_apart() -> None:
    split = split_at(LOG, MOMENT)
    assert split.newcomers.ids == ("z",)
    assert split.newcomers_relevant[0].tolist() == [0]
    assert split.n_unknown == 1
    with pytest.raises(KeyError):
        split.relevant[1]


def test_thresholds_count_the_training_part_alone() -> None:
    train = split_at(LOG, MOMENT, rules=SplitRules(Thresholds(min_product_events=2))).train
    assert train.products.ids == ("a",)
    assert len(train.interactions) == 2


def test_the_test_part_ends_where_it_is_told_to() -> None:
    split = split_at(LOG, MOMENT, until=12 * DAY)
    assert (split.n_unknown, split.until, len(split.newcomers)) == (0, 12 * DAY, 0)


def test_launch_and_catalog_are_those_of_the_moment() -> None:
    catalog = facts("adef", launched_at=[np.nan, np.nan, 11 * DAY, 2 * DAY], price=[1, 2, 3, 4])
    log = sample_log(["x a 1 b", "x b 2 v", "x d 11 b"], catalog=catalog)
    train = log.training_set(MOMENT)
    assert train.products.ids == ("a", "b", "d", "f")
    np.testing.assert_array_equal(train.facts.launched_at, [DAY, 2 * DAY, np.nan, 2 * DAY])
    np.testing.assert_array_equal(train.facts.price, [1, np.nan, 2, 4])
    assert train.facts.in_stock.tolist() == [True, False, True, True]


def test_a_split_before_everything_is_refused() -> None:
    with pytest.raises(TrainingRefused, match="choose a later moment"):
        split_at(LOG, DAY)


def test_windows_follow_each_other_and_end_with_the_newest_entry() -> None:
    end = 14 * DAY + 1
    assert moving_windows(LOG, 2, 3) == [(end - 6 * DAY, end - 3 * DAY), (end - 3 * DAY, end)]
    with pytest.raises(TrainingRefused, match="5 windows of 3 days do not fit"):
        moving_windows(LOG, 5, 3)


def test_the_newest_visits_are_held_out_whole() -> None:
    log = sample_log(
        ["x a 1 v", "x b 1 v", "y a 2 v", "y b 2 v", "x a 11 v", "x b 11 v", "z b 12 v", "z a 12 v", "y a 13 v"]
    )
    split = split_visits(log, 11 * DAY)
    assert [visit.tolist() for visit in split] == [[0, 1], [0, 1]]
    assert split.shoppers.tolist() == [0, -1]
    assert len(split.train.interactions) == 4
    assert newest_visits_moment(log, 0.5) == 11 * DAY


def test_a_visit_that_goes_on_at_the_moment_is_not_tested() -> None:
    log = sample_log(["x a 1 v", "x b 1.4 v", "x a 1.6 v", "x b 1.7 v"])
    split = split_visits(log, round(1.5 * DAY))
    assert (len(split), len(split.train.interactions)) == (0, 2)


def test_the_end_of_the_window_is_never_in_the_future() -> None:
    assert InteractionsConfig(now=5, until=100).end == 6
    assert InteractionsConfig(now=5, until=3).end == 3
