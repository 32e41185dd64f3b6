import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.importer import import_feed, import_policies, import_reviews
from catalog.product import Product
from catalog.store import CatalogStore
from database import open_database

HEADER = "id\ttitle\tlink\timage_link\tavailability\tprice\tbrand"
ROW = "{0}\tTrail tee {0}\thttps://shop.example/p/{0}\thttps://shop.example/i/{0}.jpg\tin stock\t15.00 GBP\tSkerry"
NAMESPACE = 'xmlns:g="http://base.google.com/ns/1.0"'


@pytest.fixture
def store(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    database.migrate()
    made = CatalogStore(database)
    made.replace([Product.model_validate({"id": "old", "title": "Old", "variants": [{"id": "v"}]})], source="before")
    yield made
    database.close()


@pytest.fixture
def feed(tmp_path: Path):
    def write(content: str | bytes, name: str = "feed.tsv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def table(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


def rows(*names: str) -> list[str]:
    return [ROW.format(name) for name in names]


def ids(store: CatalogStore) -> list[str]:
    return [product.id for product in store.all_products()]


def ucp(product_id: str, **more: object) -> str:
    variants = [{"id": f"{product_id}-v", "price": {"amount": 1500, "currency": "GBP"}}]
    url = f"https://shop.example/p/{product_id}"
    return json.dumps({"id": product_id, "title": "Tee", "variants": variants, "media": [], "url": url, **more})


def test_a_clean_feed_becomes_the_catalog(store, feed):
    report = import_feed(store, feed(table(*rows("a", "b"))), force=True)
    assert (report.exit_code, report.refused, report.issues) == (0, None, [])
    assert (report.rows, report.products, report.variants, report.in_stock_share) == (2, 2, 2, 1.0)
    assert (report.n_added, report.n_removed, report.version) == (2, 1, 2)
    assert ids(store) == ["a", "b"]
    assert store.stats().format == "google-table"


def test_the_same_feed_again_changes_nothing(store, feed):
    path = feed(table(*rows("a", "b")))
    import_feed(store, path, force=True)
    report = import_feed(store, path)
    assert (report.n_added, report.n_changed, report.n_unchanged, report.version) == (0, 0, 2, 2)


def test_a_dry_run_reports_and_leaves_the_catalog(store, feed):
    report = import_feed(store, feed(table(*rows("a", "b"))), dry_run=True)
    assert (report.exit_code, report.products, report.version) == (0, 2, None)
    assert ids(store) == ["old"]
    assert import_feed(None, feed(table(*rows("a"))), dry_run=True).products == 1


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "feed.tsv", "is empty"),
        (b"\n\n  \n", "feed.tsv", "is empty"),
        (HEADER.encode(), "feed.tsv", "has no rows"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "feed.tsv", "is a picture"),
        (b"PK\x03\x04 and so on", "feed.zip", "unpack it first"),
        (bytes(range(256)) * 20, "feed.tsv", "is not text"),
        ((table(*rows("a", "b", "c")) * 2000).encode() + b"\x00", "feed.tsv", "holds a NUL byte"),
        (gzip.compress(table(*rows(*map(str, range(999)))).encode())[:-900], "feed.tsv.gz", "truncated"),
        (gzip.compress(table(*rows("a")).encode())[:20] + b"xxxxxxxxxxxxxxxx", "feed.tsv.gz", "damaged"),
        (b"just a sentence without any columns", "feed.txt", "format .* is not clear"),
        (b"colour,amount\nred,3\n", "feed.csv", "format .* is not clear"),
        (b"{" * 900, "feed.json", "format .* is not clear"),
    ],
    ids="empty blank header picture zip binary nul truncated damaged prose unknown deep".split(),
)
def test_a_feed_that_is_none_is_refused_and_the_catalog_stays(store, feed, content, name, reason):
    report = import_feed(store, feed(content, name), force=True)
    assert report.exit_code == 4
    assert report.refused is not None
    assert re.search(reason, report.refused)
    assert (ids(store), store.version()) == (["old"], 1)
    assert "nothing was imported" in report.to_text()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            f"<rss {NAMESPACE}><channel><item><g:id>1</g:id><g:title>T</g:title><g:link>x</g:link></item><item>",
            "truncated XML",
        ),
        (f"<rss {NAMESPACE}><channel><item><g:id>1</g:title></item></channel></rss>", "broken or truncated XML"),
        (
            '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            f"<rss {NAMESPACE}><channel><item><g:id>1</g:id><g:title>&b;</g:title></item></channel></rss>",
            "declares XML entities",
        ),
        (
            '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hosts">]>'
            f"<rss {NAMESPACE}><item><g:id>&f;</g:id></item></rss>",
            "declares XML entities",
        ),
        (f"<rss {NAMESPACE}><channel></channel></rss>", "has no rows"),
    ],
    ids=["truncated", "broken", "expanding", "external", "no rows"],
)
def test_bad_xml_is_refused_and_the_catalog_stays(store, feed, content, reason):
    report = import_feed(store, feed(content, "feed.xml"), format="google-xml", force=True)
    assert report.exit_code == 4
    assert reason in (report.refused or "")
    assert ids(store) == ["old"]


