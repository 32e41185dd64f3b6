from datetime import timedelta

import pytest

from events.drawn_rewards import Rewards, drawn_rewards


@pytest.fixture
def show(log, make_event):
    """A list of a certain product and then a drawn one; opened if asked for."""

    def put(number: int, product: str, *, is_opened: bool = False, **who):
        attribution = {"list_id": f"l{number}"}
        items = [{"item_id": "sure", "propensity": 1.0}, {"item_id": product, "propensity": 0.05}]
        more = {"minute": number, "attribution": attribution} | who
        shown = make_event(f"s{number}", type="shown", properties={"items": items}, **more)
        acts = [
            make_event(f"{kind}{number}", product, "sure", type=kind, **more) for kind in ("select_item", "view_item")
        ]
        log.append([shown, *(acts if is_opened else ())])

    return put


def test_drawn_places_count_and_what_was_opened_of_them(database, show, noon) -> None:
    show(1, "p1", is_opened=True)
    show(2, "p1", user_id="bob")
    show(3, "p2", is_opened=True)
    assert drawn_rewards(database, noon) == {"p1": Rewards(2, 1), "p2": Rewards(1, 1)}
    assert drawn_rewards(database, noon + timedelta(minutes=3)) == {"p2": Rewards(1, 1)}


def test_an_act_without_the_list_is_no_reward(database, log, show, make_event, noon) -> None:
    show(1, "p1")
    log.append([make_event("x", "p1"), make_event("y", "p1", attribution={"list_id": "another"})])
    assert drawn_rewards(database, noon) == {"p1": Rewards(1, 0)}


def test_one_shopper_counts_for_no_more_than_one_impression(database, show, noon) -> None:
    for number in range(40):
        show(number, "p1", is_opened=number % 2 == 0)
    show(40, "p1", user_id="bob")
    assert drawn_rewards(database, noon) == {"p1": pytest.approx(Rewards(2, 0.5))}
    for number in range(41, 51):
        show(number, "p1", minute=1_440 + number, is_opened=True)
    assert drawn_rewards(database, noon) == {"p1": pytest.approx(Rewards(2, 0.6))}


def test_nobody_known_counts_by_the_visit_or_not_at_all(database, show, noon) -> None:
    for number in range(10):
        show(number, "p1", user_id=None, session_id="s1", is_opened=True)
    assert drawn_rewards(database, noon) == {"p1": pytest.approx(Rewards(1, 1))}
    show(20, "p2", is_opened=True, consent={"personalization": False})
    assert drawn_rewards(database, noon) == {"p1": pytest.approx(Rewards(1, 1))}


def test_a_click_of_another_than_the_one_it_was_shown_to_is_no_reward(database, log, show, make_event, noon) -> None:
    show(1, "p1", user_id="bob", session_id="s1")
    forged = {"type": "select_item", "attribution": {"list_id": "l1"}}
    log.append([make_event("x", "p1", user_id=None, anonymous_id="other", session_id="s2", **forged)])
    assert drawn_rewards(database, noon) == {"p1": Rewards(1, 0)}
    log.append([make_event("y", "p1", user_id=None, anonymous_id="same browser", session_id="s1", **forged)])
    assert drawn_rewards(database, noon) == {"p1": Rewards(1, 1)}


def test_a_crowd_of_browsers_counts_like_the_visitors_of_a_usual_day(database, show, noon) -> None:
    def visit(number: int, day: int, **more) -> None:
        browser = {"user_id": None, "anonymous_id": f"b{number}", "session_id": f"s{number}"}
        show(number, "p1", minute=1_440 * day, **browser | more)

    for day in range(10):
        for place in range(4):
            visit(10 * day + place, day)
    for number in range(100, 200):
        visit(number, 10, is_opened=True)
    crowded = drawn_rewards(database, noon)["p1"]
    assert crowded == pytest.approx(Rewards(44, 4), abs=0.5)
    for number in range(200, 250):
        visit(number, 10, is_opened=True, user_id=f"signed in {number}")
    assert drawn_rewards(database, noon)["p1"] == pytest.approx(Rewards(94, 54), abs=0.5)
