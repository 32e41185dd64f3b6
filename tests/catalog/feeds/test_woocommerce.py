from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.feeds.format import ReadingSettings
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.feeds.woocommerce import read_woocommerce
from catalog.product import Product

EXPORT = Path(__file__).parent / "exports" / "woocommerce.csv"
NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)


def read(path: Path, **settings: str) -> tuple[dict[str, Product], ImportReport]:
    report = ImportReport(str(path))
    read_as = ReadingSettings(currency="GBP", now=NOW, **settings)
    return {product.id: product for _, product in read_woocommerce(FeedSource(path), report, read_as)}, report


@pytest.fixture
def one(tmp_path: Path):
    """The product of a row with these cells, beside those that every row has."""

    def run(**cells: str) -> Product:
        row = {"ID": "1", "Type": "simple", "SKU": "CUP", "Name": "Cup", "Regular price": "5"} | cells
        quoted = (",".join(f'"{cell}"' for cell in cells) for cells in (row.keys(), row.values()))
        (tmp_path / "products.csv").write_text("\n".join(quoted))
        found, report = read(tmp_path / "products.csv")
        assert report.n_skipped == 0, report.issues
        return found["1"]

    return run


def test_a_variable_product_and_its_variations_are_one_product():
    kettle = read(EXPORT)[0]["11"]
    assert (kettle.title, kettle.brand) == ("Harbour Kettle", "Harbour & Sons")
    assert [(one.id, one.sku, one.title, one.availability.status) for one in kettle.variants] == [
        ("12", "KETTLE-N", "Navy", "in_stock"),
        ("13", "KETTLE-C", "Cream", "backorder"),
    ]
    assert [(option.name, [one.label for one in option.values]) for option in kettle.options] == [
        ("Colour", ["Navy", "Cream"])
    ]
    assert [media.url.rsplit("/", 1)[1] for media in kettle.media] == ["kettle.jpg", "kettle-navy.jpg"]


def test_a_sale_price_holds_until_the_end_of_its_last_day():
    navy, cream = read(EXPORT)[0]["11"].variants
    assert (str(navy.price), str(navy.list_price)) == ("£39.90", "£49.90")
    assert (str(cream.price), cream.list_price) == ("£49.90", None)


def test_texts_are_read_with_their_escapes():
    found = read(EXPORT)[0]
    assert found["11"].description.plain == "Whistles. Softly. Enamel on steel, two litres."
    assert found["14"].description.plain == "Keeps 3, 4 pots."


def test_categories_are_paths_and_none_that_another_goes_on_from():
    found = read(EXPORT)[0]
    assert [one.value for one in found["11"].categories] == ["Kitchen > Kettles", "Gifts"]
    assert found["16"].categories == ()


def test_attributes_tags_measures_and_public_meta_are_facts():
    found = read(EXPORT)[0]
    assert found["11"].attributes == {
        "material": ("Steel", "Enamel"),
        "weight_kg": 1.25,
        "length_cm": 24,
        "tags": ("enamel", "stove"),
        "care": "Wipe only",
    }
    assert "supplier_code" not in found["14"].attributes  # the shop does not show it
    assert (found["14"].brand, "brand" in found["14"].attributes) == ("Harbour & Sons", False)


def test_cross_sells_go_with_it_and_upsells_stand_in_for_it():
    found, report = read(EXPORT)
    assert [(one.id, one.kind) for one in found["11"].related] == [
        ("14", "complement"),
        ("16", "complement"),
        ("15", "substitute"),
    ]
    assert [issue.line for issue in report.issues if "'GONE'" in issue.reason] == [2, 8]


def test_a_grouped_product_costs_what_its_cheapest_does():
    corner = read(EXPORT)[0]["17"]
    assert (str(corner.price), corner.in_stock) == ("£9.50", True)
    assert [(one.id, one.kind) for one in corner.related] == [("11", "complement"), ("16", "complement")]


def test_an_external_product_leads_to_its_seller_and_others_to_their_page():
    assert read(EXPORT)[0]["18"].url == "https://school.example/enamel"
    assert read(EXPORT, base_url="https://shop.harbour.example/")[0]["14"].url == "https://shop.harbour.example/?p=14"


def test_drafts_private_and_hidden_products_are_left_out_with_their_variations():
    found, report = read(EXPORT)
    assert set(found) == {"11", "14", "15", "16", "17", "18"}
    assert sorted((issue.line, issue.reason.split(": ")[1]) for issue in report.unsold) == [
        (10, "it is a draft"),
        (11, "it is private"),
        (12, "its parent 'SECRET' is not sold"),
        (13, "it is hidden in the catalog"),
    ]
    assert report.n_skipped == 0


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"In stock?": "1", "Stock": "0"}, "in_stock"),
        ({"In stock?": "0", "Stock": "5"}, "out_of_stock"),
        ({"In stock?": "backorder"}, "backorder"),
        ({"In stock?": "perhaps"}, "out_of_stock"),
        ({"Stock": "0", "Backorders allowed?": "notify"}, "backorder"),
        ({"Stock": "-1", "Backorders allowed?": "0"}, "out_of_stock"),
        ({"Stock": ""}, "in_stock"),
    ],
)
def test_stock_is_what_the_shop_says_of_it(one, cells, status):
    assert one(**cells).availability == status


@pytest.mark.parametrize(("written", "pence"), [("12,5", 1250), ("1.299,00", 129900), ("1299.5", 129950)])
def test_prices_are_read_with_either_decimal_sign(one, written, pence):
    assert one(**{"Regular price": written}).price.amount == pence


def test_a_value_with_a_comma_of_its_own_is_one_value(one):
    found = one(**{"Attribute 1 name": "Finish", "Attribute 1 value(s)": r"Oiled\, matt, Raw"})
    assert found.attributes["finish"] == ("Oiled, matt", "Raw")


def test_what_plugins_keep_for_themselves_is_no_fact(one):
    meta = {"Meta: _price": "5", "Meta: layout": "a:1:{i:0;s:1:x;}", "Meta: Country of origin": "Wales"}
    assert one(**meta).attributes == {"country_of_origin": "Wales"}


def test_variations_without_a_number_and_a_sku_are_named_by_what_is_chosen(tmp_path):
    (tmp_path / "products.csv").write_text(
        "Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)\n"
        "variation,,,5,CUP,Colour,Sea Blue\n"
        'variable,CUP,Cup,,,Colour,"Sea Blue, Red"\n'
        "variation,,,6,CUP,Colour,Red\n"
    )
    found, report = read(tmp_path / "products.csv")
    assert [one.id for one in found["CUP"].variants] == ["CUP-sea-blue", "CUP-red"]
    assert report.issues == []


def test_a_sku_that_two_products_have_is_told(tmp_path):
    (tmp_path / "products.csv").write_text(
        "ID,Type,SKU,Name,Regular price\n1,simple,A,Cup,5\n2,simple,A,Jug,6\n3,simple,,Mug,6\n4,simple,,Pot,6\n"
    )
    found, report = read(tmp_path / "products.csv")
    assert set(found) == {"1", "2", "3", "4"}
    assert [(issue.line, issue.reason) for issue in report.issues] == [(3, "SKU 'A' was already used on line 2")]
