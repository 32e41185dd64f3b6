"""A handful of lines whose interactions can be counted on one hand."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir
import pytest

from events.vocabulary import CODE_OF
from recommenders.errors import TrainingRefused
from recommenders.interactions.config import BotRule, InteractionsConfig
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.event_lines import read_lines
from recommenders.interactions.interactions_table import interactions_table
from tests.recommenders.interactions.conftest import START, Line, Write, line

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
DAY = 86_400
Events = Callable[..., ir.Table]
Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def rows(duckdb: DuckDbEngine, events: Events) -> Rows:
    def made(*lines: Line, **config: Any) -> list[dict[str, Any]]:
        settings = InteractionsConfig(**{"now": START + 400 * DAY, **config})
        found: list[dict[str, Any]] = duckdb.fetch(
            interactions_table(duckdb, read_lines(events(*lines)), settings, "EUR")
        ).to_pylist()
        return found

    return made


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_rows_are_ordered_by_shopper_then_time_then_product(rows: Rows) -> None:
    found = rows(line(9, "b", "t"), line(9, "a", "t"), line(3, "c", "t"), line(99, "z", "s"))
    assert [(row["shopper"], row["product"]) for row in found] == [("s", "z"), ("t", "c"), ("t", "a"), ("t", "b")]


def test_the_order_within_one_second_is_kept(rows: Rows) -> None:
    assert column(rows(line(0.9, "a"), line(0.1, "b")), "product") == ["b", "a"]


def test_fractions_of_a_second_are_rounded_down(rows: Rows) -> None:
    assert column(rows(line(0.999999)), "at") == [START]


@pytest.mark.parametrize(
    ("more", "weight"),
    [
        ({"kind": "view_item"}, 0.1),
        ({"kind": "purchase"}, 1.0),
        ({"kind": "refund"}, -0.5),
        ({"kind": "rate_item", "rating": 5.0}, 1.0),
        ({"kind": "rate_item", "rating": 2.0}, -0.5),
        ({"kind": "rate_item", "rating": 3.0}, 0.0),
    ],
)
def test_an_event_weighs_what_the_vocabulary_says(rows: Rows, more: dict[str, Any], weight: float) -> None:
    [found] = rows(line(0, **more))
    assert found["weight"] == weight
    assert found["kind"] == CODE_OF[more["kind"]]


def test_weights_can_be_chosen(rows: Rows) -> None:
    found = rows(line(0), line(1, kind="purchase"), weights={"purchase": 3.0})
    assert column(found, "weight") == [3.0]


def test_what_says_nothing_of_liking_is_no_interaction(rows: Rows) -> None:
    assert rows(line(0, kind="shown"), line(1, None, kind="search"), line(2, kind="begin_checkout")) == []


def test_a_message_delivered_twice_counts_once_the_earliest(rows: Rows) -> None:
    found = rows(line(5, message_id="m", kind="purchase"), line(1, message_id="m"), line(2, "other"))
    assert column(found, "weight") == [pytest.approx(0.1), pytest.approx(0.1)]


def test_an_order_of_three_products_is_three_interactions(rows: Rows) -> None:
    found = rows(*(line(1, one, kind="purchase", message_id="order") for one in ("a", "b", "c")))
    assert sorted(column(found, "product")) == ["a", "b", "c"]


def test_an_anonymous_visitor_is_a_shopper_for_one_session(rows: Rows) -> None:
    found = rows(line(0, shopper=None, session="v1"), line(1, shopper="", session="v1"), line(2, shopper=None))
    assert column(found, "shopper") == ["visit v1", "visit v1"]


def test_half_an_hour_without_an_event_ends_a_visit(rows: Rows) -> None:
    found = rows(line(0), line(1_800), line(3_601), line(0, shopper="t"))
    assert column(found, "session") == [0, 0, 1, 0]


def test_a_named_session_lasts_however_long_its_pauses_are(rows: Rows) -> None:
    found = rows(line(0, session="a"), line(9_000, session="a"), line(9_001, session="b"))
    assert column(found, "session") == [0, 0, 1]


def test_sessions_that_overlap_are_one_visit(rows: Rows) -> None:
    found = rows(
        line(0, session="a"),
        line(50, session="b"),
        line(100, session="a"),
        line(150, session="b"),
        line(200, session="c"),
    )
    assert column(found, "session") == [0, 0, 0, 0, 1]


def test_an_order_without_a_session_belongs_to_the_visit_it_followed(rows: Rows) -> None:
    assert column(rows(line(0, session="a"), line(60, kind="purchase")), "session") == [0, 0]


def test_the_window_is_closed_at_its_start_and_open_at_its_end(rows: Rows) -> None:
    lines = [line(second, str(second)) for second in (9, 10, 19, 20)]
    assert column(rows(*lines, since=START + 10, until=START + 20), "product") == ["10", "19"]


def test_what_is_later_than_now_is_left_out(rows: Rows) -> None:
    assert column(rows(line(10), line(11), now=START + 10), "at") == [START + 10]


def test_thresholds_count_products_first_and_then_shoppers_among_what_is_left(rows: Rows) -> None:
    lines = [line(0, "p"), line(1, "p"), line(2, "rare", "t"), line(3, "p", "t")]
    found = rows(*lines, min_product_events=2, min_shopper_events=2)
    assert [(row["shopper"], row["product"]) for row in found] == [("s", "p"), ("s", "p")]


def test_amounts_are_price_times_quantity_and_refunds_are_below_zero(rows: Rows) -> None:
    paid = {"quantity": 3, "price_minor": 250, "currency": "EUR"}
    found = rows(
        line(0, kind="purchase", **paid),
        line(1, kind="refund", **paid),
        line(2, kind="refund", **{**paid, "quantity": -3}),
        line(3, kind="purchase", **{**paid, "currency": "GBP"}),
        line(4, kind="purchase", **{**paid, "quantity": None}),
        line(5, kind="purchase"),
    )
    assert column(found, "amount") == [750, -750, -750, None, 250, None]


def test_who_clicks_faster_than_a_person_is_out_from_that_day_on(rows: Rows) -> None:
    rush = [line(DAY + second, f"p{second}", "bot") for second in range(4)]
    lines = [line(5, "before", "bot"), *rush, line(3 * DAY, "after", "bot"), line(DAY, "p")]
    found = rows(*lines, bots=BotRule(max_actions_per_minute=3))
    assert column(found, "product") == ["before", "p"]
    assert len(rows(*lines, bots=BotRule(max_actions_per_minute=4))) == len(lines)


def test_too_many_views_in_a_day_are_a_machines_however_slow(rows: Rows) -> None:
    lines = [line(hour * 3_600, shopper="bot") for hour in range(6)]
    assert rows(*lines, bots=BotRule(max_actions_per_day=5)) == []


def test_a_large_order_is_no_machine(rows: Rows) -> None:
    lines = [line(0, f"p{place}", kind="purchase") for place in range(500)]
    assert len(rows(*lines)) == 500


def test_another_schema_is_refused_and_every_wrong_column_is_named(events: Events) -> None:
    table = events(line(0))
    with pytest.raises(TrainingRefused) as refused:
        read_lines(table.drop("product").mutate(quantity=table["type"]))
    assert "product" in str(refused.value)
    assert "quantity" in str(refused.value)


SECONDS_OF = """
import sys
from pathlib import Path
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.event_lines import read_lines
with DuckDbEngine() as engine:
    print(*engine.fetch(read_lines(engine.read(Path(sys.argv[1]))).select("second"))["second"].to_pylist())
"""


def test_a_machine_in_another_time_zone_reads_the_same_seconds(write: Write) -> None:
    there = {**os.environ, "TZ": "Asia/Kolkata"}
    command = [sys.executable, "-W", "ignore", "-c", SECONDS_OF, str(write(line(7)))]
    done = subprocess.run(command, env=there, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(START + 7)]
