import numpy as np

from events.vocabulary import CODE_OF
from recommenders.history import SECONDS_PER_DAY
from recommenders.training.holdout import hold_out
from tests.recommenders.checkerboard import AS_OF, training_set
from tests.recommenders.training.sample_log import sample_log

DAY = SECONDS_PER_DAY


def test_the_past_ends_where_the_newest_window_begins() -> None:
    data = sample_log()
    held_out = hold_out(data)
    assert held_out.past.interactions.at.max() < held_out.moment
    newest = data.interactions.at.max()
    assert 19 * DAY < newest - held_out.moment < 20 * DAY  # a fifth of the hundred days
    assert held_out.past.products is data.products


def test_a_long_log_holds_out_four_weeks() -> None:
    data = training_set([(0, 0, AS_OF - 400 * DAY, 0), (0, 1, AS_OF - 1, 1)], 1, 2)
    assert hold_out(data).moment == AS_OF - 28 * DAY


def test_purchases_are_asked_of_shoppers_known_before_with_all_that_they_did_before() -> None:
    events = [(0, 0, AS_OF - 100 * DAY, 0), (0, 2, AS_OF - 10, 1), (0, 1, AS_OF - 9, 1), (0, 2, AS_OF - 8, 1)]
    events += [(1, 3, AS_OF - 5, 0)]  # unknown before
    events += [(2, 3, AS_OF - 90 * DAY, 0)]  # bought no more
    (question,) = hold_out(training_set(events, 3, 4)).purchases
    assert (question.shopper, question.wanted.tolist()) == (0, [1, 2])
    assert question.history.products.tolist() == [0]
    assert question.history.as_of == hold_out(training_set(events, 3, 4)).moment


def test_where_something_is_bought_a_view_is_not_what_was_wanted() -> None:
    data = training_set([(0, 0, AS_OF - 100 * DAY, 0), (0, 1, AS_OF - 9, 1), (0, 2, AS_OF - 8, 1)], 1, 3)
    data.interactions.kind[2] = CODE_OF["view_item"]
    assert [question.wanted.tolist() for question in hold_out(data).purchases] == [[1]]
    data.interactions.kind[1] = CODE_OF["view_item"]
    assert [question.wanted.tolist() for question in hold_out(data).purchases] == [[1, 2]]


def test_next_clicks_are_asked_within_visits_of_the_newest_window_alone() -> None:
    events = [(0, 3, AS_OF - 100 * DAY, 0), (0, 0, AS_OF - 99 * DAY, 0)]
    events += [(0, 0, AS_OF - 10, 1), (0, 1, AS_OF - 9, 1), (0, 2, AS_OF - 8, 1)]
    first, second = hold_out(training_set(events, 1, 4)).next_click
    assert (first.history.session.tolist(), first.wanted.tolist()) == ([0], [1])
    assert (second.history.session.tolist(), second.wanted.tolist()) == ([0, 1], [2])
    assert second.history.products.tolist() == [3, 0, 0, 1]
    assert second.history.as_of == AS_OF - 8


def test_of_many_questions_some_are_drawn_the_same_with_the_same_seed() -> None:
    data = sample_log()
    one, other = (hold_out(data, max_questions=10, seed=5) for _ in range(2))
    assert len(one.purchases) == len(one.next_click) == 10
    assert [question.shopper for question in one.purchases] == [question.shopper for question in other.purchases]
    assert len({question.shopper for question in one.purchases}) == 10
    assert np.all(np.diff([question.shopper for question in one.purchases]) > 0)