def test_broken_rows_are_skipped_with_line_and_reason(store, feed):
    good = rows(*"abcdefgh")
    bad = [
        ROW.format("a"),
        "\tNo id\thttps://shop.example\t\tin stock\t1 GBP\tB",
        "x1\t\thttps://shop.example\t\tin stock\t1 GBP\tB",
        "x2\tNegative\thttps://shop.example\t\tin stock\t-5.00 GBP\tB",
        "x3\tWords\thttps://shop.example\t\tin stock\tcheap GBP\tB",
        "x4\tShort row",
    ]
    report = import_feed(store, feed(table(*good, *bad)), force=True)
    assert [(issue.line, issue.severity) for issue in report.issues] == [(line, "skipped") for line in range(10, 16)]
    said = [issue.reason for issue in report.issues]
    assert said[0] == "id 'a' was already used on line 2"
    assert said[1:3] == ["no id", "no title"]
    assert "-5.00" in said[3]
    assert "cheap" in said[4]
    assert said[5] == "2 columns where the header has 7"
    assert (report.exit_code, report.rows, report.products) == (3, 14, 8)
    assert ids(store) == list("abcdefgh")


def test_a_product_without_a_price_is_kept_without_one(store, feed):
    row = "n\tNo price\thttps://shop.example/n\t\tin stock\t\tB"
    report = import_feed(store, feed(table(*rows("a"), row)), force=True)
    assert [(issue.line, issue.severity, issue.reason) for issue in report.issues] == [
        (3, "warning", "product 'n' has no price")
    ]
    assert (report.exit_code, report.missing) == (3, {"price": 1, "image": 1, "url": 0})
    assert store.products(["n"])["n"].price is None


def test_missing_pictures_and_links_are_counted_and_no_warning(store, feed):
    row = "n\tPlain\t\t\tin stock\t3.00 GBP\tB"
    report = import_feed(store, feed(table(*rows("a"), row)), force=True)
    assert (report.exit_code, report.missing) == (0, {"price": 0, "image": 1, "url": 1})


def test_a_feed_that_is_mostly_broken_is_refused(store, feed):
    report = import_feed(store, feed(table(*rows("a"), "x", "y")), force=True)
    assert "2 of the 3 rows" in (report.refused or "")
    assert (report.exit_code, ids(store)) == (4, ["old"])


def test_a_feed_with_no_usable_row_is_refused(store, feed):
    report = import_feed(store, feed(table("x", "y")), force=True)
    assert "none of the 2 rows" in (report.refused or "")
    assert ids(store) == ["old"]


def test_dropping_more_than_half_needs_force(store, feed):
    path = feed(table(*rows("a")))
    report = import_feed(store, path)
    assert "--force" in (report.refused or "")
    assert (report.exit_code, ids(store)) == (4, ["old"])
    assert import_feed(store, path, force=True).exit_code == 0


