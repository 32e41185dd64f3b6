"""Clicks and purchases are put down to the right lists, and the figures are what one would count by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.event import Event
from events.event_line import EventLine, lines_of
from recommenders.evaluation.log_metrics import metrics_by_policy
from recommenders.evaluation.shown_list import ListLedger

START = datetime(2026, 11, 1, tzinfo=UTC)


def event(kind: str, hours: float, *products: str, shopper: str | None = "ann", **more: Any) -> list[EventLine]:
    items = [
        {"item_id": product, "index": place, "policy": more.get("policy"), "price": more.get("price")}
        for place, product in enumerate(products)
    ]
    record = {
        "message_id": f"{kind} {hours} {shopper}",
        "type": kind,
        "user_id": shopper,
        "timestamp": START + timedelta(hours=hours),
        "properties": {"items": items, "currency": "EUR"},
        "attribution": {"list_id": more.get("list_id")},
    }
    return list(lines_of(Event.model_validate(record)))


def log(*events: Sequence[EventLine]) -> list[EventLine]:
    return [line for one in events for line in one]


SHOWN = event("shown", 0, "a", "b", "c", "d", list_id="l1", policy="p")


def test_a_click_belongs_to_the_list_whose_id_it_carries() -> None:
    again = event("shown", 1, "a", "b", list_id="l2", policy="p")
    ledger = ListLedger(log(SHOWN, again, event("select_item", 2, "a", list_id="l1")))
    assert [shown.clicked for shown in ledger.lists] == [{"a"}, set()]


def test_a_click_and_the_page_that_opens_are_one_click() -> None:
    lines = log(SHOWN, event("select_item", 1, "a", list_id="l1"), event("view_item", 1.1, "a", list_id="l1"))
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert found.ctr.value == 1 / 4
    assert found.ctr_3.value == 1 / 3
    assert found.lists_clicked.value == 1


def test_a_click_below_the_third_place_is_none_of_the_first_three() -> None:
    found = metrics_by_policy(ListLedger(log(SHOWN, event("select_item", 1, "d", list_id="l1"))))["p"]
    assert (found.ctr.value, found.ctr_3.value) == (1 / 4, 0)


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


def test_conversion_order_value_and_time_to_the_first_conversion() -> None:
    lines = log(
        SHOWN,
        event("shown", 0, "a", shopper="bob", list_id="l2", policy="p"),
        event("shown", 2, "b", list_id="l3", policy="p"),
        event("purchase", 3, "a", "b", price=10, list_id="l1"),
        event("purchase", 4, "b", price=30, list_id="l3"),
    )
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert (found.n_lists, found.n_shoppers) == (3, 2)
    assert found.conversion.value == pytest.approx(2 / 3)
    assert found.order_value.value == 25
    assert found.hours_to_first_conversion == 3
    assert found.shoppers_converted.value == 0.5


def test_policies_are_told_apart() -> None:
    other = event("shown", 1, "a", list_id="l2", policy="q", shopper="bob")
    lines = log(SHOWN, other, event("select_item", 2, "a", list_id="l2", shopper="bob"))
    found = metrics_by_policy(ListLedger(lines))
    assert (found["p"].ctr.value, found["q"].ctr.value) == (0, 1)


def test_a_log_without_lists_has_no_figures() -> None:
    assert metrics_by_policy(ListLedger(log(event("purchase", 1, "a", price=3)))) == {}


def test_nobody_having_bought_is_no_time_at_all() -> None:
    found = metrics_by_policy(ListLedger(SHOWN))["p"]
    assert found.hours_to_first_conversion is None
    assert found.order_value.n_cases == 0
