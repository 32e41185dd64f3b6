"""Files of other clients' events: Segment's archives, GA4's export, OpenSearch's UBI."""

import csv
import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog.product import Product
from events.importer import import_events
from events.log import EventLog
from events.order_history import OrderReading
from events.product_codes import ProductCodes

ARTICLE = {"type": "track", "event": "Article Read", "messageId": "a"}
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def parameter(key: str, kind: str, value: Any) -> dict[str, Any]:
    return {"key": key, "value": {kind: value}}


def ga4(name: str = "view_item", micros: int = 1_763_600_000_000_000, **more: Any) -> dict[str, Any]:
    item = {"item_id": "TT-S", "item_name": "Tee", "item_variant": "(not set)", "price": 24.0, "quantity": "2"}
    return {
        "event_date": "20251120",
        "event_timestamp": str(micros),
        "event_name": name,
        "user_pseudo_id": "123.456",
        "user_id": None,
        "event_params": [
            parameter("ga_session_id", "int_value", "99"),
            parameter("currency", "string_value", "EUR"),
            parameter("page_location", "string_value", "https://shop.example/p?mail=a"),
        ],
        "items": [item | {"item_list_index": "3"}],
        "ecommerce": {"transaction_id": "(not set)"},
    } | more


def ubi(action: str, **more: Any) -> dict[str, Any]:
    thing = {"object_id": "tee", "object_id_field": "product_id"}
    return {
        "action_name": action,
        "query_id": "q1",
        "client_id": "c",
        "session_id": "s",
        "timestamp": "2025-01-24T07:31:30.699+0000",
        "user_query": "merino tee",
        "event_attributes": {"object": thing, "position": {"ordinal": 2}},
    } | more


def written(folder: Path, *records: Any, name: str = "events.jsonl") -> Path:
    file = folder / name
    text = "".join(json.dumps(record) + "\n" for record in records)
    file.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return file


@pytest.fixture
def codes() -> ProductCodes:
    variant = {"id": "tee-s", "sku": "TT-S", "price": {"amount": 2400, "currency": "EUR"}}
    product = {
        "id": "tee",
        "title": "Tee",
        "variants": [variant | {"availability": {"available": True, "status": "in_stock"}}],
    }
    return ProductCodes.of([Product.model_validate(product)])


def test_an_export_of_ga4_becomes_events(log: EventLog, tmp_path: Path, codes: ProductCodes) -> None:
    order = ga4("purchase", 1_763_600_001_000_000, ecommerce={"transaction_id": "o1"}, user_id="ann")
    searched = [parameter("search_term", "string_value", "tee"), parameter("ga_session_id", "int_value", "99")]
    search = ga4("view_search_results", 1_763_600_002_000_000, items=[], event_params=searched)
    refused = ga4(micros=1_763_600_003_000_000, privacy_info={"analytics_storage": "No"})
    others = [ga4("page_view"), ga4("session_start"), ga4("my_own_event")]
    file = written(tmp_path, ga4(), order, search, refused, *others, ga4(), name="export.json.gz")
    report = import_events(log, file, OrderReading(codes, now=NOW))
    assert report.refused is None
    assert (report.format, report.n_stored, report.n_duplicates, report.n_passed_over) == ("ga4", 4, 1, 3)
    viewed, bought, looked, nobodys = log.lines()
    assert (viewed.product_id, viewed.quantity, viewed.price_minor, viewed.position) == ("tee", 2, 2400, 3)
    assert (viewed.shopper_id, viewed.session_id) == ("anonymous:123.456", "123.456.99")
    assert viewed.at == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)
    assert (bought.shopper_id, bought.type) == ("ann", "purchase")
    assert (looked.type, looked.query) == ("search", "tee")
    assert (nobodys.shopper_id, nobodys.consent) == (None, False)
    assert import_events(log, file, OrderReading(codes, now=NOW)).n_stored == 0


