import json
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from catalog.product import Product

BROKEN = """\
id,title,link,image_link,availability,price,brand
x-1,Lamp,,,in_stock,12.00 GBP,Kiln
x-2,Lamp two,,,in_stock,-3 GBP,Kiln
"""


def test_an_import_reports_what_it_took(run, feed):
    outcome = run("catalog", "import", str(feed))
    assert outcome.code == 0
    assert "4 products" in outcome.out
    assert "google" in outcome.out


def test_an_import_as_json_is_one_object(run, feed):
    report = json.loads(run("catalog", "import", str(feed), "--json").out)
    assert (report["products"], report["n_added"], report["exit_code"]) == (4, 4, 0)


def test_the_same_feed_again_changes_nothing(shop, feed):
    report = json.loads(shop("catalog", "import", str(feed), "--json").out)
    assert (report["n_unchanged"], report["n_added"], report["n_changed"], report["n_removed"]) == (4, 0, 0, 0)


def test_broken_rows_are_warnings_with_their_line(run, tmp_path):
    file = tmp_path / "broken.csv"
    file.write_text(BROKEN)
    outcome = run("catalog", "import", str(file))
    assert outcome.code == 3
    assert "line 3" in outcome.out


def test_a_binary_file_is_refused_and_the_catalog_is_as_it_was(shop, tmp_path):
    file = tmp_path / "noise.csv"
    file.write_bytes(bytes(range(256)) * 40)
    outcome = shop("catalog", "import", str(file))
    assert outcome.code == 4
    assert "Refused" in outcome.out
    assert json.loads(shop("catalog", "stats", "--json").out)["n_products"] == 4


def test_a_feed_that_drops_most_products_needs_force(shop, feed, tmp_path):
    small = tmp_path / "small.csv"
    small.write_text("".join(feed.read_text().splitlines(keepends=True)[:2]))
    refused = shop("catalog", "import", str(small))
    assert refused.code == 4
    assert "--force" in refused.out
    assert shop("catalog", "import", str(small), "--force").code == 0


def test_a_file_that_is_not_there_is_a_usage_error(run, tmp_path):
    outcome = run("catalog", "import", str(tmp_path / "nothing.csv"))
    assert outcome.code == 2
    assert "nothing.csv" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 2


def test_reviews_and_policies_come_along(run, feed, tmp_path):
    reviews, policies = tmp_path / "reviews.jsonl", tmp_path / "policies"
    reviews.write_text('{"product_id":"jkt-1","review_id":"r1","rating":5,"title":"Warm","text":"Kept me warm."}\n')
    policies.mkdir()
    (policies / "returns.md").write_text("# Returns\n\nSend it back within 30 days.\n")
    outcome = run("catalog", "import", str(feed), "--reviews", str(reviews), "--policies", str(policies), "--json")
    report = json.loads(outcome.out)
    assert outcome.code == 0
    assert (report["reviews_report"]["n_reviews"], report["n_policy_sections"]) == (1, 1)
    numbers = json.loads(run("catalog", "stats", "--json").out)
    assert (numbers["n_reviews"], numbers["n_policy_sections"]) == (1, 1)


def test_a_folder_without_policies_is_refused_after_the_products_were_taken(run, feed, tmp_path):
    (tmp_path / "empty").mkdir()
    outcome = run("catalog", "import", str(feed), "--policies", str(tmp_path / "empty"))
    assert outcome.code == 4
    assert "Refused the policies" in outcome.out
    assert json.loads(run("catalog", "stats", "--json").out)["n_products"] == 4


def test_validating_gives_the_report_and_changes_nothing(run, feed, tmp_path):
    outcome = run("catalog", "validate", str(feed), "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["products"] == 4
    assert not (tmp_path / "home").exists()


def test_validating_an_unknown_format_is_refused_with_a_mapping_to_edit(run, tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("code,label,cost\n1,Lamp,12\n2,Desk,90\n")
    outcome = run("catalog", "validate", str(file))
    assert outcome.code == 4
    assert "[product]" in outcome.out


def test_the_numbers_of_a_catalog_are_shown(shop):
    out = shop("catalog", "stats").out
    assert "Products        4 (75.0% in stock)" in out
    assert "GBP" in out


def test_an_empty_catalog_says_how_to_fill_it(run):
    outcome = run("catalog", "stats")
    assert outcome.code == 0
    assert "catalog import" in outcome.out


def test_a_title_with_an_escape_sequence_is_harmless_in_the_database_and_out_of_it(run, tmp_path):
    file = tmp_path / "products.jsonl"
    product = Product.model_validate({"id": "a", "title": "Lamp \x1b[2J", "variants": [{"id": "a-1"}]})
    file.write_text(json.dumps(product.to_json() | {"price_range": None}) + "\n")
    run("catalog", "import", str(file))
    assert "\x1b" not in run("search", "lamp").out
    with sqlite3.connect(tmp_path / "home" / "shop.db") as database:
        assert database.execute("select count(*) from products").fetchone() == (1,)
    database.close()


@pytest.fixture
def address(feed) -> Iterator[str]:
    """A web server on this machine that gives the feed at /feed.csv, and nothing else."""
    handler = partial(Quiet, directory=str(feed.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("command", ["import", "validate"])
def test_a_feed_may_be_an_address(run, address, monkeypatch, command):
    monkeypatch.setenv("SHOPKEEPER_ALLOW_PRIVATE_SOURCES", "true")
    outcome = run("catalog", command, f"{address}/feed.csv?token=s3cret")
    assert outcome.code == 0, outcome.err
    assert "4 products" in outcome.out
    assert "s3cret" not in outcome.out + outcome.err


@pytest.mark.parametrize("command", ["import", "validate"])
def test_an_address_of_the_own_network_is_refused_unless_the_shop_allows_it(run, address, command):
    outcome = run("catalog", command, f"{address}/feed.csv")
    assert outcome.code == 4
    assert "SHOPKEEPER_ALLOW_PRIVATE_SOURCES" in outcome.out
    assert run("catalog", command, "file:///etc/passwd").code == 4


def test_a_server_that_does_not_answer_is_no_fault_of_the_feed(run, address, monkeypatch):
    monkeypatch.setenv("SHOPKEEPER_ALLOW_PRIVATE_SOURCES", "true")
    assert run("catalog", "import", f"{address}/nothing.csv").code == 4
    outcome = run("catalog", "import", "http://127.0.0.1:9/feed.csv", "--json")
    assert outcome.code == 5
    assert json.loads(outcome.out)["is_unavailable"] is True
