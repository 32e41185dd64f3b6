from dataclasses import replace

import numpy as np
import pytest

from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.scores import Scores
from recommenders.training.holdout import Question
from recommenders.training.measurement import Measured, compare, measure, trial_of
from tests.recommenders.checkerboard import training_set
from tests.recommenders.tiny_models import Tiny

N_PRODUCTS = 50


def question(*wanted: int, shopper: int = 0) -> Question:
    rows = np.array(wanted, dtype=np.int32)
    return Question(History(), rows, np.ones(len(rows), dtype=np.float32), shopper)


def measured(recall: list[float], shopper: list[int] | None = None) -> Measured:
    values = np.array(recall)
    return Measured(values, values, np.array(shopper or range(len(recall)), dtype=np.int64))


def reached(model: Tiny, *questions: Question) -> Measured:
    return measure(model, trial_of("a test", questions, training_set([], 1, N_PRODUCTS)))


def in_order() -> Tiny:
    """Answers `p000`, `p001`, …"""
    products = training_set([], 1, N_PRODUCTS).products
    return Tiny(products, np.arange(N_PRODUCTS, 0, -1, dtype=np.float32))


def test_recall_counts_hits_among_the_first_twenty() -> None:
    assert reached(in_order(), question(0, 40), question(19), question(20)).recall.tolist() == [0.5, 1.0, 0.0]


def test_nobody_can_find_more_than_twenty() -> None:
    assert reached(in_order(), question(*range(40))).recall.tolist() == pytest.approx([1.0])


def test_ndcg_looks_at_the_first_ten_places() -> None:
    found = reached(in_order(), question(0), question(1), question(10), question(0, 2))
    expected = [1.0, 1 / np.log2(3), 0.0, (1 + 1 / 2) / (1 + 1 / np.log2(3))]
    np.testing.assert_allclose(found.ndcg, expected)


def test_a_model_of_other_products_is_asked_and_understood_by_their_ids() -> None:
    seen = []

    class Watched(Tiny):
        def score(self, history: History) -> Scores:
            seen.append(history.products.tolist())
            return super().score(history)

    model = Watched(IdIndex(["p001", "p007", "z"]), np.array([1, 2, 3], dtype=np.float32))
    history = History(products=np.array([0, 7], dtype=np.int32))
    found = reached(model, replace(question(1, 7), history=history), replace(question(5), history=history))
    assert seen == [[-1, 1], [-1, 1]]
    assert found.recall.tolist() == [1.0, 0.0]
    assert found.ndcg[0] == pytest.approx(1.0)


def test_a_model_without_an_answer_misses_everything() -> None:
    silent = Tiny(in_order().products, np.zeros(N_PRODUCTS, dtype=np.float32))
    assert reached(silent, question(0)).to_metrics()["recall_20"] == 0.0


def test_the_interval_holds_the_mean_and_narrows_with_shoppers() -> None:
    random = np.random.default_rng(0)
    few = compare(measured(random.random(20).tolist()), measured([0.4] * 20))
    many = compare(measured(random.random(2_000).tolist()), measured([0.4] * 2_000))
    assert few.low < few.mean < few.high
    assert many.mean == pytest.approx(0.1, abs=0.02)
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.2887 / 2_000**0.5, rel=0.1)
    assert not many.is_worse


def test_a_clear_loss_is_worse_and_a_tie_is_not() -> None:
    good, bad = measured([0.5, 0.6, 0.7] * 20), measured([0.3, 0.5, 0.5] * 20)
    assert compare(bad, good).is_worse
    assert not compare(good, bad).is_worse
    assert not compare(good, good).is_worse


def test_many_questions_of_one_shopper_prove_no_more_than_one() -> None:
    one_person = compare(measured([0.0] * 99 + [1.0], [0] * 99 + [1]), measured([0.5] * 100, [0] * 99 + [1]))
    assert not one_person.is_worse


def test_without_questions_there_is_no_difference() -> None:
    assert compare(measured([]), measured([])).high == 0.0
    assert len(reached(in_order()).recall) == 0
    assert measured([]).to_metrics() == {"recall_20": 0.0, "ndcg_10": 0.0, "n_questions": 0.0}
