"""Lists that were shown, and what followed."""

from dataclasses import replace

import numpy as np

from events.event_line import EventLine
from recommenders.history import SECONDS_PER_DAY
from recommenders.ranking.lambdarank.logged_lists import ShownList, logged_window, shown_lists
from recommenders.recommender import Recommender
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, training_set

SHOWN_AT = AS_OF - 3_600
#: Shopper 0 bought product 1, saw a list, bought product 2 half an hour later and product 3 two days later.
DATA = training_set(
    [
        (0, 1, SHOWN_AT - 60, 0),
        (0, 2, SHOWN_AT + 1_800, 0),
        (0, 3, SHOWN_AT + 2 * SECONDS_PER_DAY, 1),
        (1, 0, 1_000, 0),
    ],
    2,
    5,
)
DATA = replace(DATA, as_of=SHOWN_AT + 3 * SECONDS_PER_DAY)
LINE = EventLine(
    message_id="m", type="shown", shopper_id="ann", session_id="v", product_id="p000", quantity=1, price_minor=None,
    currency=None, rating=None, position=0, list_id="l1", policy="blend", propensity=1.0, query=None,
    at_us=SHOWN_AT * 1_000_000, consent=True,
)  # fmt: skip
SHOWN = ShownList("s000", SHOWN_AT, np.array([3, 2, 4], dtype=np.int32), np.array([1, 2, 3], dtype=np.float32))


def no_sources(known: TrainingSet) -> dict[str, Recommender]:
    return {}


def lines(*products: str, **changes: object) -> list[EventLine]:
    return [LINE._replace(product_id=one, position=place, **changes) for place, one in enumerate(products)]


def test_lines_of_one_list_make_one_list_with_places_from_1() -> None:
    (one,) = shown_lists(lines("p003", "p000")[::-1], DATA.products, lambda shopper: f"key of {shopper}")
    assert one.rows.tolist() == [3, 0]
    assert one.positions.tolist() == [1, 2]
    assert (one.shopper, one.at) == ("key of ann", SHOWN_AT)


def test_a_place_keeps_its_number_where_an_unknown_product_stood_before_it() -> None:
    (one,) = shown_lists(lines("unknown", "p000", "p001"), DATA.products, str)
    assert one.positions.tolist() == [2, 3]


def test_lists_of_strangers_and_other_events_are_left_out() -> None:
    of_nobody = lines("p000", "p001", shopper_id=None)
    clicks = lines("p000", "p001", list_id="l2", type="select_item")
    assert list(shown_lists(of_nobody + clicks, DATA.products, str)) == []


def test_what_followed_soon_is_the_answer() -> None:
    (one,) = logged_window(DATA, [SHOWN], no_sources).lists
    assert one.gains.tolist() == [0, 1, 0]
    assert one.question.circumstances.position is SHOWN.positions


def test_the_history_ends_where_the_list_was_shown() -> None:
    window = logged_window(DATA, [SHOWN], no_sources)
    assert window.lists[0].question.history.products.tolist() == [1]
    assert window.lists[0].question.history.as_of == SHOWN_AT
    assert window.known.as_of == SHOWN_AT


def test_a_list_without_effect_teaches_nothing() -> None:
    assert logged_window(DATA, [replace(SHOWN, shopper="s001")], no_sources).lists == []
    assert logged_window(DATA, [replace(SHOWN, shopper="somebody else")], no_sources).lists == []


def test_no_lists_make_an_empty_window() -> None:
    assert logged_window(DATA, [], no_sources).lists == []
