import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.feeds.format import ReadingSettings
from catalog.feeds.openai_feed import read_openai
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.importer import import_feed
from catalog.product import Product

EXPORTS = Path(__file__).parent / "exports"
SETTINGS = ReadingSettings(now=datetime(2026, 11, 20, tzinfo=UTC))


def read(path: Path) -> tuple[dict[str, Product], ImportReport]:
    report = ImportReport(str(path))
    return {product.id: product for _, product in read_openai(FeedSource(path), report, SETTINGS)}, report


@pytest.fixture
def one(tmp_path: Path):
    """The product of one record, and the report."""

    def run(**fields: object) -> tuple[Product, ImportReport]:
        record = {"item_id": "1", "title": "Lamp", "url": "https://x.example/1", "price": "5 EUR"} | fields
        (tmp_path / "feed.jsonl").write_text(json.dumps(record))
        found, report = read(tmp_path / "feed.jsonl")
        return found["1"], report

    return run


@pytest.mark.parametrize("export", ["openai_older.csv", "openai_newer.jsonl"])
def test_older_and_newer_names_say_the_same(export):
    found, report = read(EXPORTS / export)
    desk = found["DESK"]
    assert (desk.title, desk.brand, desk.category) == ("Loft Desk", "Loft", "Furniture > Desks")
    assert [(one.id, one.title, one.availability.status) for one in desk.variants] == [
        ("DESK-OAK-120", "Oak", "in_stock"),
        ("DESK-ASH-120", "Ash", "preorder"),
    ]
    assert (str(desk.variants[0].price), str(desk.variants[0].list_price)) == ("€299.00", "€349.00")
    assert (desk.rating.value, desk.rating.count) == (4.4, 18)
    assert desk.attributes["weight"] == "24 kg"
    assert desk.url == "https://loft.example/desk?size=120"
    assert desk.media[0].url == "https://cdn.loft.example/oak.jpg"
    assert ("LAMP", "complement") in [(one.id, one.kind) for one in desk.related]
    assert (found["LAMP"].in_stock, found["LAMP"].rating, report.n_skipped) == (False, None, 0)


def test_what_chatgpt_may_not_show_is_sold_all_the_same():
    assert "LAMP" in read(EXPORTS / "openai_newer.jsonl")[0]


def test_what_has_expired_is_left_out_and_listed():
    found, report = read(EXPORTS / "openai_older.csv")
    assert set(found) == {"LAMP", "DESK"}
    assert [(issue.line, issue.reason) for issue in report.unsold] == [(5, "'CHAIR': it expired on 2026-06-30")]


def test_relations_have_one_kind_for_all_or_one_for_each():
    found, report = read(EXPORTS / "openai_older.csv")
    assert [(one.id, one.kind) for one in found["LAMP"].related] == [("DESK", "complement")]  # its variant was named
    assert sorted((issue.line, issue.reason.split(" is ")[0]) for issue in report.issues) == [
        (2, "complement 'CHAIR'"),
        (4, "substitute 'TABLE'"),
    ]


def test_gzipped_lines_are_known_and_read(tmp_path):
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress((EXPORTS / "openai_newer.jsonl").read_bytes()))
    report = import_feed(None, tmp_path / "feed.jsonl.gz", dry_run=True)
    assert (report.format, report.products, report.variants, report.exit_code) == ("openai", 2, 3, 0)


def test_a_json_array_is_read_as_well(tmp_path):
    records = [json.loads(line) for line in (EXPORTS / "openai_newer.jsonl").read_text().splitlines()]
    (tmp_path / "feed.json").write_text(json.dumps(records))
    assert set(read(tmp_path / "feed.json")[0]) == {"DESK", "LAMP"}


def test_of_an_older_and_a_newer_column_the_one_that_is_filled_counts(tmp_path):
    (tmp_path / "feed.csv").write_text(
        "item_id,id,title,url,link,price,enable_search\n7,,Lamp,https://x.example/7,,5 EUR,true\n"
    )
    assert read(tmp_path / "feed.csv")[0]["7"].url == "https://x.example/7"


def test_a_rating_off_its_scale_is_left_out_with_a_warning(one):
    found, report = one(star_rating="48", review_count=3)
    assert (found.rating, report.n_warnings) == (None, 1)


def test_an_unknown_relation_is_kept_without_a_claim(tmp_path):
    lines = [
        {"item_id": "1", "title": "Lamp", "related_product_id": "2", "relationship_type": "cousin"},
        {"item_id": "2", "title": "Bulb", "related_product_id": ["1"]},
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(map(json.dumps, lines)))
    found, report = read(tmp_path / "feed.jsonl")
    assert [product.related[0].kind for product in found.values()] == ["related", "related"]
    assert "'cousin'" in report.issues[0].reason


def test_the_shops_own_options_are_options(one):
    own = {"Custom_variant1_category": "Plug", "Custom_variant1_option": "UK"}
    found, _ = one(color="Black", variant_dict={"Color": "black", "Shade": "Linen"}, **own)
    assert found.attributes == {"color": "Black", "shade": "Linen", "plug": "UK"}
