"""What a candidate shares with what the shopper liked."""

from dataclasses import replace

import numpy as np
import pytest

from events.vocabulary import CODE_OF
from recommenders.history import History
from recommenders.ranking.features.cross import abandoned, cross_columns
from recommenders.ranking.features.product_record import ProductRecord
from tests.recommenders.checkerboard import facts_of, history_of, training_set

FACTS = facts_of(np.array([0, 0, 1, 1]))
RECORD = ProductRecord.of(training_set([(0, 0, 1_000, 0)], 1, 4, FACTS))
ROWS = np.array([1, 3], dtype=np.int32)


def columns_of(history: History, facts: object = FACTS) -> dict[str, object]:
    return dict(cross_columns(history, facts, RECORD, ROWS))  # type: ignore[arg-type]


def test_affinity_is_the_share_of_the_category() -> None:
    assert columns_of(history_of(0, 0, 2))["category_affinity"] == pytest.approx([2 / 3, 1 / 3])


def test_a_product_is_most_alike_what_is_of_its_kind() -> None:
    similar = columns_of(history_of(0))["viewed_similar"]
    assert similar[0] > 0.5 > similar[1]  # type: ignore[index]


def test_a_product_is_not_compared_with_itself() -> None:
    similar = columns_of(history_of(1))["viewed_similar"]
    assert np.isnan(similar[0])  # type: ignore[index]


def test_the_price_is_held_against_what_was_paid_so_far() -> None:
    facts = replace(FACTS, price=np.array([1_000, 2_000, 1_000, 500], dtype=np.float32))
    assert columns_of(history_of(0), facts)["price_match"] == pytest.approx(np.log([2, 0.5]))


def test_only_what_was_carted_and_not_bought_afterwards_is_abandoned() -> None:
    history = history_of(0, 1, 1, 2)
    kinds = np.array([CODE_OF[one] for one in ("add_to_cart", "add_to_cart", "purchase", "view_item")], dtype=np.uint8)
    history = replace(history, kinds=kinds)
    assert abandoned(history).tolist() == [0]
    assert columns_of(history)["abandoned_similar"][0] > 0.5  # type: ignore[index]


def test_of_a_newcomer_nothing_is_known_and_the_columns_are_the_same() -> None:
    columns = columns_of(History(as_of=1))
    assert list(columns) == list(columns_of(history_of(0)))
    assert all(np.isnan(column).all() for column in columns.values())  # type: ignore[call-overload]


def test_without_vectors_nothing_is_alike() -> None:
    assert np.isnan(columns_of(history_of(0), replace(FACTS, vectors=None))["viewed_similar"])  # type: ignore[call-overload]
