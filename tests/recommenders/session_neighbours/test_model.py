"""Session neighbours: the formula, on visits small enough to be done by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, Scores, best_rows
from recommenders.session_neighbours.model import SessionNeighbours
from recommenders.session_neighbours.parameters import SessionNeighboursParameters
from recommenders.session_neighbours.train import train
from tests.recommenders.checkerboard import AS_OF, history_of, training_set

#: Visits, oldest first, by product row.
VISITS = ([0, 1, 1], [0, 2], [3, 4], [0, 1, 3])
PLAIN = SessionNeighboursParameters(rarity=0, vote_rarity=0, length_penalty=0)


def trained(parameters: SessionNeighboursParameters = PLAIN, visits: tuple[list[int], ...] = VISITS) -> Artifact:
    events = [
        (number, product, AS_OF - SECONDS_PER_DAY * (len(visits) - number) + 60 * step, 0)
        for number, visit in enumerate(visits)
        for step, product in enumerate(visit)
    ]
    return train(training_set(events, len(visits), 6), parameters, TrainingWatch())


def asked(artifact: Artifact, *clicks: int) -> Scores:
    return SessionNeighbours.from_artifact(artifact).score(visit_of(*clicks))


def visit_of(*clicks: int) -> History:
    return replace(history_of(*clicks), n_session=len(clicks))


def test_a_product_gets_one_vote_from_every_visit_that_has_it() -> None:
    np.testing.assert_allclose(asked(trained(), 0), [3, 2, 1, 1, NO_OPINION, NO_OPINION])


def test_a_click_weighs_one_over_its_place_from_the_end() -> None:
    np.testing.assert_allclose(asked(trained(), 3, 0), [3.5, 2.5, 1, 2, 0.5, NO_OPINION])


def test_a_repeated_click_counts_at_its_last_place_only() -> None:
    np.testing.assert_allclose(asked(trained(), 0, 3, 0), [3 + 1 / 2, 2.5, 1, 2, 0.5, NO_OPINION])


def test_a_rare_product_makes_visits_more_similar() -> None:
    scores = asked(trained(replace(PLAIN, rarity=1)), 4)
    np.testing.assert_allclose(scores[[3, 4]], math.log(5), rtol=1e-6)


def test_a_rare_product_is_raised_in_the_vote() -> None:
    scores = asked(trained(replace(PLAIN, vote_rarity=1)), 0)
    assert scores[2] == pytest.approx(2.0)
    assert scores[0] == pytest.approx(3 * (1 + math.log(7 / 3) / math.log(5)))


def test_a_long_visit_counts_less() -> None:
    scores = asked(trained(replace(PLAIN, length_penalty=0.5)), 0)
    assert scores[2] == pytest.approx(2**-0.5)
    assert scores[3] == pytest.approx(3**-0.5)


def test_an_old_visit_counts_half_after_its_half_life() -> None:
    scores = asked(trained(replace(PLAIN, half_life_days=1.0)), 0)
    assert scores[2] / scores[3] == pytest.approx(0.25, rel=0.01)


def test_of_equally_similar_visits_the_latest_votes() -> None:
    assert np.flatnonzero(np.isfinite(asked(trained(replace(PLAIN, n_neighbours=1)), 0))).tolist() == [0, 1, 3]


def test_only_the_latest_visits_of_a_product_are_looked_at() -> None:
    assert asked(trained(replace(PLAIN, visits_per_product=2)), 0)[0] == 2


def test_only_the_last_clicks_are_compared() -> None:
    artifact = trained(replace(PLAIN, max_products=1))
    np.testing.assert_array_equal(asked(artifact, 4, 0), asked(artifact, 0))


def test_an_earlier_visit_of_the_shopper_is_not_this_one() -> None:
    model = SessionNeighbours.from_artifact(trained())
    both = replace(history_of(4, 0), n_session=1)
    np.testing.assert_array_equal(model.score(both), model.score(visit_of(0)))


def test_who_has_not_clicked_yet_is_taken_where_the_last_visit_ended() -> None:
    model = SessionNeighbours.from_artifact(trained())
    np.testing.assert_array_equal(model.score(history_of(4, 0)), model.score(visit_of(4, 0)))


def test_the_same_as_a_slow_reading_of_the_formula_on_random_visits() -> None:
    random = np.random.default_rng(3)
    visits = tuple(random.integers(0, 6, random.integers(1, 7)).tolist() for _ in range(60))
    parameters = SessionNeighboursParameters(n_neighbours=1_000)
    model = SessionNeighbours.from_artifact(trained(parameters, visits))
    for _ in range(20):
        clicks = random.integers(0, 6, random.integers(1, 9)).tolist()
        expected = read_slowly(visits, clicks, parameters)
        np.testing.assert_allclose(model.score(visit_of(*clicks)), expected, rtol=1e-4)


def read_slowly(visits: tuple[list[int], ...], clicks: list[int], parameters: SessionNeighboursParameters) -> Scores:
    idf = [math.log1p(len(visits) / sum(product in visit for visit in visits)) for product in range(6)]
    scores = np.zeros(6)
    for visit in map(set, visits):
        similarity = sum(
            idf[product] ** parameters.rarity / (clicks[::-1].index(product) + 1) for product in visit & set(clicks)
        )
        for product in visit:
            vote = 1 + parameters.vote_rarity * idf[product] / max(idf)
            scores[product] += similarity * len(visit) ** -parameters.length_penalty * vote
    return np.where(scores > 0, scores, NO_OPINION).astype(np.float32)


def test_in_a_shop_where_everybody_sees_the_same_the_order_is_by_id() -> None:
    artifact = trained(SessionNeighboursParameters(), ([0, 1], [0, 1]))
    scores = asked(artifact, 0)
    assert best_rows(scores, 5).tolist() == [0, 1]
