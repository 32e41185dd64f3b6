import gzip
import json
from datetime import UTC, datetime

import pytest

from catalog.product import Product
from events.importer import import_events
from events.order_history import OrderReading
from events.product_codes import ProductCodes

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "order_id,customer_id,sku,quantity,price,at\n"
ORDERS = HEADER + (
    "1001,ann,TT-S,2,24.00,2026-11-01 10:00\n1001,ann,mug-1,1,8.50,2026-11-01 10:01\n1002,bob,TT-M,1,26.00,2026-11-02\n"
)


@pytest.fixture
def codes():
    tee = {
        "id": "tee-88",
        "title": "Tee",
        "variants": [
            {"id": "tee-88-s", "sku": "TT-S", "price": {"amount": 2400, "currency": "EUR"}},
            {"id": "tee-88-m", "sku": "TT-M", "price": {"amount": 2600, "currency": "EUR"}},
        ],
    }
    mug = {"id": "mug-1", "title": "Mug", "variants": [{"id": "mug-1-v"}]}
    return ProductCodes.of(Product.model_validate(one) for one in (tee, mug))


@pytest.fixture
def import_text(tmp_path, codes):
    def import_one(log, text, *, encoding="utf-8", name="orders.csv", **reading):
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return import_events(log, file, OrderReading(codes=codes, now=NOW, **reading))

    return import_one


def rows(log):
    return [(line.type, line.shopper_id, line.product_id, line.quantity) for line in log.lines()]


def reasons(report):
    return [(issue.line, issue.reason) for issue in report.reading.issues]


def test_the_rows_of_an_order_become_one_purchase(log, import_text):
    report = import_text(log, ORDERS)
    assert report.exit_code == 0
    assert (report.by_type, report.n_stored, report.n_duplicates) == ({"purchase": 2}, 2, 0)
    lines = list(log.lines())
    assert [(line.shopper_id, line.product_id, line.quantity, line.price_minor) for line in lines] == [
        ("ann", "tee-88", 2, 2400),
        ("ann", "mug-1", 1, 850),
        ("bob", "tee-88", 1, 2600),
    ]
    assert {line.currency for line in lines} == {"EUR"}
    assert lines[1].at == datetime(2026, 11, 1, 10, 0, tzinfo=UTC)


def test_a_second_import_adds_nothing(log, import_text):
    import_text(log, ORDERS)
    report = import_text(log, ORDERS + "1003,ann,mug-1,1,8.50,2026-11-03\n")
    assert (report.n_stored, report.n_duplicates) == (1, 2)
    assert log.count() == 3


def test_a_dry_run_reports_and_writes_nothing(log, import_text):
    report = import_text(None, ORDERS)
    assert (report.by_type, report.n_stored, report.exit_code) == ({"purchase": 2}, None, 0)
    assert "Checked" in next(report.to_lines())
    assert log.count() == 0


def test_the_rows_of_an_order_may_lie_apart(log, import_text):
    apart = HEADER + "1,ann,a,1,1,2026-11-01\n2,bob,b,1,1,2026-11-02\n1,ann,c,1,1,2026-11-01\n"
    assert import_text(log, apart).n_stored == 2
    assert [product for _, who, product, _ in rows(log) if who == "ann"] == ["a", "c"]


def test_what_came_back_is_a_refund(log, import_text):
    report = import_text(log, HEADER + "1,ann,a,2,1,2026-11-01\n1,ann,b,-1,1,2026-11-01\nC2,ann,a,1,1,2026-11-02\n")
    assert report.by_type == {"purchase": 1, "refund": 2}
    assert rows(log) == [("purchase", "ann", "a", 2), ("refund", "ann", "b", 1), ("refund", "ann", "a", 1)]


def test_where_every_order_begins_with_c_that_means_nothing(log, import_text):
    assert import_text(log, HEADER + "C1,ann,a,1,1,2026-11-01\nC2,ann,a,1,1,2026-11-02\n").by_type == {"purchase": 2}


def test_the_status_of_an_order_counts(log, import_text):
    text = "order,customer,product,date,status\n1,ann,a,2026-11-01,paid\n2,ann,a,2026-11-02,Cancelled\n"
    assert import_text(log, text).by_type == {"purchase": 1, "refund": 1}


