from pathlib import Path

import pytest

from catalog.feeds.format import ReadingSettings
from catalog.feeds.report import ImportReport
from catalog.feeds.shopify import read_shopify
from catalog.feeds.source import FeedSource
from catalog.product import Product

EXPORTS = Path(__file__).parent / "exports"
GBP = ReadingSettings(currency="GBP")


def read(path: Path, settings: ReadingSettings = GBP) -> tuple[dict[str, Product], ImportReport]:
    report = ImportReport(str(path))
    return {product.id: product for _, product in read_shopify(FeedSource(path), report, settings)}, report


@pytest.fixture
def table(tmp_path: Path):
    """Products and report of a table of these lines."""

    def run(*lines: str) -> tuple[dict[str, Product], ImportReport]:
        (tmp_path / "products.csv").write_text("\n".join(lines))
        return read(tmp_path / "products.csv")

    return run


@pytest.mark.parametrize("export", ["shopify_older.csv", "shopify_newer.csv"])
def test_rows_with_one_handle_are_one_product_in_both_generations(export):
    found, report = read(EXPORTS / export)
    jacket = found["ridge-jacket"]
    assert (jacket.title, jacket.brand, jacket.handle) == ("Ridge Jacket", "Fjellmark", "ridge-jacket")
    assert jacket.description.plain == "Three layers, taped seams."
    assert [(one.value, one.taxonomy) for one in jacket.categories] == [
        ("Jackets", "merchant"),
        ("Apparel & Accessories > Clothing > Outerwear", "shopify"),
    ]
    assert [(one.id, one.title, one.availability.status) for one in jacket.variants] == [
        ("RJ-MO-S", "Moss / S", "in_stock"),
        ("RJ-MO-M", "Moss / M", "backorder"),
        ("RJ-SL-S", "Slate / S", "out_of_stock"),
    ]
    assert [str(one.price) for one in jacket.variants] == ["£129.00", "£129.00", "£119.00"]
    assert [str(one.list_price) for one in jacket.variants] == ["£159.00", "£159.00", "None"]
    assert jacket.attributes["tags"] == ("rain", "hiking")
    assert jacket.attributes["fabric"] == ("polyester", "nylon")
    assert jacket.attributes["weight_g"] == 412
    assert [issue for issue in report.issues if issue.severity == "skipped"] == []


def test_pictures_stand_in_the_order_of_their_positions_with_their_texts():
    jacket = read(EXPORTS / "shopify_older.csv")[0]["ridge-jacket"]
    assert [(media.url.rsplit("-", 1)[1], media.alt_text) for media in jacket.media] == [
        ("front.jpg", "Front of the jacket"),
        ("back.jpg", "Back of the jacket"),
        ("hood.jpg", "The hood"),
        ("moss.jpg", None),
    ]


def test_a_product_of_one_variant_has_no_options_and_no_former_price_that_is_the_same():
    socks = read(EXPORTS / "shopify_older.csv")[0]["wool-socks"]
    assert (socks.options, [one.id for one in socks.variants], socks.list_price) == ((), ["WS-1"], None)
    assert socks.in_stock  # nobody counts them


def test_metafields_are_attributes_rating_and_relations():
    found, report = read(EXPORTS / "shopify_older.csv")
    jacket = found["ridge-jacket"]
    assert jacket.attributes["waterproof"] is True
    assert (jacket.rating.value, jacket.rating.count) == (4.6, 31)
    assert [(one.id, one.kind) for one in jacket.related] == [
        ("wool-socks", "complement"),
        ("storm-jacket", "substitute"),
    ]
    assert [(issue.line, issue.reason) for issue in report.issues] == [
        (2, "complement 'trail-cap' is not sold in this feed and left out")
    ]


def test_what_is_not_sold_is_left_out_and_listed():
    found, report = read(EXPORTS / "shopify_older.csv")
    assert set(found) == {"ridge-jacket", "wool-socks", "storm-jacket"}
    assert [(issue.line, issue.reason) for issue in report.unsold] == [
        (9, "'trail-cap': its status is draft"),
        (10, "'old-tent': its status is archived"),
        (11, "'quiet-mug': it is not published"),
    ]
    assert (report.n_skipped, report.n_unsold) == (0, 3)


def test_the_text_for_search_engines_stands_in_for_an_empty_description():
    assert read(EXPORTS / "shopify_older.csv")[0]["storm-jacket"].description.plain == "For the worst of days."


def test_pages_are_named_by_the_handle_where_the_shop_is_known():
    settings = ReadingSettings(currency="GBP", base_url="https://fjellmark.example/")
    found = read(EXPORTS / "shopify_newer.csv", settings)[0]
    assert found["wool-socks"].url == "https://fjellmark.example/products/wool-socks"
    assert read(EXPORTS / "shopify_newer.csv")[0]["wool-socks"].url is None


def test_rows_of_a_product_may_stand_apart(table):
    found, report = table(
        "Handle,Title,Option1 Name,Option1 Value,Variant Price",
        "a,Tee,Size,S,10",
        "b,Cap,Title,Default Title,5",
        "a,,,M,12",
    )
    assert [one.id for one in found["a"].variants] == ["a-s", "a-m"]
    assert (found["b"].variants[0].id, report.issues) == ("b", [])


def test_a_sku_that_two_variants_have_names_the_first_only(table):
    found, _ = table(
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price",
        "a,Tee,Size,S,X,10",
        "a,,,M,X,10",
    )
    assert [(one.id, one.sku) for one in found["a"].variants] == [("X", "X"), ("a-m", "X")]


def test_stock_that_is_counted_elsewhere_is_not_out(table):
    found, _ = table(
        "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty",
        "a,Tee,A,10,shopify,",
        "b,Cap,B,10,,0",
        "c,Mug,C,10,shopify,-2",
    )
    assert {one: product.in_stock for one, product in found.items()} == {"a": True, "b": True, "c": False}


def test_metafields_that_are_no_facts_are_left_out(table):
    names = ("custom.size_chart", "custom.length", "custom.uses", "shopify--discovery--product_search_boost.queries")
    columns = ",".join(f"F{n} (product.metafields.{name})" for n, name in enumerate(names))
    found, _ = table(
        f"Handle,Title,Variant Price,{columns}",
        'a,Rope,10,gid://shopify/MediaImage/1,"{""value"":9.5,""unit"":""MILLIMETERS""}","[""hiking"",""sailing""]",x',
    )
    assert found["a"].attributes == {"length": "9.5 millimeters", "uses": ("hiking", "sailing")}


def test_metafields_of_one_variant_are_not_said_of_the_product(table):
    found, _ = table(
        "Handle,Title,Option1 Name,Option1 Value,Variant Price,Use (product.metafields.custom.use),"
        "Reach (variant.metafields.custom.reach_m),Made (variant.metafields.custom.made_in)",
        "a,Rope,Colour,Red,10,climbing,30,Wales",
        "a,,,Blue,10,,60,Wales",
    )
    assert found["a"].attributes == {"use": "climbing", "made_in": "Wales"}
