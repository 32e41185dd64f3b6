from dataclasses import replace

import numpy as np
import pytest
from implicit.als import AlternatingLeastSquares
from numpy.testing import assert_allclose
from scipy.sparse import csr_matrix, random_array
from threadpoolctl import threadpool_limits

from recommenders.als.confidence import Confidence
from recommenders.als.feedback import liked
from recommenders.als.model import Als
from recommenders.als.parameters import AlsParameters
from recommenders.als.train import train
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.product_facts import ProductFacts
from recommenders.recommender import TrainingWatch
from recommenders.scores import NO_OPINION
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, checkerboard, history_of, training_set

SMALL = AlsParameters(
    n_factors=8,
    n_iterations=200,
    alpha=4.0,
    regularization=0.05,
    frequency_exponent=0.9,
    background=0.1,
    half_life_days=30.0,
    n_threads=1,
)


def random_log(n_shoppers: int = 60, n_products: int = 40) -> TrainingSet:
    pairs = random_array((n_shoppers, n_products), density=0.15, rng=np.random.default_rng(3)).tocoo()
    events = [
        (int(shopper), int(product), AS_OF - SECONDS_PER_DAY * (1 + i % 50), i)
        for i, (shopper, product) in enumerate(zip(pairs.row, pairs.col, strict=True))
    ]
    return training_set(events, n_shoppers, n_products)


@pytest.fixture(scope="module")
def log() -> TrainingSet:
    return random_log()


@pytest.fixture(scope="module")
def als(log: TrainingSet) -> Als:
    return Als.from_artifact(train(log, SMALL, TrainingWatch()))


def implicit_like(als: Als, penalty: float) -> AlternatingLeastSquares:
    """The framework's own model with our factors and one λ."""
    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(factors=SMALL.n_factors, regularization=penalty, num_threads=1)
        model.item_factors = als.factors
        model.user_factors = np.zeros((1, SMALL.n_factors), dtype=np.float32)
    return model


def one_row(als: Als, feedback: csr_matrix, row: int) -> csr_matrix:
    sure = feedback[row].copy()
    sure.data = als.confidence.of(sure.data)
    return sure


def test_folding_in_gives_the_factors_that_implicit_gives(log: TrainingSet, als: Als) -> None:
    feedback = liked(log, SMALL)
    for row in range(len(log.shoppers)):
        entries = feedback[row]
        penalty = float(als.confidence.penalty(np.array(entries.nnz), len(log.products)))
        expected = implicit_like(als, penalty).recalculate_user(0, one_row(als, feedback, row))
        assert_allclose(als.fold_in(entries.indices, entries.data), expected, atol=1e-5)


def test_served_scores_are_those_of_implicits_recommend(log: TrainingSet, als: Als) -> None:
    feedback = liked(log, SMALL)
    for row in range(len(log.shoppers)):
        penalty = float(als.confidence.penalty(np.array(feedback[row].nnz), len(log.products)))
        ids, scores = implicit_like(als, penalty).recommend(
            0, one_row(als, feedback, row), N=len(log.products), recalculate_user=True, filter_already_liked_items=False
        )
        assert_allclose(als.score(log.history(row))[ids], scores, atol=1e-5)


def test_product_factors_solve_the_equation_with_every_rows_own_penalty(log: TrainingSet, als: Als) -> None:
    """Half a sweep by the readable formula, from the converged factors, changes nothing."""
    feedback, rule = liked(log, SMALL), Confidence.from_parameters(SMALL)
    x = np.array([als.fold_in(feedback[row].indices, feedback[row].data) for row in range(feedback.shape[0])])
    by_product = feedback.tocsc()
    for product in range(feedback.shape[1]):
        start, end = by_product.indptr[product : product + 2]
        if start == end:
            continue
        mine, sure = x[by_product.indices[start:end]], rule.of(by_product.data[start:end])
        system = x.T @ x + (mine.T * (sure - 1)) @ mine
        system += rule.penalty(np.array(end - start), len(x)) * np.eye(SMALL.n_factors)
        assert_allclose(als.factors[product], np.linalg.solve(system, sure @ mine), atol=1e-5)