def test_products_that_the_catalog_lacks_are_kept_and_counted(log, import_text):
    report = import_text(
        log, HEADER + "1,ann,gone,1,1,2026-11-01\n2,bob,gone,1,1,2026-11-01\n3,bob,mug-1,1,1,2026-11-01\n"
    )
    assert (report.n_rows_of_unknown_products, report.unknown_products) == (2, {"gone"})
    assert report.exit_code == 0
    assert sorted(product for _, _, product, _ in rows(log)) == ["gone", "gone", "mug-1"]


def test_rows_without_a_customer_are_nobodys_and_counted(log, import_text):
    report = import_text(log, HEADER + "1,,a,1,1,2026-11-01\n2,ann,a,1,1,2026-11-01\n")
    assert report.n_rows_without_customer == 1
    assert rows(log) == [("purchase", None, "a", 1), ("purchase", "ann", "a", 1)]


def test_what_the_first_row_of_an_order_says_holds_for_the_rest(log, import_text):
    import_text(log, HEADER + "1,ann,a,1,1,2026-11-01\n1,,b,1,1,\n")
    assert rows(log) == [("purchase", "ann", "a", 1), ("purchase", "ann", "b", 1)]


def test_one_order_of_two_customers_is_two_purchases(log, import_text):
    assert import_text(log, HEADER + "1,ann,a,1,1,2026-11-01\n1,bob,a,1,1,2026-11-01\n").n_stored == 2


def test_numbers_that_a_spreadsheet_made_of_ids_are_ids_again(log, import_text):
    import_text(log, HEADER + "1,17850.0,a,1,1,2026-11-01\n")
    assert rows(log) == [("purchase", "17850", "a", 1)]


def test_broken_rows_are_skipped_with_line_and_reason(log, import_text):
    bad = (
        ",ann,a,1,1,2026-11-01\n"  # line 5
        "9,ann,,1,1,2026-11-01\n"
        "9,ann,a,0,1,2026-11-01\n"
        "9,ann,a,many,1,2026-11-01\n"
    )
    report = import_text(
        log, ORDERS + bad + ORDERS.removeprefix(HEADER) + "9,ann,a,1,-3,2027-01-01\n9,ann,a,1,1,x\n8,a,a,1,1,\n"
    )
    assert report.exit_code == 3
    assert [line for line, _ in reasons(report)] == [5, 6, 7, 8, 12, 13, 14]
    assert [reason.split(" ")[0] for _, reason in reasons(report)] == [
        "no", "no", "quantity", "quantity", "price", "date", "order",
    ]  # fmt: skip
    assert report.n_stored == 2


def test_an_order_from_the_future_is_skipped(log, import_text):
    report = import_text(log, ORDERS + "9,ann,a,1,1,2027-01-01\n")
    assert reasons(report) == [(5, "date '2027-01-01' is in the future")]


def test_prices_without_a_currency_are_left_out_with_one_warning(log, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS)
    report = import_events(log, file, OrderReading(now=NOW))
    assert [issue.line for issue in report.reading.issues] == [None]
    assert "3 prices left out" in report.reading.issues[0].reason
    assert {line.price_minor for line in log.lines()} == {None}


def test_a_currency_may_stand_in_the_price_in_a_column_or_be_given(log, import_text):
    text = "order,customer,product,date,price,currency\n1,ann,a,2026-11-01,£2.50,\n2,ann,a,2026-11-02,3,usd\n"
    import_text(log, text + "3,ann,a,2026-11-03,400,\n", currency="JPY")
    assert [(line.price_minor, line.currency) for line in log.lines()] == [(250, "GBP"), (300, "USD"), (400, "JPY")]


def test_windows_text_and_gzip_are_read(log, tmp_path, codes):
    file = tmp_path / "orders.csv.gz"
    file.write_bytes(gzip.compress(ORDERS.replace("ann", "Zoë").encode("cp1252")))
    report = import_events(log, file, OrderReading(codes=codes, now=NOW))
    assert report.exit_code == 3
    assert "cp1252" in report.reading.issues[0].reason
    assert rows(log)[0][1] == "Zoë"


def test_a_byte_order_mark_and_semicolons_are_no_hindrance(log, import_text):
    assert import_text(log, "\ufeff" + ORDERS.replace(",", ";")).n_stored == 2


