"""A report of small logs, every figure of it counted by hand; and its parts add up to its whole."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.event import Event
from recommenders.catalog_facts import facts_from_products
from recommenders.reporting.log_metrics import LogMetrics
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.reporting.shop_report import ShopReport
from tests.shown_log import HOUR_US, START_US, list_lines, make_event
from tests.small_shop import PRODUCTS

#: Six products, coldgate out of stock; windline, frostline and coldgate are of one category.
FACTS = facts_from_products(PRODUCTS)
N_DRAWS = 50
#: A chat that shows, a search that shows, a chat that finds nothing; a click, a cart, an order, a refund.
DAY = (
    make_event("shown", 1, "windline", "frostline", list_id="l1", policy="chat/blend", conversation="c1"),
    make_event("shown", 2, "windline", "kettle", list_id="l2", policy="search/words", shopper="bob"),
    make_event("shown", 3, list_id="l3", policy="chat/blend", conversation="c2", shopper="bob"),
    make_event("shown", 4, "kettle", "drysack", list_id="l4", policy="home/blend", shopper=None),
    make_event("select_item", 5, "windline", list_id="l1"),
    make_event("add_to_cart", 6, "kettle", list_id="l2", shopper="bob"),
    make_event("purchase", 7, "windline", price=90, list_id="l1"),
    make_event("purchase", 8, "merino", price=50, shopper="cleo"),
    make_event("refund", 9, "merino", price=50, shopper="cleo"),
)


def days(first: float, last: float) -> Bounds:
    return Bounds(START_US + int(first * 24 * HOUR_US), START_US + int(last * 24 * HOUR_US))


def report(*events: Event, bounds: Bounds | None = None, facts: Any = FACTS) -> ShopReport:
    return report_of_log(list_lines(*events), bounds or Bounds(), facts, n_draws=N_DRAWS)


def test_a_day_counted_by_hand() -> None:
    whole = report(*DAY).whole
    assert (whole.n_lists, whole.n_empty, whole.n_shoppers, whole.n_conversations) == (3, 1, 2, 2)
    assert whole.n_products_shown == 6
    assert whole.ctr.value == 2 / 6  # windline of l1, kettle of l2: who puts it into the cart has seen its page
    assert whole.ctr_3.value == 2 / 6
    assert whole.add_to_cart.value == 1 / 3
    assert whole.conversion.value == 1 / 3
    assert whole.order_value["EUR"].value == 90
    assert whole.revenue == {"EUR": 90}
    assert whole.hours_to_first_conversion == 6
    assert whole.shoppers_converted.value == 1 / 2
    assert whole.revenue_per_conversation["EUR"].value == 90 / 2
    assert whole.zero_result_rate.value == 1 / 3, "of two chats and a search; the home page was not asked"
    assert whole.diversity.value == pytest.approx((0 + 1 + 1) / 3)
    assert whole.coverage == 4 / 5, "windline, frostline, kettle and drysack of the five that can be had"


def test_surfaces_and_policies_have_figures_of_their_own() -> None:
    found = report(*DAY)
    assert list(found.by_surface) == ["chat", "home", "search"]
    assert list(found.by_policy) == ["chat/blend", "home/blend", "search/words"]
    chat, home, search = found.by_surface.values()
    assert (chat.n_lists, chat.n_empty, chat.zero_result_rate.value) == (1, 1, 0.5)
    assert (search.n_lists, search.zero_result_rate.value, search.add_to_cart.value) == (1, 0, 1)
    assert (home.zero_result_rate.n_cases, home.n_shoppers, home.n_conversations) == (0, 0, 0)
    assert (chat.coverage, search.coverage, home.coverage) == (2 / 5, 2 / 5, 2 / 5)
    assert (chat.n_orders, search.n_orders) == (1, 0)


def test_the_shops_orders_are_all_of_them() -> None:
    orders = report(*DAY).orders
    assert (orders.n_orders, orders.n_of_lists, orders.n_without_value) == (2, 1, 0)
    assert orders.order_value["EUR"].value == 70
    assert orders.revenue == {"EUR": 140}
    assert (orders.n_refunds, orders.refunded) == (1, {"EUR": 50})


def test_currencies_are_kept_apart() -> None:
    found = report(
        DAY[0],
        make_event("purchase", 2, "windline", price=90, list_id="l1"),
        make_event("purchase", 3, "frostline", price=9000, currency="JPY", list_id="l1"),
        make_event("purchase", 4, "kettle", list_id="l1"),
        make_event("refund", 5, "windline", "frostline", price=1.5, currency="KWD"),
    )
    assert found.orders.revenue == {"EUR": 90, "JPY": 9000}
    assert found.orders.n_without_value == 1
    assert (found.orders.n_refunds, found.orders.refunded) == (1, {"KWD": 3})
    assert found.whole.revenue == {"EUR": 90, "JPY": 9000}
    assert found.whole.revenue_per_conversation["JPY"].value == 9000


def test_a_log_without_events_has_no_figures_and_no_error() -> None:
    found = report()
    assert (found.whole.n_lists, found.whole.ctr.n_cases, found.whole.coverage) == (0, 0, 0)
    assert (found.by_day, found.by_policy, found.orders.n_orders) == ({}, {}, 0)
    assert found.whole.hours_to_first_conversion is None


def test_one_event_is_a_report() -> None:
    found = report(DAY[0], facts=None)
    assert (found.whole.n_lists, found.whole.ctr.value, found.whole.coverage) == (1, 0, None)
    assert found.whole.diversity.n_cases == 0, "without a catalog nobody knows"
    assert list(found.by_day) == ["2026-11-01"]


def test_a_purchase_alone_is_an_order_of_the_shop_and_of_no_list() -> None:
    found = report(make_event("purchase", 7, "windline", price=90))
    assert (found.orders.n_orders, found.orders.n_of_lists, found.whole.n_orders) == (1, 0, 0)


def test_what_comes_of_the_windows_lists_after_its_end_counts_and_what_comes_of_others_does_not() -> None:
    before = make_event("shown", -2, "drysack", list_id="l0", policy="home/blend")
    within = make_event("shown", 20, "windline", list_id="l1", policy="home/blend")
    after = make_event("shown", 25, "kettle", list_id="l2", policy="home/blend")
    acts = [
        make_event("select_item", 1, "drysack", list_id="l0"),
        make_event("select_item", 30, "windline", list_id="l1"),
        make_event("purchase", 31, "windline", price=90),
        make_event("select_item", 32, "kettle", list_id="l2"),
    ]
    found = report(before, within, after, *acts, bounds=days(0, 1))
    assert (found.whole.n_lists, found.whole.n_products_clicked, found.whole.n_orders) == (1, 1, 1)
    assert found.orders.n_orders == 0, "the order itself was placed after the window"


def test_a_list_before_the_window_keeps_the_credit_that_is_its_own() -> None:
    clicked = make_event("shown", -2, "windline", list_id="l0", policy="home/blend")
    seen = make_event("shown", 1, "windline", list_id="l1", policy="home/blend")
    found = report(
        clicked,
        seen,
        make_event("select_item", -1, "windline", list_id="l0"),
        make_event("purchase", 2, "windline", price=90),
        bounds=days(0, 1),
    )
    assert found.whole.n_products_bought == 0
    assert (found.orders.n_orders, found.orders.n_of_lists) == (1, 0)


def test_a_late_click_on_a_list_before_the_window_keeps_its_credit_too() -> None:
    bounds = days(7, 8)
    events = (
        make_event("shown", 5, "windline", list_id="l0", policy="home/blend"),
        make_event("select_item", 160, "windline", list_id="l0"),
        make_event("shown", 170, "windline", list_id="l1", policy="home/blend"),
        make_event("purchase", 180, "windline", price=90),
    )
    read = [one for one in events if one.at_us >= (bounds.read_from_us or 0)]
    assert report(*read, bounds=bounds).whole.n_products_bought == 0


def test_reading_goes_eight_days_beyond_the_window_on_either_side() -> None:
    bounds = days(8, 9)
    assert (bounds.read_from_us, bounds.read_to_us) == (START_US, START_US + 17 * 24 * HOUR_US)
    assert (Bounds().read_from_us, Bounds().read_to_us) == (None, None)


def test_the_report_is_plain_json() -> None:
    told = json.loads(json.dumps(report(*DAY, bounds=days(0, 1)).to_json(), allow_nan=False))
    assert (told["start"], told["end"]) == ("2026-11-01T00:00:00+00:00", "2026-11-02T00:00:00+00:00")
    assert told["whole"]["ctr"]["value"] == pytest.approx(1 / 3)
    assert told["by_day"]["2026-11-01"]["n_lists"] == 3
    assert told["confidence"] == 0.95


def test_shares_of_writers_are_of_all_answers() -> None:
    found = report_of_log([], Bounds(), None, {"claude": [None], "template": [None, 30.0, 10.0]})
    assert {writer: (one.n_answers, one.share) for writer, one in found.answers_by_writer.items()} == {
        "template": (3, 0.75),
        "claude": (1, 0.25),
    }
    assert list(found.answers_by_writer) == ["template", "claude"]


def test_how_long_answers_took_is_told_of_those_that_were_measured() -> None:
    times = [None, *(float(n) for n in range(1, 102))]
    found = report_of_log([], Bounds(), None, {"claude": [None], "template": times}).answers_by_writer
    assert (found["template"].p50_ms, found["template"].p95_ms) == (51.0, 96.0)
    assert (found["claude"].p50_ms, found["claude"].p95_ms) == (None, None)


PRODUCT, SHOPPER = st.sampled_from(("windline", "kettle")), st.sampled_from(("ann", "ann", "bob", None))
#: How long after a list something happens, in hours: soon, within a day, within the reach of a list, and beyond it.
LATER = st.sampled_from((0.5, 3.5, 23.5, 30.5, 150.5, 180.5, 230.5))
N_DAYS = 20


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Lists of twenty days, and clicks, carts, purchases and refunds after them, of their products or of others."""
    events, shown_at = [], draw(st.lists(st.integers(0, 3 * N_DAYS - 1).map(lambda place: 8 * place), max_size=6))
    for number, at in enumerate(shown_at):
        policy = draw(st.sampled_from(("chat/blend", "chat/lambdarank", "search/words")))
        products = draw(st.lists(PRODUCT, unique=True))
        given_ids = {"list_id": f"l{number}", "policy": policy, "shopper": draw(SHOPPER), "message_id": f"s{number}"}
        events.append(make_event("shown", at, *products, **given_ids))
    for number in range(draw(st.integers(0, 10)) if shown_at else 0):
        kind = draw(st.sampled_from(("select_item", "add_to_cart", "purchase", "refund")))
        place = draw(st.integers(0, len(shown_at) - 1))
        at = shown_at[place] + draw(LATER)
        more = {"shopper": draw(SHOPPER), "price": 7, "currency": draw(st.sampled_from(("EUR", "JPY")))}
        list_id = draw(st.sampled_from((None, f"l{place}")))
        events.append(make_event(kind, at, draw(PRODUCT), list_id=list_id, message_id=f"e{number}", **more))
    return events