def test_the_penalty_grows_with_the_rows_frequency() -> None:
    rule = Confidence(alpha=1, regularization=0.5, frequency_exponent=1, background=0.1)
    assert_allclose(rule.penalty(np.array([0, 10]), 100), [0.5 * 10, 0.5 * 20])
    uniform = replace(rule, frequency_exponent=0)
    assert_allclose(uniform.penalty(np.array([0, 10]), 100), [0.5, 0.5])


def test_a_dislike_never_raises_confidence(als: Als) -> None:
    bought = history_of(1, 2, 3)
    regretted = replace(
        history_of(1, 2, 3, 3), weights=np.array([1, 1, 1, -3], dtype=np.float32), at=np.append(bought.at, AS_OF)
    )
    without = history_of(1, 2)
    scores, expected = als.score(regretted), als.score(replace(without, at=bought.at[:2]))
    assert scores[3] == NO_OPINION
    assert_allclose(np.delete(scores, 3), np.delete(expected, 3), rtol=1e-5)


def test_recent_events_count_more(als: Als) -> None:
    old, new = history_of(1, 2), history_of(1, 2)
    old.at[0] -= 300 * SECONDS_PER_DAY
    assert als.score(old)[2] - als.score(old)[1] > als.score(new)[2] - als.score(new)[1]


def test_a_product_without_events_is_placed_among_its_text_neighbours() -> None:
    known = checkerboard()
    model = Als.from_artifact(train(known.data, replace(SMALL, n_text_neighbours=3), TrainingWatch()))
    vectors = known.data.facts.vectors
    assert vectors is not None
    cold = len(known.data.products) - 1
    nearest = np.argsort(-(vectors[:cold] @ vectors[cold]), kind="stable")[:3]
    assert_allclose(model.factors[cold], model.factors[nearest].mean(axis=0), rtol=1e-5)
    assert np.isfinite(model.score(known.asked[0])[cold])


def test_a_product_without_events_and_without_text_gets_no_opinion() -> None:
    data = checkerboard().data
    bare = TrainingSet(data.shoppers, data.products, data.interactions, data.as_of, ProductFacts.unknown(data.products))
    model = Als.from_artifact(train(bare, SMALL, TrainingWatch()))
    assert model.score(bare.history(0))[len(bare.products) - 1] == NO_OPINION


def test_progress_is_told_after_every_sweep(log: TrainingSet) -> None:
    told: list[tuple[str, int, int]] = []
    train(log, replace(SMALL, n_iterations=3), TrainingWatch(lambda *report: told.append(report)))
    assert told == [("als", 1, 3), ("als", 2, 3), ("als", 3, 3)]


def test_a_nan_weight_is_refused(log: TrainingSet) -> None:
    entries = log.interactions
    broken = replace(entries, weight=np.full(len(entries), np.nan, dtype=np.float32))
    with pytest.raises(TrainingRefused, match="NaN"):
        train(TrainingSet(log.shoppers, log.products, broken, AS_OF, log.facts), SMALL, TrainingWatch())


@pytest.mark.parametrize(("n_shoppers", "n_products"), [(1, 12), (12, 1), (1, 1)])
def test_one_shopper_or_one_product_is_enough(n_shoppers: int, n_products: int) -> None:
    pairs = [(s, p, AS_OF - 60, 0) for s in range(n_shoppers) for p in range(n_products)]
    data = training_set(pairs, n_shoppers, n_products)
    scores = Als.from_artifact(train(data, SMALL, TrainingWatch())).score(data.history(0))
    assert np.isfinite(scores).all()


def test_who_has_no_history_gets_no_opinion(als: Als) -> None:
    assert (als.score(History(as_of=AS_OF)) == NO_OPINION).all()
