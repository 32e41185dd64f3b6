from dataclasses import replace

import numpy as np

from recommenders.history import SECONDS_PER_DAY
from recommenders.ranking.outcomes import outcomes_after
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, checkerboard

KNOWN = checkerboard()
MOMENT = AS_OF - 6 * SECONDS_PER_DAY


def one_visit_each() -> TrainingSet:
    entries = replace(KNOWN.data.interactions, session=KNOWN.data.interactions.shopper)
    return TrainingSet(KNOWN.data.shoppers, KNOWN.data.products, entries, AS_OF, KNOWN.data.facts)


def test_every_shopper_is_asked_at_the_moment_with_what_was_known_before() -> None:
    asked = [outcome for outcome in outcomes_after(KNOWN.data, MOMENT) if not outcome.history.n_session]
    assert len(asked) == 40
    for outcome in asked:
        assert outcome.history.as_of == MOMENT
        assert (outcome.history.at < MOMENT).all()
        assert len(outcome.rows) == 6
        assert outcome.gains.tolist() == [1.0] * 6


def test_a_visit_is_cut_in_the_middle_and_what_was_seen_in_it_is_no_answer() -> None:
    cut = [outcome for outcome in outcomes_after(one_visit_each(), MOMENT) if outcome.history.n_session]
    assert len(cut) >= 35
    assert len({outcome.history.n_session for outcome in cut}) > 2
    for outcome in cut:
        assert (outcome.history.at <= outcome.history.as_of).all()
        assert not set(outcome.rows.tolist()) & set(outcome.history.session.tolist())


def test_the_gain_of_a_product_is_its_strongest_event_and_dislikes_are_none() -> None:
    entries = KNOWN.data.interactions
    weights = np.where(entries.product == 2, -0.5, np.where(entries.product == 4, 0.1, 1.0)).astype(np.float32)
    data = replace(KNOWN.data, interactions=replace(entries, weight=weights))
    gains = {}
    for outcome in outcomes_after(data, MOMENT):
        gains |= dict(zip(outcome.rows.tolist(), outcome.gains.tolist(), strict=True))
    assert 2 not in gains
    assert gains[4] == np.float32(0.1)
    assert gains[6] == 1.0
