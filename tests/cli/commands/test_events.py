import json

import pytest

ORDERS = """\
order_id,customer_id,sku,quantity,price,at
1001,ann,jkt-1,1,89.00,2025-11-01T10:00:00Z
1002,bob,jkt-1,1,89.00,2025-11-02T10:00:00Z
1002,bob,gone,2,3.00,2025-11-02T10:00:00Z
"""


@pytest.fixture
def orders(tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS)
    return file


def test_an_import_reports_what_it_took(shop, orders):
    outcome = shop("events", "import", str(orders))
    assert outcome.code == 0, outcome.err
    assert "3 rows: 2 purchase events." in outcome.out
    assert "2 new, 0 already there." in outcome.out
    assert "1 rows of 1 products that the catalog does not have" in outcome.out


def test_an_import_as_json_is_one_object_and_takes_the_catalogs_currency(shop, orders):
    report = json.loads(shop("events", "import", str(orders), "--json").out)
    assert (report["rows"], report["n_stored"], report["n_warnings"], report["exit_code"]) == (3, 2, 0, 0)


def test_the_same_orders_again_add_nothing(shop, orders):
    shop("events", "import", str(orders))
    report = json.loads(shop("events", "import", str(orders), "--json").out)
    assert (report["n_stored"], report["n_duplicates"]) == (0, 2)


def test_a_dry_run_writes_nothing(shop, orders):
    assert shop("events", "import", str(orders), "--dry-run").code == 0
    assert json.loads(shop("events", "stats", "--json").out)["n_events"] == 0


def test_orders_may_come_before_the_catalog(run, orders):
    outcome = run("events", "import", str(orders), "--currency", "gbp", "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["n_unknown_products"] == 0


def test_broken_rows_are_warnings_with_their_line(shop, orders):
    orders.write_text(ORDERS + "1003,ann,jkt-1,many,1,2025-11-03\n")
    outcome = shop("events", "import", str(orders))
    assert outcome.code == 3
    assert "line 5: quantity 'many' is not a number" in outcome.out


def test_a_file_of_something_else_is_refused_with_its_columns(shop, feed):
    outcome = shop("events", "import", str(feed))
    assert outcome.code == 4
    assert "Refused" in outcome.out
    assert "its columns are: id" in outcome.out


def test_a_currency_that_is_none_is_a_usage_error(run, orders):
    outcome = run("events", "import", str(orders), "--currency", "pounds")
    assert outcome.code == 2
    assert "'pounds'" in outcome.err


def test_the_log_is_shown_in_numbers(shop, orders):
    shop("events", "import", str(orders))
    out = shop("events", "stats").out
    assert "Events              2" in out
    assert "  purchase          2" in out
    assert "2 signed in, 0 anonymous" in out


def test_an_empty_log_says_how_to_fill_it(run):
    outcome = run("events", "stats")
    assert outcome.code == 0
    assert "events import" in outcome.out
