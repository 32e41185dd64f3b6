"""Segments: who belongs to which, and what newcomers get."""

from dataclasses import replace

import numpy as np
import pytest

from recommenders.artifact import Artifact
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from recommenders.segments.model import BY_SEGMENT, CENTRES, SIZES, Segments
from recommenders.segments.parameters import SegmentsParameters
from recommenders.segments.train import train
from tests.recommenders.checkerboard import AS_OF, checkerboard, facts_of, history_of, training_set
from tests.recommenders.contract import ModelContract

NEWCOMER = History(as_of=AS_OF)


class TestSegmentsKeepTheContract(ModelContract):
    model = Segments
    train = staticmethod(train)
    parameters = SegmentsParameters(n_segments=4)
    view_without_history = True


@pytest.fixture(scope="module")
def two_kinds() -> Artifact:
    """Twenty regulars buy products 0 and 2 on ten days of the last ten; ten rare shoppers bought 1 a year ago."""
    events = [(s, 0 if day % 2 else 2, AS_OF - day * SECONDS_PER_DAY, day) for s in range(20) for day in range(1, 11)]
    events += [(s, 1, AS_OF - 360 * SECONDS_PER_DAY, 0) for s in range(20, 30)]
    data = training_set(events, 30, 4, facts_of(np.array([0, 1, 0, 1])))
    return train(data, SegmentsParameters(n_segments=2, overall_share=0, half_life_days=100), TrainingWatch())


def test_regulars_and_rare_shoppers_are_told_apart_the_larger_segment_first(two_kinds: Artifact) -> None:
    np.testing.assert_allclose(two_kinds.arrays[SIZES], [20 / 30, 10 / 30], rtol=1e-6)
    np.testing.assert_allclose(two_kinds.arrays[BY_SEGMENT][1], [0, 1, 0, 0])
    assert two_kinds.metrics == {"n_segments": 2.0, "largest_share": pytest.approx(20 / 30)}


def test_a_shopper_gets_what_the_own_segment_buys(two_kinds: Artifact) -> None:
    model = Segments.from_artifact(two_kinds)
    rare = replace(history_of(1), at=np.array([AS_OF - 300 * SECONDS_PER_DAY]))
    regular = replace(history_of(*[2] * 8), at=AS_OF - SECONDS_PER_DAY * np.arange(9, 1, -1))
    assert (model.segment_of(regular), model.segment_of(rare)) == (0, 1)
    assert best_rows(model.score(rare), 1) == [1]
    assert model.score(regular)[[0, 2]].min() > model.score(regular)[1]


def test_a_newcomer_with_an_answer_starts_as_a_mixture_of_the_matching_segments(two_kinds: Artifact) -> None:
    model = Segments.from_artifact(two_kinds)
    both = model.score(replace(NEWCOMER, liked_categories=("Group 0", "Group 1")))
    own = two_kinds.arrays[BY_SEGMENT]
    np.testing.assert_allclose(both[:3], (2 / 3 * own[0] + 1 / 3 * own[1])[:3], rtol=1e-5)
    assert best_rows(model.score(replace(NEWCOMER, liked_categories=("Group 1",))), 1) == [1]


def test_a_newcomer_without_an_answer_gets_what_everyone_buys(two_kinds: Artifact) -> None:
    scores = Segments.from_artifact(two_kinds).score(NEWCOMER)
    assert scores[0] > scores[1]
    assert scores[3] == NO_OPINION
    unknown = replace(NEWCOMER, liked_categories=("Nowhere",))
    np.testing.assert_array_equal(Segments.from_artifact(two_kinds).score(unknown), scores)


def test_the_demand_of_a_segment_is_that_of_a_plain_loop_over_its_shoppers() -> None:
    data = checkerboard().data
    artifact = train(data, SegmentsParameters(n_segments=2, half_life_days=3), TrainingWatch())
    model = Segments.from_artifact(artifact)
    demand = np.zeros((2, len(data.products)))
    for row in range(len(data.shoppers)):
        history = data.history(row)
        for product, at in zip(history.products, history.at, strict=True):
            demand[model.segment_of(history), product] += 2.0 ** (-(AS_OF - at) / SECONDS_PER_DAY / 3)
    slow = demand / demand.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(artifact.arrays[BY_SEGMENT], slow, rtol=1e-4, atol=1e-7)


def test_there_are_never_more_segments_than_different_shoppers(two_kinds: Artifact) -> None:
    data = training_set([(0, 0, AS_OF - 60, 0), (1, 0, AS_OF - 60, 0)], 2, 2)
    artifact = train(data, SegmentsParameters(n_segments=9), TrainingWatch())
    assert len(artifact.arrays[CENTRES]) == 1


def test_spending_tells_shoppers_apart_who_are_alike_in_all_else() -> None:
    events = [(s, s % 2, AS_OF - SECONDS_PER_DAY, 0) for s in range(20)]
    facts = replace(facts_of(np.array([0, 0])), price=np.array([100, 900_000], dtype=np.float32))
    artifact = train(training_set(events, 20, 2, facts), SegmentsParameters(n_segments=2), TrainingWatch())
    model = Segments.from_artifact(artifact)
    assert model.segment_of(history_of(0)) != model.segment_of(history_of(1))
