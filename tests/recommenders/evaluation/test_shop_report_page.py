"""The shop's report as a page that stands by itself."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from events.event import Event
from recommenders.evaluation.shop_report_page import shop_report_page
from recommenders.evaluation.shop_report_plots import MANY_DAYS, _sliding
from recommenders.reporting.report_of_log import Bounds, report_of_log
from recommenders.reporting.shop_report import ShopReport
from tests.shown_log import list_lines, make_event


def report(*events: Event) -> ShopReport:
    return report_of_log(
        list_lines(*events), Bounds(), answers={"template": [10.0, 20.0, 30.0], "claude": [None]}, n_draws=20
    )


def shown(hours: float, number: int, policy: str = "chat/blend") -> Event:
    return make_event("shown", hours, "a", "b", list_id=f"l{number}", policy=policy, conversation=f"c{number}")


def some_days(n_days: int) -> ShopReport:
    return report(
        *(shown(24 * day, day, ("chat/blend", "home/blend")[day % 2]) for day in range(n_days)),
        make_event("add_to_cart", 1, "a", list_id="l0"),
        make_event("purchase", 2, "a", price=1234.5, list_id="l0"),
    )


def test_a_page_has_its_plots_and_tables_and_fetches_nothing() -> None:
    page = shop_report_page(some_days(5))
    assert page.count("<svg") == 4
    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(svg)
    for told in ("chat/blend", "home/blend", "1,234.50 EUR", "revenue per conversation", "template", "75.0 %"):
        assert told in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "url(http" not in page


@pytest.mark.parametrize(("n_days", "told"), [(MANY_DAYS, "7 days"), (MANY_DAYS + 1, "28 days")])
def test_of_many_days_the_line_is_slower(n_days: int, told: str) -> None:
    assert told in shop_report_page(some_days(n_days))


def test_what_a_shop_calls_its_policies_is_text() -> None:
    page = shop_report_page(report(shown(1, 1, policy="<script>alert(1)</script>")))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_without_lists_the_page_says_so_and_tells_of_the_orders() -> None:
    page = shop_report_page(report(make_event("purchase", 1, "a", price=3)))
    assert "No list was shown" in page
    assert "Orders: 1, of which 0 go" in page
    assert "<svg" not in page


def test_only_empty_lists_are_a_page() -> None:
    assert "100.0 %" in shop_report_page(report(make_event("shown", 1, list_id="l1", policy="search/words")))


def test_one_list_that_nothing_came_of_is_a_page() -> None:
    assert "0.0 %" in shop_report_page(report(shown(1, 1)))


def test_a_line_is_of_the_sums_of_its_days_and_breaks_where_nothing_was_shown() -> None:
    days = np.array(["2026-11-01", "2026-11-02", "2026-11-06"], dtype="datetime64[D]")
    every, line = _sliding(days, 3, np.array([1.0, 2.0, 5.0]), np.array([10.0, 10.0, 10.0]))
    assert [str(day) for day in every] == [f"2026-11-0{day}" for day in range(1, 7)]
    assert line == pytest.approx([0.1, 0.15, 0.15, 0.2, np.nan, 0.5], nan_ok=True)
