"""The shop's report over HTTP, and what the metrics count of lists."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.errors import ServerBusy
from api.metrics import MAX_POLICIES, Metrics
from api.process_apart import ReportFailed
from api.report_process import make_report
from api.shop_reports import FAILED_SECONDS, KEPT_SECONDS, MAX_KEPT, ShopReports
from database.engine import Database, open_database
from database.errors import DatabaseUnavailable
from events.event import Event
from events.log import EventLog
from events.window import Window
from experiments.experiment import Experiment
from experiments.store import ExperimentStore
from tests.shown_log import make_event

SHOPPER = {"user": {"anonymous_id": "a_1"}}


def act(kind: str, list_id: str, product_id: str, seconds: float = 1, **more: Any) -> Event:
    """What the shopper does about a list that was shown just now."""
    return Event.model_validate(
        {
            "message_id": f"{kind} {list_id}",
            "type": kind,
            "anonymous_id": "a_1",
            "timestamp": datetime.now(UTC) + timedelta(seconds=seconds),
            "properties": {"currency": "GBP", "items": [{"item_id": product_id, "price": 119.0}]},
            "attribution": {"list_id": list_id},
            **more,
        }
    )


def report(client: Any, secret: dict[str, str], window: str = "7d") -> dict[str, Any]:
    response = client.http.get("/v1/reports", params={"window": window}, headers=secret)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_what_was_shown_and_what_came_of_it_is_told(serve: Any, secret: dict[str, str]) -> None:
    client = serve()
    answer = client.chat("a warm jacket", **SHOPPER)
    client.chat("a grand piano", answer, **SHOPPER)
    client.http.post("/v1/recommendations", json={"surface": "home", **SHOPPER})
    client.shop.impressions.flush()
    list_id, cards = answer["products"]["list_id"], answer["products"]["items"]
    first = cards[0]["product_id"]
    client.shop.events.append([act("add_to_cart", list_id, first), act("purchase", list_id, first, seconds=60)])

    found = report(client, secret)
    chat = found["by_surface"]["chat"]
    assert (chat["n_lists"], chat["n_empty"], chat["n_conversations"]) == (1, 1, 1)
    assert chat["zero_result_rate"]["value"] == 0.5
    assert chat["ctr"]["value"] == 1 / len(cards)
    assert chat["revenue"] == {"GBP": 119}
    assert chat["revenue_per_conversation"]["GBP"]["value"] == 119
    assert found["by_surface"]["home"]["n_lists"] == 1
    assert set(found["by_policy"]) == {"chat/preference", "home/preference"}
    written = found["answers_by_writer"]["template"]
    assert (written["n_answers"], written["share"]) == (2, 1.0)
    assert 0 < written["p50_ms"] <= written["p95_ms"]
    assert found["n_in_stock"] == 8
    assert 0 < found["whole"]["coverage"] <= 1


def test_a_report_needs_the_secret_key(client: Any) -> None:
    refused = client.http.get("/v1/reports")
    assert (refused.status_code, refused.json()["code"]) == (401, "key_required")


@pytest.mark.parametrize(
    "window", ["", "soon", "0d", "2026-05-02..2026-05-01", "0001-01-01T00:00:00+14:00..", "a" * 99]
)
def test_what_is_no_window_is_refused_with_its_place(client: Any, secret: dict[str, str], window: str) -> None:
    refused = client.http.get("/v1/reports", params={"window": window}, headers=secret)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
    assert refused.json()["errors"][0]["pointer"] == "query/window"


@pytest.mark.parametrize("window", ["..", "1d", "99999d", "2026-01-01..", "..9999-12-31", "0001-01-01..0001-01-02"])
def test_any_window_is_a_report(client: Any, window: str) -> None:
    assert make_report(client.shop.database, Window.parse(window)).orders.n_orders == 0


def test_the_report_is_described_for_machines(client: Any) -> None:
    described = client.http.get("/openapi.json").json()
    answer = described["paths"]["/v1/reports"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = described["components"]["schemas"][answer["$ref"].rsplit("/", 1)[1]]
    assert {"whole", "by_surface", "by_policy", "by_day", "orders", "answers_by_writer"} <= set(schema["properties"])


class Clock:
    """Moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One that holds a list."""
    opened = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    opened.migrate()
    EventLog(opened).append([make_event("shown", 1, "a", list_id="l1", policy="chat/blend")])
    yield opened
    opened.close()


@pytest.fixture
def reports(database: Database, clock: Clock) -> Iterator[ShopReports]:
    made = ShopReports(database, clock)
    yield made
    made.close()


def test_a_window_is_counted_once_a_minute(reports: ShopReports, clock: Clock) -> None:
    first = reports.ask(Window.parse("7d"))
    assert json.loads(first.result(60))["whole"]["n_lists"] == 1
    clock.now += KEPT_SECONDS
    assert reports.ask(Window.parse("7d")) is first
    clock.now += 1
    assert reports.ask(Window.parse("7d")) is not first


def test_another_window_is_another_report_and_too_many_are_refused(reports: ShopReports) -> None:
    asked = [reports.ask(Window(n_days=days)) for days in range(1, MAX_KEPT + 1)]
    assert len({id(one) for one in asked}) == MAX_KEPT
    with pytest.raises(ServerBusy):
        reports.ask(Window(n_days=100))
    assert reports.ask(Window(n_days=1)) is asked[0]


def test_a_report_that_failed_says_why_and_is_made_again(
    reports: ShopReports, database: Database, clock: Clock
) -> None:
    with database.write() as connection:
        body = connection.exec_driver_sql("SELECT body FROM events").scalar()
        connection.exec_driver_sql("UPDATE events SET body = '{'")
    with pytest.raises(ReportFailed, match="JSONDecodeError"):
        reports.ask(Window()).result(60)
    assert reports.ask(Window()).exception() is not None  # whoever comes a moment later hears of it
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE events SET body = ?", (body,))
    clock.now += FAILED_SECONDS + 1
    assert json.loads(reports.ask(Window()).result(60))["whole"]["n_lists"] == 1


def test_a_database_that_cannot_be_read_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"no database at all" * 100)
    broken = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    reports = ShopReports(broken)
    with pytest.raises(DatabaseUnavailable):
        reports.ask(Window()).result(60)
    reports.close()
    broken.close()


def test_closing_ends_what_is_counted_and_gives_up_what_waits(reports: ShopReports) -> None:
    first, *others = [reports.ask(Window(n_days=days)) for days in range(1, 4)]
    while not first.running():
        time.sleep(0.01)
    reports.close()
    assert isinstance(first.exception(), ServerBusy)
    assert all(one.cancelled() for one in others)


def test_the_metrics_count_lists_and_what_names_them(serve: Any) -> None:
    client = serve()
    answer = client.chat("a warm jacket", **SHOPPER)
    client.chat("a grand piano", **SHOPPER)
    client.shop.impressions.flush()
    told = client.http.get("/metrics").text
    labels = '{policy="chat/preference",surface="chat"}'
    assert f"shopkeeper_lists_shown_total{labels} 2.0" in told
    assert f"shopkeeper_lists_empty_total{labels} 1.0" in told
    assert f"shopkeeper_products_shown_total{labels} {float(len(answer['products']['items']))}" in told


def test_an_act_counts_where_it_names_a_list() -> None:
    metrics = Metrics(lambda: 0, lambda: False)
    for event in (
        make_event("select_item", 1, "a", list_id="l1"),
        make_event("select_item", 1, "a"),
        make_event("purchase", 1, "a", list_id="l1"),
        make_event("refund", 1, "a", list_id="l1"),
    ):
        metrics.count_event(event)
    told = metrics.text().decode()
    assert 'shopkeeper_attributed_events_total{type="select_item"} 1.0' in told
    assert 'shopkeeper_attributed_events_total{type="purchase"} 1.0' in told
    assert "refund" not in told


def test_policies_that_a_shop_makes_up_do_not_fill_the_memory() -> None:
    metrics = Metrics(lambda: 0, lambda: False)
    for number in range(MAX_POLICIES + 10):
        metrics.count_event(make_event("shown", 1, "a", list_id="l1", policy=f"home/{number}"))
    told = metrics.text().decode()
    assert told.count("shopkeeper_lists_shown_total{") == MAX_POLICIES + 1
    assert 'shopkeeper_lists_shown_total{policy="other",surface="unknown"} 10.0' in told


def experiment(name: str, **fields: Any) -> Experiment:
    given = {
        "name": name,
        "variants": [{"name": "search", "policy": {"ranking": "search"}}, {"name": "all"}],
        "metrics": [{"name": "conversion", "role": "primary"}],
        "plan": {"baseline": 0.1, "mde": 0.1, "n_units": 1_000},
    }
    return Experiment.model_validate(given | fields)


def test_a_look_at_an_experiment_is_made_apart_and_kept_like_a_report(
    reports: ShopReports, database: Database, clock: Clock
) -> None:
    store = ExperimentStore(database)
    store.create(experiment("order"))
    store.start("order")
    first = reports.ask_experiment("order")
    told = json.loads(first.result(60))
    assert (told["verdict"], told["n_units"]) == ("too_early", {"search": 0, "all": 0})
    assert reports.ask_experiment("order") is first


def test_where_there_is_nothing_to_look_at_it_is_said_why(reports: ShopReports, database: Database) -> None:
    ExperimentStore(database).create(experiment("draft"))
    assert "experiments start draft" in json.loads(reports.ask_experiment("draft").result(60))["refused"]
    assert "no experiment 'gone'" in json.loads(reports.ask_experiment("gone").result(60))["refused"]