@pytest.mark.parametrize("encoded", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(store, feed, encoded):
    report = import_feed(store, feed(table(*rows("Grün")).encode(encoded)), force=True)
    assert (report.exit_code, ids(store)) == (0, ["Grün"])


def test_gzip_is_unpacked_whatever_the_name(store, feed):
    assert import_feed(store, feed(gzip.compress(table(*rows("a")).encode())), force=True).exit_code == 0


def test_windows_text_is_read_with_a_warning(store, feed):
    report = import_feed(store, feed(table(*rows("a", "Café", "Crème")).encode("cp1252")), force=True)
    assert (report.exit_code, report.n_warnings) == (3, 1)
    assert (report.issues[0].line, "cp1252" in report.issues[0].reason) == (3, True)
    assert ids(store) == ["a", "Café", "Crème"]


def test_links_that_are_not_of_the_web_are_left_out(store, feed):
    script = ROW.format("j").replace("https://shop.example/p/j", "javascript:alert(1)")
    report = import_feed(store, feed(table(*rows("a"), script)), force=True)
    assert store.products(["j"])["j"].url is None
    assert "javascript" in report.issues[0].reason


def test_links_without_a_host_are_completed(store, feed):
    short = ROW.format("a").replace("https://shop.example", "")
    import_feed(store, feed(table(short)), base_url="https://other.example/", force=True)
    found = store.products(["a"])["a"]
    assert (found.url, found.media[0].url) == ("https://other.example/p/a", "https://other.example/i/a.jpg")


@pytest.mark.parametrize("path", ["ftp://shop.example/feed.xml", "/nowhere/feed.xml", "/"])
def test_only_files_and_pages_of_the_web_are_read(store, path):
    report = import_feed(store, path)
    assert report.exit_code == 4
    assert path in (report.refused or "")


def test_an_unknown_format_names_the_known_ones(store, feed):
    report = import_feed(store, feed(table(*rows("a"))), format="xlsx")
    assert "google-table" in (report.refused or "")


def test_ucp_lines_are_read_and_broken_ones_skipped(store, feed):
    lines = [
        ucp("a"),
        "{broken",
        ucp("b"),
        ucp("a"),
        ucp("c", variants=[]),
        ucp("d", variants=[{"id": "d", "price": {"amount": -1, "currency": "GBP"}}]),
        ucp("e", title="\ud800"),
        ucp("f"),
        ucp("g"),
        ucp("h"),
        ucp("i"),
        ucp("unknown", something_new={"x": 1}),
    ]
    report = import_feed(store, feed("\n".join(lines), "feed.jsonl"), force=True)
    assert report.format == "ucp"
    assert [issue.line for issue in report.issues] == [2, 4, 5, 6, 7]
    assert "broken JSON" in report.issues[0].reason
    assert "price.amount" in report.issues[3].reason
    assert ids(store) == ["a", "b", "f", "g", "h", "i", "unknown"]


def test_the_report_reads_well_and_as_json(store, feed):
    report = import_feed(store, feed(table(*rows("a", "b"), "x")), force=True)
    text = report.to_text()
    assert "3 rows, 2 products, 2 variants." in text
    assert "skipped line 4: 1 columns where the header has 7" in text
    as_json = json.loads(json.dumps(report.to_json()))
    assert as_json["issues"] == [{"line": 4, "reason": "1 columns where the header has 7", "severity": "skipped"}]
    assert (as_json["exit_code"], as_json["in_stock_share"], as_json["missing"]["price"]) == (3, 1.0, 0)


def test_a_thousand_complaints_are_enough(feed):
    report = import_feed(None, feed(table(*rows(*map(str, range(1500))), *["x"] * 1200)), dry_run=True)
    assert (len(report.issues), report.n_skipped) == (1000, 1200)
    assert "… and 1,180 more." in report.to_text()


def test_reviews_are_imported_and_broken_ones_skipped(store, feed):
    good = {"product_id": "old", "review_id": "1", "rating": 4, "text": "Good.", "reviewer_email": "a@b.example"}
    lines = [json.dumps(good), "{", json.dumps(good | {"rating": 9}), json.dumps(good | {"product_id": "gone"})]
    lines += [json.dumps(good | {"review_id": str(n)}) for n in range(2, 6)]
    report = import_reviews(store, feed("\n".join(lines), "reviews.jsonl"))
    assert (report.exit_code, report.n_reviews, report.n_skipped) == (3, 5, 2)
    assert "example" not in store.reviews("old", 9)[0].model_dump_json()


def test_the_date_of_a_review_needs_no_time_zone(store, feed):
    line = json.dumps({"product_id": "old", "review_id": "1", "rating": 4, "at": "2026-03-01"})
    assert import_reviews(store, feed(line, "reviews.jsonl")).exit_code == 0
    assert store.reviews("old", 9)[0].at == datetime(2026, 3, 1, tzinfo=UTC)


def test_policies_are_imported(store, tmp_path):
    (tmp_path / "returns.md").write_text("# Returns\n\nWithin 60 days.\n")
    assert import_policies(store, tmp_path) == 1
    assert store.find_policies("can I return this", 1)[0].text == "Within 60 days."


def test_a_feed_of_many_drafts_is_not_taken_for_a_broken_one(tmp_path):
    rows = [f"draft-{n},Draft,5,draft" for n in range(8)]
    header = "Handle,Title,Variant Price,Status"
    (tmp_path / "shop.csv").write_text("\n".join([header, *rows, "mug,Mug,5,active", "cup,,5,", "jug,Jug,5,active"]))
    report = import_feed(None, tmp_path / "shop.csv", dry_run=True, currency="GBP")
    assert (report.products, report.n_unsold, report.n_skipped, report.exit_code) == (2, 8, 1, 3)
    text = report.to_text()
    assert "8 rows left out, because the shop does not sell them." in text
    assert text.index("line 11: the product 'cup' has no Title") < text.index("unsold  line 2: 'draft-0'")
    (tmp_path / "shop.csv").write_text("\n".join([header, *rows]))
    report = import_feed(None, tmp_path / "shop.csv", dry_run=True, currency="GBP")
    assert "8 of them the shop does not sell" in (report.refused or "")
