"""Clicks and purchases are put down to the right lists."""

from events.list_ledger import ListLedger
from events.shown_list import HOUR_US
from tests.shown_log import START_US, event, log

SHOWN = event("shown", 0, "a", "b", "c", "d", list_id="l1", policy="p")


def test_a_click_belongs_to_the_list_whose_id_it_carries() -> None:
    again = event("shown", 1, "a", "b", list_id="l2", policy="p")
    ledger = ListLedger(log(SHOWN, again, event("select_item", 2, "a", list_id="l1")))
    assert [shown.clicked for shown in ledger.lists] == [{"a"}, set()]


def test_a_product_that_was_not_in_the_list_is_no_click_on_it() -> None:
    assert not ListLedger(log(SHOWN, event("select_item", 1, "x", list_id="l1"))).lists[0].clicked


def test_a_purchase_goes_by_the_list_it_names_before_any_other() -> None:
    later = event("shown", 1, "a", list_id="l2", policy="q")
    bought = event("purchase", 2, "a", list_id="l1", price=10)
    ledger = ListLedger(log(SHOWN, later, bought))
    assert [shown.bought for shown in ledger.lists] == [{"a"}, set()]


def test_a_purchase_without_a_list_goes_to_where_it_was_clicked_then_to_where_it_was_seen() -> None:
    later = event("shown", 1, "a", "b", list_id="l2", policy="q")
    cart = event("add_to_cart", 2, "a", list_id="l1")
    ledger = ListLedger(log(SHOWN, later, cart, event("purchase", 3, "a", "b", price=10)))
    assert [shown.bought for shown in ledger.lists] == [{"a"}, {"b"}]


def test_a_purchase_long_after_goes_to_no_list() -> None:
    lines = log(SHOWN, event("purchase", 25, "a", price=10))
    assert not ListLedger(lines).lists[0].bought
    assert ListLedger(lines, window_hours=26).lists[0].bought == {"a"}


def test_another_shoppers_purchase_goes_to_no_list() -> None:
    lines = log(SHOWN, event("purchase", 1, "a", shopper="bob", price=10))
    assert not ListLedger(lines).lists[0].bought


def test_a_click_while_the_answer_is_still_written_waits_for_its_list() -> None:
    early, too_early = event("select_item", -0.1, "a", list_id="l1"), event("select_item", -0.3, "b", list_id="l1")
    ledger = ListLedger(log(SHOWN, early, too_early))
    assert ledger.lists[0].clicked == {"a"}


def test_what_goes_into_the_cart_was_opened_too() -> None:
    (shown,) = ListLedger(log(SHOWN, event("add_to_cart", 1, "b", list_id="l1"))).lists
    assert (shown.clicked, shown.carted, shown.bought) == ({"b"}, {"b"}, set())


def test_a_purchase_before_the_list_goes_to_no_list() -> None:
    for named in ({"list_id": "l1"}, {}):
        (shown,) = ListLedger(log(SHOWN, event("purchase", -1, "a", price=3, **named))).lists
        assert (shown.bought, shown.revenue_minor) == (set(), {})


def test_revenue_is_of_the_products_that_go_back_and_of_each_currency_by_itself() -> None:
    (shown,) = ListLedger(
        log(
            SHOWN,
            event("purchase", 1, "a", "x", price=3.5, quantity=2, list_id="l1"),
            event("purchase", 2, "b", price=900, currency="JPY", list_id="l1"),
            event("purchase", 3, "c", list_id="l1"),
        )
    ).lists
    assert shown.revenue_minor == {"EUR": 700, "JPY": 900}
    assert shown.bought == {"a", "b", "c"}


def test_a_list_that_found_nothing_is_empty_and_no_list_with_products() -> None:
    ledger = ListLedger(log(SHOWN, event("shown", 1, list_id="l2", policy="search/words")))
    assert [shown.list_id for shown in ledger.lists] == ["l1"]
    assert [(shown.list_id, shown.place_of) for shown in ledger.take_lists()][1] == ("l2", {})


def test_the_same_list_told_twice_is_one() -> None:
    again = event("shown", 0.01, "a", "b", list_id="l1", policy="p")
    (shown,) = ListLedger(log(SHOWN, again)).lists
    assert shown.place_of == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_acts_beyond_the_reach_of_a_list_go_to_no_list() -> None:
    late = (event("select_item", 49, "a", list_id="l1"), event("purchase", 49, "b", price=1, list_id="l1"))
    assert ListLedger(log(SHOWN, *late)).lists[0].clicked == {"a"}
    (shown,) = ListLedger(log(SHOWN, *late), reach_hours=48).lists
    assert (shown.clicked, shown.bought) == (set(), set())


def test_lists_are_given_away_when_nothing_can_go_back_to_them_any_more() -> None:
    ledger = ListLedger(log(SHOWN, event("shown", 30, "a", list_id="l2")), window_hours=24, reach_hours=48)
    assert ledger.take_lists(START_US + 72 * HOUR_US) == []
    assert [shown.list_id for shown in ledger.take_lists(START_US + 73 * HOUR_US)] == ["l1"]
    assert [shown.list_id for shown in ledger.lists] == ["l2"]


def test_an_order_is_given_away_once() -> None:
    ledger = ListLedger(log(SHOWN, event("purchase", 1, "a", "b", price=2)))
    (order,) = ledger.take_orders()
    assert (order.value, order.currency, dict(order.sources)) == (4.0, "EUR", {"l1": ("p", START_US)})
    assert ledger.take_orders() == []