def test_an_archive_of_segments_becomes_events_with_their_own_times(
    log: EventLog, tmp_path: Path, codes: ProductCodes
) -> None:
    stamps = {"timestamp": "2026-11-01T10:00:00Z", "sentAt": "2026-11-01T10:00:05Z"}
    track = {"type": "track", "event": "Product Added", "messageId": "m", "userId": "ann", **stamps}
    track["properties"] = {"sku": "TT-S", "quantity": 1}
    file = written(tmp_path, track, {"type": "identify", "messageId": "i"}, ARTICLE, name="archive.gz")
    report = import_events(log, file, OrderReading(codes, now=NOW))
    assert (report.format, report.n_stored, report.n_passed_over) == ("segment", 1, 2)
    (line,) = log.lines()
    assert (line.at.isoformat(), line.product_id) == ("2026-11-01T10:00:00+00:00", "tee")


def test_user_behavior_insights_become_events(log: EventLog, tmp_path: Path) -> None:
    query = {"query_id": "q1", "user_query": "merino tee", "client_id": "c", "timestamp": "2025-01-24T07:31:29Z"}
    bulk = {"index": {"_index": "ubi_events", "_id": "1"}}
    filtered = ubi("brand_filter", event_attributes={"object": {"object_id_field": "filter_data", "object_id": "x"}})
    actions = [ubi("impression"), ubi("click"), ubi("add_to_cart"), ubi("on_search"), filtered, ubi("click")]
    lines = [line for record in (query, *actions) for line in (bulk, record)]
    report = import_events(log, written(tmp_path, *lines))
    assert (report.format, report.reading.rows, report.n_stored, report.n_duplicates) == ("ubi", 7, 4, 2)
    assert report.n_passed_over == 1
    assert sorted(line.type for line in log.lines()) == ["add_to_cart", "search", "select_item", "shown"]
    shown = next(log.impressions())
    assert (shown.product_id, shown.list_id, shown.position, shown.session_id) == ("tee", "q1", 2, "s")
    assert next(line for line in log.lines() if line.type == "search").query == "merino tee"


DOTTED = {
    "event_attributes.object.object_id": "tee",
    "event_attributes.object.object_id_field": "product_id",
    "event_attributes.position.ordinal": 2,
}
PLAIN = {name: value for name, value in ubi("click").items() if name != "event_attributes"}
AS_TABLE = [PLAIN | DOTTED, PLAIN | DOTTED | {"action_name": "impression"}, PLAIN | DOTTED | {"action_name": "scroll"}]


def as_csv(folder: Path, *rows: dict[str, Any], name: str = "ubi.csv", gap: str = "") -> Path:
    file = folder / name
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), restval=gap)
        writer.writeheader()
        writer.writerows(rows)
    return file


def as_parquet(folder: Path, *rows: dict[str, Any]) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / "ubi.parquet")
    return folder / "ubi.parquet"


@pytest.mark.parametrize(
    "how", ["csv with columns", "csv with objects", "parquet with columns", "parquet with structs"]
)
def test_user_behavior_insights_are_read_from_tables(log: EventLog, tmp_path: Path, how: str) -> None:
    whole = [ubi("click"), ubi("impression"), ubi("scroll")]
    file = {
        "csv with columns": lambda: as_csv(tmp_path, *AS_TABLE),
        "csv with objects": lambda: as_csv(
            tmp_path, *(one | {"event_attributes": json.dumps(one["event_attributes"])} for one in whole)
        ),
        "parquet with columns": lambda: as_parquet(tmp_path, *AS_TABLE),
        "parquet with structs": lambda: as_parquet(tmp_path, *whole),
    }[how]()
    report = import_events(log, file)
    assert (report.format, report.n_stored, report.n_passed_over, report.exit_code) == ("ubi", 2, 1, 0)
    clicked = next(line for line in log.lines() if line.type == "select_item")
    told = (clicked.product_id, clicked.position, clicked.list_id, clicked.session_id, clicked.query, clicked.at)
    assert told == ("tee", 2, "q1", "s", "merino tee", datetime(2025, 1, 24, 7, 31, 30, 699_000, tzinfo=UTC))
    assert import_events(log, file).n_duplicates == 2


