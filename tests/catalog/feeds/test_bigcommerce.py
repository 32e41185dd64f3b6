from pathlib import Path

import pytest

from catalog.feeds.bigcommerce import read_bigcommerce
from catalog.feeds.bigcommerce_cells import categories_of, custom_fields_of
from catalog.feeds.bigcommerce_legacy import read_bigcommerce_legacy
from catalog.feeds.format import ReadingSettings
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource

FIXTURES = Path(__file__).parent / "fixtures"
SETTINGS = ReadingSettings(currency="USD")
LEGACY = "Item Type,Product ID,Product Name,Product Code/SKU,Price,Allow Purchases?,Product Visible?,Track Inventory"
NEWER = "Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Sale Price,Is Visible"


def read(reader, path: Path):
    report = ImportReport("feed")
    return {product.id: product for _, product in reader(FeedSource(path), report, SETTINGS)}, report


@pytest.fixture
def legacy(tmp_path):
    def run(*rows: str):
        (tmp_path / "feed.csv").write_text("\n".join([LEGACY, *rows]))
        return read(read_bigcommerce_legacy, tmp_path / "feed.csv")

    return run


@pytest.fixture
def newer(tmp_path):
    def run(*rows: str):
        (tmp_path / "feed.csv").write_text("\n".join([NEWER, *rows]))
        return read(read_bigcommerce, tmp_path / "feed.csv")

    return run


@pytest.mark.parametrize(
    ("reader", "folder"), [(read_bigcommerce_legacy, "bigcommerce_legacy"), (read_bigcommerce, "bigcommerce")]
)
def test_both_exports_give_the_same_products(reader, folder):
    found, report = read(reader, FIXTURES / folder / "feed.csv")
    apron, glove = found["101"], found["102"]
    assert (apron.title, apron.handle, report.n_skipped) == ("Dale Canvas Apron", None, 0)
    assert [(v.sku, v.title, v.price.amount, v.availability.status) for v in apron.variants] == [
        ("AP-1-S", "S / Moss", 4200, "in_stock"),
        ("AP-1-L", "L / Moss", 4600, "out_of_stock"),
    ]
    assert [category.value for category in apron.categories] == ["Garden > Aprons", "Gifts"]
    assert (apron.attributes["Material"], apron.attributes["weight"], apron.condition) == ("Canvas", "0.6", "new")
    assert (glove.price.amount, glove.list_price.amount, glove.in_stock) == (1850, 2400, True)
    assert report.n_unsold >= 1
    assert "103" not in found


@pytest.mark.parametrize(
    ("rule", "small", "large"),
    [
        ("Rule,,[RB]Size=L,,[ADD]5.00,,,", 2000, 2500),
        ("Rule,,[RB]Size=L,,[REMOVE]5.00,,,", 2000, 1500),
        ("  Rule,,,T-S,[FIXED]9.99,,,", 999, 2000),
        ("Rule,,[RB]Size=L,,,N,,", 2000, None),
    ],
)
def test_a_rule_changes_what_it_names(legacy, rule, small, large):
    rows = ["Product,1,Tee,T,20,Y,Y,none", "SKU,11,[RB]Size=S,T-S,,,,", "SKU,12,[RB]Size=L,T-L,,,,", rule]
    found, report = legacy(*rows)
    prices = [variant.price.amount if variant.availability.available else None for variant in found["1"].variants]
    assert (prices, report.issues) == ([small, large], [])


def test_a_rule_that_names_nothing_is_said(legacy):
    _, report = legacy("Product,1,Tee,T,20,Y,Y,none", "Rule,,,GONE,[ADD]5,,,")
    assert [(issue.line, issue.severity) for issue in report.issues] == [(3, "warning")]
    assert "'GONE'" in report.issues[0].reason