ADDITIVE = (
    "n_lists", "n_empty", "n_products_shown", "n_products_clicked", "n_products_carted", "n_products_bought",
    "n_lists_clicked", "n_lists_carted", "n_lists_bought",
)  # fmt: skip


def summed(parts: list[LogMetrics]) -> dict[str, float]:
    counts: dict[str, float] = {name: sum(getattr(part, name) for part in parts) for name in ADDITIVE}
    revenue = {f"revenue {code}": sum(part.revenue.get(code, 0) for part in parts) for code in ("EUR", "JPY")}
    return counts | revenue


@settings(max_examples=60, deadline=None)
@given(logs())
def test_parts_add_up_to_the_whole(events: list[Event]) -> None:
    found = report_of_log(list_lines(*events), Bounds(), FACTS, n_draws=2)
    whole = summed([found.whole])
    for parts in (found.by_day, found.by_policy, found.by_surface):
        assert summed(list(parts.values())) == whole


@settings(max_examples=60, deadline=None)
@given(logs(), st.integers(1, N_DAYS))
def test_reports_of_parts_of_the_time_add_up_to_that_of_all(events: list[Event], n_days: int) -> None:
    def counted(bounds: Bounds) -> ShopReport:
        start, end = bounds.read_from_us or 0, bounds.read_to_us or 0
        read = [one for one in events if start <= one.at_us < end]
        return report_of_log(list_lines(*read), bounds, FACTS, n_draws=2)

    together = counted(days(0, N_DAYS))
    each = [counted(days(day, min(day + n_days, N_DAYS))) for day in range(0, N_DAYS, n_days)]
    assert summed([one.whole for one in each]) == summed([together.whole])
    assert sum(one.orders.n_orders for one in each) == together.orders.n_orders
    assert sum(one.orders.n_refunds for one in each) == together.orders.n_refunds
    by_day = {day: found.n_orders for one in each for day, found in one.by_day.items()}
    assert by_day == {day: found.n_orders for day, found in together.by_day.items()}
