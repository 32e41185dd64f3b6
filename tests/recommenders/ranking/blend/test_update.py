"""The blend is moved by what was opened, not by where it stood, and never far."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import check_grad

from recommenders.artifact import Artifact
from recommenders.id_index import IdIndex
from recommenders.ranking.blend.update import (
    EMPTY,
    MAX_MOVE,
    N_PLACES,
    TRAINED,
    JudgedLists,
    _cost,
    learn,
    move_of,
    moved,
    read_with,
)

N_LISTS, LONGEST, N_SOURCES = 400, 6, 2


def lists(opened_by: int | None, n_lists: int = N_LISTS, seed: int = 0) -> JudgedLists:
    """Of two sources with the same weight; opened is what one of them puts first, or else what stands first."""
    random = np.random.default_rng(seed)
    signals = random.random((n_lists, LONGEST, 2 * N_SOURCES)).astype(np.float32)
    best = np.zeros(n_lists, dtype=int) if opened_by is None else signals[:, :, opened_by].argmax(axis=1)
    gains = np.zeros((n_lists, LONGEST), dtype=np.float32)
    gains[np.arange(n_lists), best] = 1
    place = np.tile(np.arange(LONGEST), (n_lists, 1))
    return JudgedLists(np.arange(n_lists), np.arange(n_lists), place, 0 * signals, signals, gains)


def test_the_source_that_shoppers_follow_gains() -> None:
    move = learn(lists(opened_by=1)).move
    assert move[1] > 0.2
    assert move.argmax() == 1
    assert (np.delete(move, 1) < 0.05).all()


def test_what_is_opened_for_standing_first_moves_nothing() -> None:
    reading = learn(lists(opened_by=None))
    assert np.abs(reading.move).max() < 0.1
    assert reading.place[0] > reading.place[1:LONGEST].max() + 1


def test_a_list_that_stood_in_order_teaches_nothing_that_its_places_explain() -> None:
    data = lists(opened_by=1)
    order = np.argsort(-data.signals[:, :, 1], axis=1)
    in_order = replace(
        data,
        signals=np.take_along_axis(data.signals, order[:, :, None], axis=1),
        gains=np.take_along_axis(data.gains, order, axis=1),
    )
    assert learn(in_order).move[1] < 0.6 * learn(data).move[1]


@pytest.mark.parametrize("n_lists", [100, 20_000])
def test_no_burst_of_clicks_moves_a_weight_past_the_bound(n_lists: int) -> None:
    data = lists(opened_by=0, n_lists=n_lists)
    worst = replace(data, gains=np.eye(LONGEST, dtype=np.float32)[data.signals[:, :, 0].argmin(axis=1)])
    raw = np.linspace(-6, 6, 50)
    for one in learn(worst).move.tolist():
        assert abs(one) <= MAX_MOVE + 1e-9
        factor = np.logaddexp(0, raw + one) / np.logaddexp(0, raw)
        assert factor.max() <= np.exp(MAX_MOVE) + 1e-9
        assert factor.min() >= np.exp(-MAX_MOVE) - 1e-9


def test_few_lists_move_less_than_many() -> None:
    assert learn(lists(1, 20)).move[1] < learn(lists(1, 400)).move[1]


def test_shorter_lists_count_with_the_places_they_have() -> None:
    data = lists(opened_by=1)
    place = data.place.copy()
    place[:, 4:] = EMPTY
    opened = data.gains[:, :4].sum(axis=1) > 0
    short = replace(data, place=place).where(opened)
    cut = replace(short, **{name: getattr(short, name)[:, :4] for name in ("place", "raw", "signals", "gains")})
    np.testing.assert_allclose(learn(short).move, learn(cut).move, atol=1e-4)


def test_the_gradient_is_that_of_the_cost() -> None:
    data = lists(opened_by=1, n_lists=30)
    at = np.random.default_rng(1).normal(scale=0.3, size=2 * N_SOURCES + N_PLACES + 1)
    assert check_grad(lambda x: _cost(x, data)[0], lambda x: _cost(x, data)[1], at) < 1e-4


def test_moved_weights_tell_later_lists_of_the_same_shoppers_better() -> None:
    earlier, later = lists(opened_by=1), lists(opened_by=1, seed=1)
    without = read_with(np.zeros(2 * N_SOURCES), earlier).log_likelihoods(later)
    assert learn(earlier).log_likelihoods(later).mean() > without.mean()


def test_an_artifact_that_is_moved_twice_is_moved_from_its_training() -> None:
    b2 = np.array([0.1, 0.2, 0.3, 0.4], dtype=np.float32)
    trained = Artifact("blend", IdIndex(["a"]), {"b2": b2}, version="v1")
    assert move_of(trained).tolist() == [0, 0, 0, 0]
    once = moved(trained, np.array([0.1, 0, 0, 0]))
    twice = moved(once, np.array([0, 0.2, 0, 0]))
    np.testing.assert_allclose(move_of(once), [0.1, 0, 0, 0], atol=1e-7)
    np.testing.assert_allclose(twice.array("b2"), [0.1, 0.4, 0.3, 0.4], atol=1e-7)
    assert twice.array(TRAINED).tolist() == b2.tolist()