def test_what_cannot_be_bought_is_out_of_stock(legacy):
    found, _ = legacy("Product,1,Tee,T,20,N,Y,none", "SKU,11,[RB]Size=S,T-S,,,,")
    assert found["1"].in_stock is False


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        (["Gift,1,Tee,T,20,Y,Y,none"], ["none of Product, SKU, Rule"]),
        (["SKU,11,[RB]Size=S,T-S,,,,"], ["no product row before it"]),
        (["Product,,Tee,T,20,Y,Y,none"], ["no product id"]),
        (
            ["Product,1,Tee,T,cheap,Y,Y,none", "SKU,11,[RB]Size=S,T-S,,,,"],
            ["price 'cheap'", "its product row was skipped"],
        ),
        (["Product,1,Tee,T,20,Y,Y,none", "SKU,,[RB]Size=S,,,,,"], ["without a SKU and without an id"]),
    ],
)
def test_broken_rows_of_the_older_export_are_skipped(legacy, rows, reasons):
    _, report = legacy(*rows)
    skipped = [issue for issue in report.issues if issue.severity == "skipped"]
    assert [issue.line for issue in skipped] == list(range(len(rows) - len(reasons) + 2, len(rows) + 2))
    assert all(reason in issue.reason for reason, issue in zip(reasons, skipped, strict=True))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["Service,1,Tee,physical,T,,none,,20,,TRUE"], "none of Product, Variant, Image, Video"),
        (["Variant,1,,,T-S,,,,20,,"], "no product row before it"),
        (["Product,,Tee,physical,,,none,,20,,TRUE"], "no id"),
        (["Product,1,Tee,physical,T,,none,,-20,,TRUE"], "negative"),
        (["Product,1,Tee,physical,T,,none,,20,,TRUE", "Variant,,,,,,,,,,"], "without a SKU and without an id"),
    ],
)
def test_broken_rows_of_the_newer_export_are_skipped(newer, rows, reason):
    _, report = newer(*rows)
    assert (report.issues[-1].line, report.issues[-1].severity) == (len(rows) + 1, "skipped")
    assert reason in report.issues[-1].reason


def test_a_hidden_product_is_not_sold_and_neither_are_its_variants(newer):
    found, report = newer(
        "Product,1,Tee,physical,T,,none,,20,,FALSE", "Variant,11,,,T-S,,,,,,", "Product,2,Cap,physical,C,,none,,9,,TRUE"
    )
    assert (list(found), report.n_unsold, report.n_skipped) == (["2"], 2, 0)


def test_stock_counts_where_the_shop_counts_it(newer):
    found, _ = newer(
        "Product,1,Tee,physical,T,,product,0,20,,TRUE",
        "Product,2,Cap,physical,C,,none,0,20,,TRUE",
        "Product,3,Hat,physical,H,,variant,0,20,,TRUE",
        "Variant,31,,,H-1,Type=Dropdown|Name=Size|Value=M,,4,,,",
    )
    assert {name: product.in_stock for name, product in found.items()} == {"1": False, "2": True, "3": True}


def test_a_product_and_a_variant_may_share_a_number(newer):
    found, report = newer("Product,7,Tee,physical,,,none,,20,,TRUE", "Variant,8,,,7,Type=D|Name=Size|Value=M,,,,,")
    assert ([variant.id for variant in found["7"].variants], report.issues) == (["7"], [])


@pytest.mark.parametrize(
    ("cell", "paths"),
    [
        ("Apparel/Tops;Sale", ["Apparel > Tops", "Sale"]),
        ("23;24", []),
        ("Category ID: 7, Category Name: Tops, Category Path: Apparel/Tops|Category ID: 8, Category Path: Sale", 2),
    ],
)
def test_categories_are_paths_and_numbers_are_none(cell, paths):
    found = [path for path, _ in categories_of(cell)]
    assert found == paths if isinstance(paths, list) else len(found) == paths


def test_custom_fields_may_hold_semicolons():
    assert custom_fields_of('A=1;"B=2; 3";C=') == {"A": "1", "B": "2; 3"}