def test_queries_are_read_from_tables(log: EventLog, tmp_path: Path) -> None:
    query = {"query_id": "q1", "user_query": "merino tee", "client_id": "c", "timestamp": "2025-01-24T07:31:29Z"}
    assert import_events(log, as_csv(tmp_path, query)).n_stored == 1
    moment = {"timestamp": datetime(2025, 1, 24, 7, 31, 29, tzinfo=UTC)}
    assert import_events(log, as_parquet(tmp_path, query | moment)).n_duplicates == 1


@pytest.mark.parametrize("write", [as_csv, as_parquet])
@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"client_id": "c" * 201}, "anonymous_id"),
        ({"event_attributes.object": "{broken"}, "broken JSON"),
        ({"event_attributes.position": "third"}, "in parts"),
    ],
)
def test_a_broken_row_of_a_table_is_skipped_with_its_line_and_reason(
    log: EventLog, tmp_path: Path, write: Any, broken: dict[str, str], reason: str
) -> None:
    blank = {"event_attributes.object": "", "event_attributes.position": ""}
    good, other = ({**blank, **PLAIN, **DOTTED, "query_id": name} for name in ("q1", "q2"))
    report = import_events(log, write(tmp_path, good, {**blank, **PLAIN, **DOTTED, **broken}, other))
    assert (report.n_stored, report.reading.n_skipped, report.exit_code) == (2, 1, 3)
    (issue,) = report.reading.issues
    assert (issue.line, reason in issue.reason) == (3 if write is as_csv else 2, True)


def test_a_parquet_file_that_is_damaged_or_of_something_else_is_refused(log: EventLog, tmp_path: Path) -> None:
    file = as_parquet(tmp_path, *AS_TABLE)
    file.write_bytes(file.read_bytes()[:-20])
    assert "no whole Parquet file" in str(import_events(log, file).refused)
    other = import_events(log, as_parquet(tmp_path, {"customer": "ann", "sum": 3}))
    assert "not the columns of User Behavior Insights" in str(other.refused)
    assert (other.exit_code, log.count()) == (4, 0)


@pytest.mark.parametrize(
    "broken",
    [
        ga4(event_timestamp="yesterday"),
        ga4(event_timestamp=None),
        ga4(event_timestamp=str(10**30)),
        ga4(items=[{"item_id": "(not set)"}]),
        ga4(items="tee"),
        ga4(items=[{"item_id": "tee", "price": -1}]),
        ga4(event_params="none", items=[]),
        ga4(user_pseudo_id={"a": 1}),
    ],
)
def test_a_broken_row_is_skipped_with_its_reason(log: EventLog, tmp_path: Path, broken: Any) -> None:
    report = import_events(log, written(tmp_path, ga4(), ga4("select_item"), broken), OrderReading(now=NOW))
    assert (report.n_stored, report.reading.n_skipped, report.exit_code) == (2, 1, 3)
    assert report.reading.issues[0].line == 3


def test_a_file_without_any_event_of_a_product_is_refused(log: EventLog, tmp_path: Path) -> None:
    report = import_events(log, written(tmp_path, ga4("page_view"), ga4("scroll")), OrderReading(now=NOW))
    assert "holds no event of a product" in str(report.refused)
    assert report.exit_code == 4


def test_real_user_behavior_insights_are_read_whole(log: EventLog) -> None:
    data = Path(os.environ.get("SHOPKEEPER_DATA", "")) / "esci_us_ubi" / "ubi_queries_events.ndjson.gz"
    if not data.is_file():
        pytest.skip("SHOPKEEPER_DATA does not lead to esci_us_ubi")
    report = import_events(log, data)
    assert (report.reading.rows, report.reading.n_skipped) == (3_921, 0)
    assert report.by_type["select_item"] == 298
