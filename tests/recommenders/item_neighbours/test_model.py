"""Item neighbours: both variants keep the contract, and answer as a slow loop does."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from events.vocabulary import CODE_OF
from recommenders.errors import ArtifactInvalid
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.item_neighbours import model as served
from recommenders.item_neighbours.model import ItemNeighbours
from recommenders.item_neighbours.neighbour_table import NEIGHBOURS, STARTS, STRENGTHS
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION, best_rows
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of, training_set
from tests.recommenders.contract import ModelContract

KNOWN = checkerboard()
PLAIN = ItemNeighboursParameters(regularization=1, repetition="sum", level_power=0, trend_power=0, surge_power=0)


class TestEaseKeepsTheContract(ModelContract):
    model = ItemNeighbours
    train = staticmethod(train)
    parameters = ItemNeighboursParameters(variant="ease", regularization=1)


class TestCosineKeepsTheContract(ModelContract):
    model = ItemNeighbours
    train = staticmethod(train)
    parameters = ItemNeighboursParameters(variant="cosine")


def trained(**changes: Any) -> ItemNeighbours:
    return ItemNeighbours.from_artifact(train(KNOWN.data, replace(PLAIN, **changes), TrainingWatch()))


@pytest.mark.parametrize("variant", ["ease", "cosine"])
def test_the_scores_are_those_of_a_plain_loop_over_the_links(variant: str) -> None:
    artifact = train(KNOWN.data, replace(PLAIN, variant=variant, half_life_days=3), TrainingWatch())
    starts, neighbours, strengths = (artifact.arrays[name] for name in (STARTS, NEIGHBOURS, STRENGTHS))
    for history in KNOWN.asked[:4]:
        expected = np.zeros(len(KNOWN.data.products))
        for product, at in zip(history.products, history.at, strict=True):
            weight = 2.0 ** (-(history.as_of - at) / SECONDS_PER_DAY / 3)
            for place in range(starts[product], starts[product + 1]):
                expected[neighbours[place]] += weight * strengths[place]
        scores = ItemNeighbours.from_artifact(artifact).score(history)
        heard = np.isfinite(scores)
        positive = np.where(expected > 0, expected + served.FAINT, expected)
        np.testing.assert_allclose(scores[heard], positive[heard], rtol=1e-4, atol=1e-6)


def test_what_is_wanted_more_and_more_rises() -> None:
    days = [(shopper, product, day) for shopper in range(8) for product, day in ((0, 40), (1, 40), (2, 40))]
    days += [(shopper, 0, 40) for shopper in range(8, 16)] + [(shopper, 2, 2) for shopper in range(8, 12)]
    days += [(shopper, 1, 80) for shopper in range(8, 12)]
    data = training_set([(s, p, AS_OF - day * SECONDS_PER_DAY, day) for s, p, day in days], 16, 3)
    leaning = replace(PLAIN, trend_power=1.0)
    scores = ItemNeighbours.from_artifact(train(data, leaning, TrainingWatch())).score(history_of(0))
    plain = ItemNeighbours.from_artifact(train(data, PLAIN, TrainingWatch())).score(history_of(0))
    assert plain[1] == pytest.approx(plain[2])
    assert scores[2] > scores[1]


def test_what_was_bought_long_ago_says_less() -> None:
    long_ago = replace(history_of(0, 1), at=np.array([AS_OF - 400 * SECONDS_PER_DAY, AS_OF - 60]))
    assert best_rows(trained(half_life_days=30).score(long_ago), 1)[0] % 2 == 1


def test_a_product_disliked_on_balance_has_no_say_and_is_not_recommended() -> None:
    history = replace(
        history_of(0, 0),
        weights=np.array([0.1, -0.5], dtype=np.float32),
        kinds=np.array([CODE_OF["view_item"], CODE_OF["refund"]], dtype=np.uint8),
    )
    assert np.all(trained().score(history) == NO_OPINION)


def test_a_long_history_is_heard_by_its_weightiest_products() -> None:
    n = served.HEARD + 50
    data = training_set([(s, p, AS_OF - 60, 0) for s in range(3) for p in range(n)], 3, n)
    model = ItemNeighbours.from_artifact(train(data, replace(PLAIN, variant="cosine"), TrainingWatch()))
    light = np.full(n, 0.1, dtype=np.float32)
    light[-served.HEARD :] = 1.0
    everything = replace(history_of(*range(n)), weights=light)
    heavy: History = history_of(*range(50, n))
    np.testing.assert_allclose(model.score(everything), model.score(heavy), rtol=1e-3)


@pytest.mark.parametrize(("name", "value"), [(NEIGHBOURS, 21), (NEIGHBOURS, -1)])
def test_a_link_to_a_product_that_is_not_there_is_refused(name: str, value: int) -> None:
    artifact = train(KNOWN.data, PLAIN, TrainingWatch())
    spoilt = artifact.arrays[name].copy()
    spoilt[0] = value
    with pytest.raises(ArtifactInvalid, match="beyond"):
        ItemNeighbours.from_artifact(replace(artifact, arrays={**artifact.arrays, name: spoilt}))


def test_links_that_do_not_ascend_are_refused() -> None:
    artifact = train(KNOWN.data, PLAIN, TrainingWatch())
    starts = artifact.arrays[STARTS].copy()
    starts[1] = starts[-1] + 1
    with pytest.raises(ArtifactInvalid, match="ascend"):
        ItemNeighbours.from_artifact(replace(artifact, arrays={**artifact.arrays, STARTS: starts}))
