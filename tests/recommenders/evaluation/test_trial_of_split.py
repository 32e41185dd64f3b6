"""Trials made from splits: returning shoppers, newcomers, and visits."""

import numpy as np

from events.vocabulary import CODE_OF
from recommenders.evaluation.trial_of_split import trial_of_split, trial_of_visits
from recommenders.id_index import IdIndex
from recommenders.interactions.interaction_log import InteractionLog
from recommenders.interactions.split import SplitRules, split_at
from recommenders.interactions.visit_split import split_visits
from recommenders.training_set import Interactions

BUY = CODE_OF["purchase"]
DAY = 86_400
#: `(shopper, product, day, session)`, all of them purchases.
ENTRIES = np.array(
    [(0, 0, 1, 0), (0, 1, 2, 1), (0, 0, 6, 2), (0, 1, 6, 2), (0, 1, 6, 2), (0, 2, 6, 2), (1, 2, 3, 3), (2, 1, 8, 4)]
)


def log() -> InteractionLog:
    shopper, product, day, session = ENTRIES.T
    interactions = Interactions(
        shopper.astype(np.int32),
        product.astype(np.int32),
        day.astype(np.int64) * DAY,
        np.ones(len(ENTRIES), dtype=np.float32),
        np.full(len(ENTRIES), BUY, dtype=np.uint8),
        session.astype(np.int32),
    )
    return InteractionLog(IdIndex(["ann", "bob", "cat"]), IdIndex(["p0", "p1", "p2"]), interactions, 10 * DAY)


def test_returning_shoppers_are_asked_with_their_history_and_newcomers_with_none() -> None:
    trial = trial_of_split(split_at(log(), 5 * DAY), liked_categories={"ann": ["Tents"], "cat": ["Boots"]})
    assert [history.products.tolist() for history in trial.histories] == [[0, 1], []]
    assert [history.liked_categories for history in trial.histories] == [("Tents",), ("Boots",)]
    assert [rows.tolist() for rows in trial.relevant] == [[0, 1, 2], [1]]
    assert len(set(trial.shopper.tolist())) == 2
    assert trial.name == "next 5 days"


def test_new_only_excludes_what_a_shopper_had_to_do_with() -> None:
    trial = trial_of_split(split_at(log(), 5 * DAY, rules=SplitRules(new_only=True)), new_only=True)
    assert [rows.tolist() for rows in trial.relevant] == [[2], [1]]
    assert [rows.tolist() for rows in trial.excluded] == [[0, 1], []]


def test_visits_are_asked_step_by_step_with_what_was_seen_in_them() -> None:
    trial = trial_of_visits(split_visits(log(), 5 * DAY))
    assert [rows.tolist() for rows in trial.relevant] == [[1], [2]]
    assert [history.session.tolist() for history in trial.histories] == [[0], [0, 1, 1]]
    assert trial.histories[0].products.tolist() == [0, 1, 0]
    assert trial.histories[0].shopper == "ann"
