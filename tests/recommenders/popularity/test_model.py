"""Popularity: what it gives to newcomers, to regulars and to those whose categories are known."""

from dataclasses import replace

import numpy as np
import pytest

from recommenders.history import SECONDS_PER_DAY, History
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, checkerboard, facts_of, history_of, training_set
from tests.recommenders.contract import ModelContract

NEWCOMER = History(as_of=AS_OF)


class TestPopularityKeepsTheContract(ModelContract):
    model = Popularity
    train = staticmethod(train)
    parameters = PopularityParameters()
    view_without_history = True


def trained(data: TrainingSet, **changes: float) -> Popularity:
    parameters = replace(PopularityParameters(), **changes)
    return Popularity.from_artifact(train(data, parameters, TrainingWatch()))


def days_ago(days: float) -> int:
    return AS_OF - int(days * SECONDS_PER_DAY)


def test_an_event_counts_half_after_one_half_life() -> None:
    data = training_set([(0, 0, days_ago(14), 0), (1, 1, days_ago(28), 0), (2, 2, days_ago(28), 0)], 3, 4)
    scores = trained(data, half_life_days=14, segment_share=0).score(NEWCOMER)
    np.testing.assert_allclose(scores[:3], [0.5, 0.25, 0.25])
    assert scores[3] == NO_OPINION


def test_one_shopper_does_not_make_a_product_popular_by_opening_it_over_and_over() -> None:
    honest = [(shopper, 0, days_ago(1), 0) for shopper in range(3)]
    again = [(3, 1, days_ago(1) + second, 0) for second in range(500)]
    scores = trained(training_set([*honest, *again], 4, 2), segment_share=0).score(NEWCOMER)
    np.testing.assert_allclose(scores, [0.75, 0.25], rtol=1e-3)
    next_day = [(3, 1, days_ago(2), 0), (3, 1, days_ago(1), 0)]
    scores = trained(training_set([*honest, *next_day], 4, 2), segment_share=0, half_life_days=1e6).score(NEWCOMER)
    np.testing.assert_allclose(scores, [0.6, 0.4], rtol=1e-3)


def test_the_scores_are_those_of_a_plain_loop_over_the_events() -> None:
    known = checkerboard()
    model = trained(known.data, category_share=0.3, segment_share=0.2, half_life_days=3, taste_half_life_days=5)
    for history in known.asked[:4]:
        np.testing.assert_allclose(model.score(history), slow_scores(known.data, history), rtol=1e-4)


def slow_scores(data: TrainingSet, history: History) -> list[float]:
    """The formula of the README, event by event, for shoppers with one to nine events and the settings above."""
    entries, n = data.interactions, len(data.products)
    overall, segment, seen = [0.0] * n, [0.0] * n, {}
    for shopper, product, at in zip(entries.shopper, entries.product, entries.at, strict=True):
        weight = 2.0 ** (-(data.as_of - at) / SECONDS_PER_DAY / 3)
        overall[product] += weight
        segment[product] += weight if seen.get(shopper, 0) >= 1 else 0.0
        seen[shopper] = seen.get(shopper, 0) + 1
    taste = [0.0, 0.0]
    for product, at in zip(history.products, history.at, strict=True):
        taste[product % 2] += 2.0 ** (-(history.as_of - at) / SECONDS_PER_DAY / 5)
    scores = []
    for product in range(n):
        demand = sum(overall[product % 2 :: 2])
        within = taste[product % 2] / sum(taste) * overall[product] / demand
        mixed = 0.5 * overall[product] / sum(overall) + 0.2 * segment[product] / sum(segment) + 0.3 * within
        scores.append(mixed if overall[product] else -np.inf)
    return scores


def test_newcomers_get_what_first_events_were_about() -> None:
    events = [(shopper, 0, days_ago(3), 0) for shopper in range(5)]
    events += [(shopper, 1, days_ago(2), 1) for shopper in range(5)] + [(0, 1, days_ago(1), 2)]
    model = trained(training_set(events, 5, 2), segment_share=0.9)
    assert best_rows(model.score(NEWCOMER), 1) == [0]
    assert best_rows(model.score(history_of(0)), 1) == [1]


def test_a_category_named_at_sign_up_leads_to_its_products_and_those_below_it() -> None:
    facts = facts_of(np.array([0, 1, 0, 1]))
    facts = replace(facts, category_names=("Home", "Sport > Tents"))
    events = [(0, 0, days_ago(1), 0), (1, 0, days_ago(1), 0), (0, 1, days_ago(1), 0), (2, 2, days_ago(1), 0)]
    model = trained(training_set(events, 3, 4, facts), category_share=0.8)
    assert best_rows(model.score(NEWCOMER), 1) == [0]
    for path in ("Sport", "sport > tents"):
        assert best_rows(model.score(replace(NEWCOMER, liked_categories=(path,))), 1) == [1]
    assert best_rows(model.score(replace(NEWCOMER, liked_categories=("Spo",))), 1) == [0]


@pytest.mark.parametrize("liked", [(), ("Nowhere",)])
def test_a_category_that_is_not_there_changes_nothing(liked: tuple[str, ...]) -> None:
    model = trained(checkerboard().data)
    np.testing.assert_array_equal(model.score(replace(NEWCOMER, liked_categories=liked)), model.score(NEWCOMER))


def test_a_refund_does_not_make_a_product_popular() -> None:
    data = training_set([(0, 0, days_ago(1), 0), (1, 1, days_ago(1), 0)], 2, 2)
    data.interactions.weight[1] = -0.5
    assert trained(data).score(NEWCOMER)[1] == NO_OPINION
