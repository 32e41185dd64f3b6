"""Three shoppers, a few entries, and what follows from them."""

import numpy as np

from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

DAY = 86_400


def training_set(**more: list[float]) -> TrainingSet:
    shoppers, products = IdIndex("xyz"), IdIndex("abc")
    entries = Interactions(
        shopper=np.array([0, 0, 0, 2], dtype=np.int32),
        product=np.array([0, 1, 0, 2], dtype=np.int32),
        at=np.array([1, 2, 5, 3], dtype=np.int64) * DAY,
        weight=np.array([1, 0.5, 1, -1], dtype=np.float32),
        kind=np.array([10, 3, 10, 11], dtype=np.uint8),
        session=np.array([0, 0, 1, 2], dtype=np.int32),
        **{name: np.array(column) for name, column in more.items()},
    )
    return TrainingSet(shoppers, products, entries, 6 * DAY, ProductFacts.unknown(products))


def test_the_matrix_adds_up_feedback_and_drops_what_is_not_positive() -> None:
    assert training_set().matrix().toarray().tolist() == [[2, 0.5, 0], [0, 0, 0], [0, 0, 0]]


def test_the_matrix_halves_feedback_every_half_life() -> None:
    assert training_set().matrix(half_life_days=1).toarray()[0].tolist() == [2**-5 + 2**-1, 2**-5, 0]


def test_the_entries_of_a_shopper_are_a_slice() -> None:
    assert training_set().offsets.tolist() == [0, 3, 3, 4]


def test_a_history_is_what_is_known_at_the_end() -> None:
    history = training_set(quantity=[1, 2, 3, 4], amount=[10, 20, 30, -40]).history(0)
    assert history.products.tolist() == [0, 1, 0]
    assert history.quantities.tolist() == [1, 2, 3]
    assert history.amounts.tolist() == [10, 20, 30]
    assert (history.as_of, history.shopper) == (6 * DAY, "x")
    assert len(training_set().history(1)) == 0


def test_quantity_and_amount_may_be_left_out() -> None:
    entries = training_set().interactions
    assert entries.quantity.tolist() == [1, 1, 1, 1]
    assert np.isnan(entries.amount).all()
    assert len(entries.where(entries.shopper == 0).amount) == 3


def test_visits_are_the_products_in_order() -> None:
    assert [visit.tolist() for visit in training_set().sessions()] == [[0, 1], [0], [2]]


def test_an_earlier_moment_knows_less_over_the_same_rows() -> None:
    early = training_set().before(3 * DAY)
    assert early.interactions.at.tolist() == [DAY, 2 * DAY]
    assert (len(early.shoppers), len(early.products), early.as_of) == (3, 3, 3 * DAY)


def test_the_hash_names_the_data() -> None:
    assert training_set().data_hash == training_set().data_hash
    assert training_set().data_hash != training_set(amount=[1, 2, 3, 4]).data_hash
    assert training_set().data_hash != training_set().before(3 * DAY).data_hash
