"""The figures are what one would count by hand."""

import pytest

from events.list_ledger import ListLedger
from recommenders.reporting.log_measure import metrics_by_policy
from tests.shown_log import event, log

SHOWN = event("shown", 0, "a", "b", "c", "d", list_id="l1", policy="p")


def test_a_click_and_the_page_that_opens_are_one_click() -> None:
    lines = log(SHOWN, event("select_item", 1, "a", list_id="l1"), event("view_item", 1.1, "a", list_id="l1"))
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert found.ctr.value == 1 / 4
    assert found.ctr_3.value == 1 / 3
    assert found.lists_clicked.value == 1


def test_a_click_below_the_third_place_is_none_of_the_first_three() -> None:
    found = metrics_by_policy(ListLedger(log(SHOWN, event("select_item", 1, "d", list_id="l1"))))["p"]
    assert (found.ctr.value, found.ctr_3.value) == (1 / 4, 0)


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
    assert found.order_value["EUR"].value == 25
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
    assert found.order_value == {}


def test_carts_and_purchases_are_shares_of_the_lists() -> None:
    lines = log(
        SHOWN,
        event("shown", 0, "a", shopper="bob", list_id="l2", policy="p"),
        event("add_to_cart", 1, "a", list_id="l1"),
        event("add_to_cart", 1.5, "b", list_id="l1"),
        event("purchase", 2, "a", price=10, list_id="l1"),
    )
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert (found.add_to_cart.value, found.conversion.value) == (0.5, 0.5)
    assert (found.n_products_shown, found.n_products_carted, found.n_products_bought) == (5, 2, 1)
    assert (found.n_lists_clicked, found.n_lists_carted, found.n_lists_bought) == (1, 1, 1)


def test_order_values_are_never_summed_across_currencies() -> None:
    lines = log(
        SHOWN,
        event("purchase", 1, "a", price=10, list_id="l1"),
        event("purchase", 2, "b", price=2000, currency="JPY", list_id="l1"),
        event("purchase", 3, "c", price=4000, currency="JPY", list_id="l1"),
    )
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert {currency: one.value for currency, one in found.order_value.items()} == {"EUR": 10, "JPY": 3000}
    assert found.revenue == {"EUR": 10, "JPY": 6000}
    assert found.n_orders == 3


def test_lists_that_nobody_known_saw_count_and_have_no_shoppers() -> None:
    lines = log(
        event("shown", 0, "a", "b", list_id="l1", policy="p", shopper=None),
        event("shown", 1, "a", "b", list_id="l2", policy="p", shopper=None),
        event("select_item", 2, "a", list_id="l1", shopper=None),
        event("purchase", 3, "a", list_id="l1", price=5, shopper=None),
    )
    found = metrics_by_policy(ListLedger(lines))["p"]
    assert (found.n_lists, found.n_shoppers, found.ctr.value, found.conversion.value) == (2, 0, 0.25, 0.5)
    assert found.ctr.low < found.ctr.high, "each is a shopper of its own"
    assert found.shoppers_converted.n_cases == 0
    assert found.hours_to_first_conversion is None
