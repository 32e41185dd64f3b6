import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.feeds.format import ReadingSettings
from catalog.feeds.magento import read_magento
from catalog.feeds.magento_cells import attributes_of, categories_of
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.importer import import_feed
from catalog.product import Product

SETTINGS = ReadingSettings(currency="GBP", now=datetime(2026, 11, 20, tzinfo=UTC))
FEED = Path(__file__).parent / "fixtures" / "magento" / "feed.csv"
BASE = {"sku": "a", "product_type": "simple", "name": "A", "price": "20.0000", "qty": "3", "is_in_stock": "1"}


def read(folder: Path, *rows: dict[str, str]) -> tuple[dict[str, Product], ImportReport]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with (folder / "feed.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    report = ImportReport("feed.csv")
    found = read_magento(FeedSource(folder / "feed.csv"), report, SETTINGS)
    return {product.id: product for _, product in found}, report


def one(folder: Path, **cells: str) -> Product:
    found, report = read(folder, BASE | cells)
    assert report.issues == []
    return found["a"]


def test_a_configurable_product_has_its_simple_ones_as_variants():
    source, report = FeedSource(FEED), ImportReport("feed")
    found = {product.id: product for _, product in read_magento(source, report, SETTINGS)}
    apron = found["ap-1"]
    assert (apron.title, apron.brand, apron.handle) == ("Dale Canvas Apron", "Dale", "dale-canvas-apron")
    assert [(variant.id, variant.title, variant.price.amount) for variant in apron.variants] == [
        ("ap-1-S-Moss", "S / Moss", 4200),
        ("ap-1-M-Moss", "M / Moss", 4400),
    ]
    assert [option.name for option in apron.options] == ["Size", "Colour"]
    assert apron.attributes == {"material": ("Canvas", "Leather"), "care": "Wipe, never wash"}
    assert [(relation.id, relation.kind) for relation in apron.related] == [("gl-220", "related")]
    assert [issue.line for issue in report.unsold] == [6, 8]


def test_pages_and_pictures_lie_where_the_shop_serves_them():
    report = ImportReport("feed")
    found = {product.id: product for _, product in read_magento(FeedSource(FEED), report, SETTINGS)}
    assert found["ap-1"].url == "dale-canvas-apron.html"
    assert found["ap-1"].media[0].url == "media/catalog/product/a/p/ap-1.jpg"
    whole = import_feed(None, FEED, dry_run=True, currency="GBP", base_url="https://shop.example/")
    assert (whole.exit_code, whole.missing["url"]) == (0, 0)
    without = import_feed(None, FEED, dry_run=True, currency="GBP")
    assert (without.exit_code, without.missing["url"], without.n_warnings) == (3, 3, 1)


@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [
        ("", "", 1500),
        ("2026-11-01 00:00:00", "2026-11-20 00:00:00", 1500),
        ("11/1/26", "11/20/26", 1500),
        ("11/1/26, 12:00 AM", "12/24/2026", 1500),
        ("2026-11-21", "", 2000),
        ("", "11/19/26", 2000),
    ],
)
def test_a_special_price_holds_on_its_days_only(tmp_path, start, end, amount):
    dates = {"special_price_from_date": start, "special_price_to_date": end}
    assert one(tmp_path, special_price="15", **dates).price.amount == amount


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"is_in_stock": "0"}, "out_of_stock"),
        ({"qty": "0.0000", "allow_backorders": "1"}, "backorder"),
        ({"qty": "0", "is_in_stock": ""}, "out_of_stock"),
        ({"qty": "0", "product_type": "virtual"}, "in_stock"),
        ({"qty": "0", "manage_stock": "0", "allow_backorders": "1"}, "in_stock"),
    ],
)
def test_stock_is_what_the_shop_would_sell(tmp_path, cells, status):
    assert one(tmp_path, **cells).availability == status


def test_a_disabled_configurable_product_is_not_sold_as_loose_variants(tmp_path):
    hidden = "Not Visible Individually"
    parent = BASE | {"sku": "p", "product_type": "configurable", "product_online": "2", "visibility": "Catalog, Search"}
    rows = [
        BASE | {"sku": "p-s", "product_online": "1", "visibility": hidden},
        parent | {"configurable_variations": "sku=p-s,size=S"},
        BASE | {"product_online": "1", "visibility": "Catalog"},
    ]
    found, report = read(tmp_path, *rows)
    assert (list(found), report.n_unsold, report.n_skipped) == (["a"], 2, 0)


def test_relations_lead_to_products_and_what_is_not_sold_is_said(tmp_path):
    rows = [
        BASE | {"crosssell_skus": "b", "upsell_skus": "b,gone", "associated_skus": ""},
        BASE | {"sku": "b"},
        BASE | {"sku": "set", "product_type": "grouped", "price": "", "associated_skus": "a=2.0000,b=1.0000"},
    ]
    found, report = read(tmp_path, *rows)
    assert [(one.id, one.kind) for one in found["a"].related] == [("b", "complement"), ("b", "substitute")]
    assert [one.id for one in found["set"].related] == ["a", "b"]
    assert [issue.reason for issue in report.issues] == ["substitute 'gone' is not sold in this feed and left out"]


def test_an_attribute_may_hold_commas_and_several_values():
    cell = 'color=Moss,care=Wipe, never wash,"fit=Loose, long",style=A|B,empty='
    assert attributes_of(cell) == {
        "color": "Moss",
        "care": "Wipe, never wash",
        "fit": "Loose, long",
        "style": ("A", "B"),
    }


@pytest.mark.parametrize(
    ("cell", "paths"),
    [
        ("Default Category/Gear,Default Category/Gear/Bags", ["Gear > Bags"]),
        ("Default Category/Gear, Bags & Co,Default Category/Sale", ["Gear, Bags & Co", "Sale"]),
        ("Default Category", []),
        ("", []),
    ],
)
def test_categories_are_paths_without_their_root(cell, paths):
    assert [path for path, _ in categories_of(cell)] == paths