def test_months_first_are_told_by_the_files_own_dates(log, import_text):
    import_text(log, HEADER + "1,ann,a,1,1,2/1/2026 9:00\n2,ann,a,1,1,1/31/2026 9:00\n")
    assert [line.at.month for line in log.lines()] == [1, 2]


def test_dates_that_tell_nothing_are_read_day_first_with_a_warning(log, import_text):
    report = import_text(log, HEADER + "1,ann,a,1,1,2/1/2026\n")
    assert report.exit_code == 3
    assert "--month-first" in report.reading.issues[0].reason
    assert next(log.lines()).at.month == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (HEADER, "no rows"),
        ("a,b,c\n1,2,3\n", "its columns are: a, b, c"),
        ("nothing of a table\n", "its columns are: none"),
        (HEADER + "1,ann,a,x,1,2026-11-01\n" * 3, "none of the 3 rows"),
        (ORDERS + "1,ann,a,x,1,2026-11-01\n" * 4, "more than half"),
        ("\x00\x01\x02" * 100, "not text"),
    ],
)
def test_a_file_that_is_no_order_history_is_refused_and_nothing_is_written(log, import_text, text, reason):
    report = import_text(log, text)
    assert report.exit_code == 4
    assert reason in report.refused
    assert log.count() == 0


def test_a_missing_file_is_refused(log, tmp_path):
    assert "there is no file" in import_events(log, tmp_path / "nothing.csv").refused


def wire(message_id, **more):
    event = {"message_id": message_id, "type": "view_item", "user_id": "ann", "timestamp": "2026-11-01T10:00:00Z"}
    return json.dumps(event | {"properties": {"items": [{"item_id": "a"}]}} | more) + "\n"


def test_events_of_the_wire_are_read_line_by_line(log, import_text):
    text = (
        wire("m1")
        + "\n{broken\n"
        + wire("m2", type="looked")
        + wire("m1")
        + wire("m3", timestamp="2030-01-01T00:00:00Z")
    )
    report = import_text(log, text + wire("m4", type="search", properties={"query": "hat"}), name="events.jsonl")
    assert report.format == "events"
    assert [line for line, _ in reasons(report)] == [3, 4, 6]
    assert (report.exit_code, report.n_stored, report.n_duplicates) == (3, 2, 1)


def test_a_file_whose_lines_are_no_events_is_refused(log, import_text):
    report = import_text(log, wire("m1") + '{"a": 1}\n' * 3, name="events.jsonl")
    assert report.exit_code == 4
    assert "line 2: message_id" in report.refused
    assert log.count() == 0


def test_a_report_says_all_of_it_in_lines_and_as_json(log, import_text):
    report = import_text(log, ORDERS + "9,,gone,1,1,2026-11-03\n9,ann,a,0,1,2026-11-01\n")
    text = "\n".join(report.to_lines())
    assert "5 rows: 3 purchase events." in text
    assert "1 rows without a customer" in text
    assert "1 rows of 1 products that the catalog does not have" in text
    assert "line 6: quantity 0" in text
    told = report.to_json()
    assert (told["rows"], told["n_stored"], told["exit_code"], told["n_skipped"]) == (5, 3, 3, 1)
    json.dumps(told)


def test_an_import_that_was_stopped_half_way_is_completed_by_another(log, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(HEADER + "".join(f"{n:04},ann,a,1,1,2026-11-01\n" for n in range(6_000)))

    def stop(n_done, n_total):
        if n_done > 5_500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_events(log, file, OrderReading(currency="GBP", now=NOW), stop)
    n_before = log.count()
    assert 0 < n_before < 6_000
    report = import_events(log, file, OrderReading(currency="GBP", now=NOW))
    assert (report.n_stored, report.n_duplicates) == (6_000 - n_before, n_before)


def test_a_file_that_breaks_off_keeps_what_came_before_and_says_so(log, tmp_path):
    whole = gzip.compress("".join(wire(f"m{n}") for n in range(20_000)).encode())
    file = tmp_path / "events.jsonl.gz"
    file.write_bytes(whole[: len(whole) * 3 // 4])
    report = import_events(log, file, OrderReading(now=NOW))
    assert report.exit_code == 4
    assert "truncated" in report.refused
    assert 0 < log.count() == report.n_stored < 20_000
    assert "Stopped in" in next(report.to_lines())
