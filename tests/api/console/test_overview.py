"""What came of what the shop showed, and how the server is doing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from api.console.live_figures import LiveFigures, quantile
from api.metrics import Metrics
from assistant.account import Account
from assistant.budget import Spent
from assistant.spending_store import SqlSpendingStore
from events.event import Event

INFINITY = float("inf")
SHOPPER = {"user": {"anonymous_id": "a_1"}}


def act(kind: str, list_id: str, product_id: str) -> Event:
    return Event.model_validate(
        {
            "message_id": f"{kind} {list_id}",
            "type": kind,
            "anonymous_id": "a_1",
            "timestamp": datetime.now(UTC) + timedelta(seconds=1),
            "properties": {"currency": "GBP", "items": [{"item_id": product_id, "price": 119.0}]},
            "attribution": {"list_id": list_id},
        }
    )


def test_the_page_is_there_at_once_and_fills_itself_in(
    serve: Any, staff_of: Any, text_of: Callable[[str], str]
) -> None:
    client = serve()
    answer = client.chat("a warm jacket", **SHOPPER)
    client.chat("a grand piano", **SHOPPER)
    client.shop.impressions.flush()
    first = answer["products"]["items"][0]["product_id"]
    client.shop.events.append(
        [
            act("add_to_cart", answer["products"]["list_id"], first),
            act("purchase", answer["products"]["list_id"], first),
        ]
    )
    SqlSpendingStore(client.shop.database).add(
        datetime.now(UTC).date(), {Account("shop"): Spent(1_200, _dollars("0.5"))}
    )
    staff = staff_of(client)

    at_once = staff.page("", window="7d")
    assert "being counted" in at_once
    assert 'id="report" data-refresh="2" aria-busy="true"' in at_once
    page = staff.filled("", window="7d")
    words = text_of(page)
    assert "Zero-result searches 50.0 %" in words
    assert "Order value, GBP 119.00 GBP" in words
    assert "template 100.0 % 2 answers; half whole within" in words
    assert "$0.5000 1,200 tokens in these 7 days" in words
    assert "chat/preference" in words
    assert "95 % interval" in words
    assert page.count("<svg") == page.count("<figure") >= 5
    assert f"<title>{datetime.now(UTC).date()}" in page  # what somebody reads who points at a day


def _dollars(amount: str) -> Any:
    from decimal import Decimal

    return Decimal(amount)


def test_in_a_new_shop_the_page_says_what_is_missing(new_staff: Any) -> None:
    page = new_staff.filled("")
    assert "No list was shown in this window" in page
    assert "shopkeeper events import" in page
    assert "no answer yet" in page


def test_a_log_that_cannot_be_counted_is_told_and_the_rest_is_there(serve: Any, staff_of: Any) -> None:
    client = serve()
    client.chat("a warm jacket", **SHOPPER)
    client.shop.impressions.flush()
    with client.shop.database.write() as connection:
        connection.exec_driver_sql("UPDATE events SET body = '{'")
    page = staff_of(client).filled("")
    assert "could not be counted" in page
    assert "Search index" in page


def test_the_live_part_tells_what_this_server_did(serve: Any, staff_of: Any, text_of: Callable[[str], str]) -> None:
    client = serve()
    client.chat("a warm jacket")
    words = text_of(staff_of(client).page(""))
    assert "Answers 1" in words
    assert "template 1 (100.0 %)" in words
    assert "half of 1 answers" in words
    assert "up to date" in words


def test_the_live_part_can_be_asked_for_alone(staff: Any) -> None:
    part = staff.page("live")
    assert 'id="live"' in part
    assert "<html" not in part
    assert 'data-from="/console/live"' in staff.page("")


def test_a_quantile_lies_between_the_bounds_of_its_bucket() -> None:
    counts = [(0.1, 5.0), (0.2, 10.0), (INFINITY, 10.0)]
    assert quantile(0.5, counts) == pytest.approx(0.1)
    assert quantile(0.75, counts) == pytest.approx(0.15)
    assert quantile(1.0, counts) == pytest.approx(0.2)


def test_above_the_last_bound_a_quantile_is_that_bound() -> None:
    assert quantile(0.9, [(60.0, 1.0), (INFINITY, 10.0)]) == 60.0


def test_of_nothing_there_is_no_quantile() -> None:
    assert quantile(0.5, [(0.1, 0.0), (INFINITY, 0.0)]) is None
    assert quantile(0.5, []) is None
    figures = LiveFigures.read(Metrics(lambda: 3, lambda: False))
    assert [one.p50 for one in figures.latencies] == [None, None, None]
    assert figures.n_under_way == 3


def test_requests_are_told_by_the_first_digit_of_their_status() -> None:
    metrics = Metrics(lambda: 0, lambda: False)
    for status in (200, 202, 404):
        metrics.count_request("GET", "/", status, 0.1)
    assert LiveFigures.read(metrics).statuses == {"2xx": 2, "4xx": 1}


def test_what_the_shop_spent_is_told_by_day(serve: Any) -> None:
    store = SqlSpendingStore(serve().shop.database)
    for day, tokens in ((date(2026, 5, 1), 1), (date(2026, 5, 3), 2), (date(2026, 5, 4), 3)):
        store.add(day, {Account("shop"): Spent(tokens), Account("session", "x"): Spent(tokens)})
    found = store.of_shop(date(2026, 5, 2))
    assert {day: one.tokens for day, one in found.items()} == {date(2026, 5, 3): 2, date(2026, 5, 4): 3}
