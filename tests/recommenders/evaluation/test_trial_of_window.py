"""Trials ask with what was known before the moment, and count as right what came after it."""

from typing import Any

import numpy as np
import pytest

from events.vocabulary import CODE_OF
from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.trial_of_window import trial_of_next, trial_of_window
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

VIEW, BUY = CODE_OF["view_item"], CODE_OF["purchase"]
DAY = 86_400


def training_set(*entries: tuple[int, int, int, int, int], **facts: Any) -> TrainingSet:
    """Of `(shopper, product, day, kind, session)`; three shoppers, five products, ten days."""
    shopper, product, day, kind, session = (np.array(column) for column in zip(*entries, strict=True))
    products = IdIndex(f"p{row}" for row in range(5))
    interactions = Interactions(
        shopper.astype(np.int32),
        product.astype(np.int32),
        day.astype(np.int64) * DAY,
        np.where(kind == BUY, 1.0, 0.1).astype(np.float32),
        kind.astype(np.uint8),
        session.astype(np.int32),
    )
    return TrainingSet(IdIndex(["ann", "bob", "cat"]), products, interactions, 10 * DAY, ProductFacts.unknown(products))


DATA = training_set(
    (0, 0, 1, BUY, 0),
    (0, 1, 2, VIEW, 1),
    (0, 0, 6, BUY, 2),
    (0, 2, 6, VIEW, 2),
    (0, 2, 6, VIEW, 2),
    (0, 3, 7, BUY, 2),
    (1, 4, 3, VIEW, 3),
    (2, 4, 8, BUY, 4),
)
PAST = DATA.before(5 * DAY)


def test_every_shopper_of_the_window_is_asked_newcomers_too() -> None:
    trial = trial_of_window(DATA, PAST)
    assert [history.shopper for history in trial.histories] == ["ann", "cat"]
    assert [history.products.tolist() for history in trial.histories] == [[0, 1], []]
    assert [rows.tolist() for rows in trial.relevant] == [[0, 2, 3], [4]]
    assert {history.as_of for history in trial.histories} == {5 * DAY}
    assert trial.segments["events"].tolist() == ["2", "0"]


def test_only_the_named_types_are_right() -> None:
    assert [rows.tolist() for rows in trial_of_window(DATA, PAST, ("purchase",)).relevant] == [[0, 3], [4]]


def test_new_to_the_shopper_leaves_the_known_out_of_answers_and_lists() -> None:
    trial = trial_of_window(DATA, PAST, new_only=True)
    assert [rows.tolist() for rows in trial.relevant] == [[2, 3], [4]]
    assert [rows.tolist() for rows in trial.excluded] == [[0, 1], []]


def test_what_nobody_took_to_before_is_new() -> None:
    assert trial_of_window(DATA, PAST).product_groups["new"].tolist() == [False, False, True, True, False]


def test_a_product_counts_once_for_each_shopper_who_took_to_it() -> None:
    assert trial_of_window(DATA, PAST).counts.tolist() == [1, 1, 0, 0, 1]


def test_the_next_product_is_asked_after_each_and_a_product_in_a_row_is_one_step() -> None:
    trial = trial_of_next(DATA, PAST)
    assert [rows.tolist() for rows in trial.relevant] == [[2], [3]]
    assert [history.session.tolist() for history in trial.histories] == [[0], [0, 2, 2]]
    assert [history.products.tolist() for history in trial.histories] == [[0, 1, 0], [0, 1, 0, 2, 2]]
    assert [history.as_of for history in trial.histories] == [6 * DAY, 7 * DAY]


def test_a_visit_that_began_before_the_moment_is_not_asked_about() -> None:
    with pytest.raises(EvaluationRefused, match="nothing to measure"):
        trial_of_next(DATA, DATA.before(7 * DAY))


def test_a_window_in_which_nothing_happened_is_refused() -> None:
    with pytest.raises(EvaluationRefused, match="nothing to measure"):
        trial_of_window(DATA, DATA.before(9 * DAY))


def test_dislikes_are_no_answers() -> None:
    disliked = DATA.interactions.weight.copy()
    disliked[-1] = -0.5
    entries = DATA.interactions
    data = TrainingSet(
        DATA.shoppers,
        DATA.products,
        Interactions(entries.shopper, entries.product, entries.at, disliked, entries.kind, entries.session),
        DATA.as_of,
        DATA.facts,
    )
    assert [history.shopper for history in trial_of_window(data, PAST).histories] == ["ann"]
