import json
from pathlib import Path
from typing import Any

import pytest

from catalog.importer import import_feed
from catalog.store import CatalogStore
from database import open_database

MINIMAL = '[product]\nid = "sku"\ntitle = "name"\n'
EXAMPLES = Path(__file__).parents[3] / "examples" / "mappings"


@pytest.fixture
def store(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    database.migrate()
    yield CatalogStore(database)
    database.close()


@pytest.fixture
def take(store, tmp_path):
    """Import a feed of text or records with a mapping of text; gives the report."""

    def run(content: Any, mapping: str, **options: Any):
        text = content if isinstance(content, str) else "".join(json.dumps(record) + "\n" for record in content)
        (tmp_path / "feed").write_text(text)
        (tmp_path / "mapping.toml").write_text(mapping)
        return import_feed(store, tmp_path / "feed", mapping=tmp_path / "mapping.toml", **options)

    return run


def only(store: CatalogStore):
    [product] = store.all_products()
    return product


def test_columns_are_joined_chosen_and_filled_in(store, take):
    mapping = """
[feed]
currency = "GBP"
base_url = "https://shop.example/"
[product]
id = "sku"
title = ["make", "name"]
brand = { constant = "Skerry" }
description = { columns = ["long", "short"], first = true }
url = { template = "p/{slug}" }
image = ["picture", "more"]
price = "price"
list_price = "rrp"
[category]
path = ["department", "type"]
"""
    row = {
        "sku": 7,
        "make": "Tarn",
        "name": "Tee",
        "long": "",
        "short": "Thin.",
        "slug": "tarn tee",
        "picture": "/1.jpg",
    }
    row |= {"more": ["https://cdn.example/2.jpg"], "price": "15.00", "rrp": 20, "department": "Tops", "type": "Tees"}
    assert take([row], mapping).exit_code == 0
    found = only(store)
    assert (found.id, found.title, found.brand, found.description.plain) == ("7", "Tarn Tee", "Skerry", "Thin.")
    assert found.url == "https://shop.example/p/tarn%20tee"
    assert [media.url for media in found.media] == ["https://shop.example/1.jpg", "https://cdn.example/2.jpg"]
    assert (str(found.price), str(found.list_price), found.category) == ("£15.00", "£20.00", "Tops > Tees")


def test_minor_units_are_not_multiplied(store, take):
    mapping = '[feed]\nprice_unit = "minor"\ncurrency = "USD"\n' + MINIMAL + 'price = "cents"\n'
    rows = [
        {"sku": "a", "name": "A", "cents": 4995},
        {"sku": "b", "name": "B", "cents": 49.95},
        {"sku": "c", "name": "C", "cents": "10"},
    ]
    report = take(rows, mapping)
    assert {found.id: found.price.amount for found in store.all_products()} == {"a": 4995, "c": 10}
    assert "49.95" in report.issues[0].reason


def test_the_currency_of_the_command_overrides_the_mapping(store, take):
    take([{"sku": "a", "name": "A", "p": 3}], '[feed]\ncurrency = "USD"\n' + MINIMAL + 'price = "p"\n', currency="EUR")
    assert only(store).price.currency == "EUR"


@pytest.mark.parametrize(
    ("stock", "status"),
    [
        (3, "in_stock"),
        (0, "out_of_stock"),
        ("0", "out_of_stock"),
        ("sold out", "out_of_stock"),
        ("Lager", "backorder"),
        (None, "in_stock"),
    ],
)
def test_stock_is_a_number_or_a_word(store, take, stock, status):
    mapping = MINIMAL + '[stock]\ncolumn = "n"\nwords = { Lager = "backorder" }\n'
    take([{"sku": "a", "name": "A", "n": stock}], mapping)
    assert only(store).availability == status


def test_attributes_are_taken_by_name_and_by_pattern(store, take):
    mapping = MINIMAL + (
        '[attributes]\npatterns = ["attr_t_*", "attr_n_*", "attr_b_*"]\nignore = ["attr_n_package_*"]\n'
        'columns.width = "size.width"\ncolumns.gender = { columns = ["g"], words = { F = "women" } }\n'
    )
    row = {
        "sku": "a",
        "name": "A",
        "size": {"width": 1.5},
        "g": "F",
        "attr_t_contrast__typical_": "200:1",
        "attr_n_cores": 4.0,
    }
    row |= {"attr_b_touch": False, "attr_n_package_weight": 9, "attr_t_empty": "", "attr_t_list": ["x", "y"]}
    take([row], mapping)
    assert only(store).attributes == {
        "width": 1.5,
        "gender": "women",
        "contrast_typical": "200:1",
        "cores": 4,
        "touch": False,
        "list": ("x", "y"),
    }


def test_rows_are_grouped_into_variants(store, take):
    mapping = MINIMAL + '[variants]\ngroup_by = "parent"\noptions = { Size = "size" }\n'
    table = "sku,name,parent,size\na-s,Tee,a,S\nb,Cap,,\na-m,Tee,a,M\n"
    assert take(table, mapping).products == 2
    tee = store.products(["a"])["a"]
    assert [(variant.id, variant.options[0].label) for variant in tee.variants] == [("a-s", "S"), ("a-m", "M")]


@pytest.mark.parametrize(("former", "told"), [(20, "£20.00"), (15, "None"), (9, "None"), ("", "None")])
def test_a_former_price_counts_only_where_it_is_higher(store, take, former, told):
    mapping = MINIMAL + 'price = "price"\nlist_price = "rrp"\n[feed]\ncurrency = "GBP"\n'
    take([{"sku": "a", "name": "Tee", "price": 15, "rrp": former}], mapping)
    assert (str(only(store).price), str(only(store).list_price)) == ("£15.00", told)


def test_relations_are_read_from_lists_and_texts_and_name_products(store, take):
    mapping = MINIMAL + 'sku = "code"\n[related]\ncomplement = "cross"\nsubstitute = "up"\n'
    records = [
        {"sku": 1, "code": "A", "name": "Kettle", "cross": ["B", "3", "A"], "up": "X, 2"},
        {"sku": 2, "code": "B", "name": "Trivet"},
        {"sku": 3, "code": "C", "name": "Mitt"},
    ]
    report = take(records, mapping)
    assert [(one.id, one.kind) for one in store.products(["1"])["1"].related] == [
        ("2", "complement"),
        ("3", "complement"),
        ("2", "substitute"),
    ]
    assert [issue.reason for issue in report.issues if "'X'" in issue.reason] == [
        "substitute 'X' is not sold in this feed and left out"
    ]


def test_reviews_inside_are_read_without_names_and_addresses(store, take):
    mapping = MINIMAL + '[reviews]\npath = "reviews"\nrating = "stars"\nscale_max = 10\ntext = "comment"\nat = "date"\n'
    review = {
        "stars": 8,
        "comment": "Good.",
        "date": "2026-01-01T00:00:00Z",
        "reviewerName": "Ann",
        "reviewerEmail": "a@b.c",
    }
    report = take([{"sku": "a", "name": "A", "reviews": [review, {"comment": "no stars"}]}], mapping)
    [kept] = store.reviews("a", 9)
    assert (kept.rating, kept.text, report.n_reviews, report.n_warnings) == (4.0, "Good.", 1, 2)
    assert "Ann" not in kept.model_dump_json()


def test_a_json_array_is_read_record_by_record(store, take):
    records = ['{"sku": "a", "name": "A"}', "3", '{"sku": "b", "name": ""}', '{"sku": "c", "name": "C"}']
    text = "[\n" + ",\n".join(records) + ', {"sku": "d", "name": "D"}]'
    report = take(text, MINIMAL)
    assert [(issue.line, issue.reason) for issue in report.issues if issue.severity == "skipped"] == [
        (3, "record 2 is not a JSON object: '3'"),
        (4, "no title"),
    ]
    assert [found.id for found in store.all_products()] == ["a", "c", "d"]


def test_an_array_larger_than_the_window_is_whole(store, take):
    records = [{"sku": str(n), "name": "Ünïcode " + "x" * 900} for n in range(900)]
    assert take(json.dumps(records, ensure_ascii=False), MINIMAL).products == 900


def test_an_array_may_lie_inside_an_object(store, take):
    text = json.dumps({"data": {"products": [{"sku": "a", "name": "A"}]}}, indent=1)
    assert take(text, '[feed]\nrecords = "data.products"\n' + MINIMAL).products == 1
    assert "no array at 'data.things'" in (take(text, '[feed]\nrecords = "data.things"\n' + MINIMAL).refused or "")


@pytest.mark.parametrize(
    "text", ['[{"sku": "a", "name": "A"}, {"sku": "b", "na', '[{"sku": "a", "name": "A"}', '[{"sku" "a"}]']
)
def test_a_truncated_array_is_refused(store, take, text):
    report = take(text, MINIMAL)
    assert "broken or truncated" in (report.refused or "")
    assert list(store.all_products()) == []


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("[product", "not TOML"),
        ('[product]\ntitle = "name"\n', "product.id"),
        (MINIMAL + 'colour = "x"\n', "product.colour"),
        (MINIMAL + '[feed]\nprice_unit = "pence"\n', "feed.price_unit"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_place(take, mapping, reason):
    report = take([{"sku": "a", "name": "A"}], mapping)
    assert report.exit_code == 4
    assert reason in (report.refused or "")


def test_a_mapping_that_is_not_there_is_named(store, tmp_path):
    (tmp_path / "feed").write_text("sku,name\n1,T\n")
    assert "nowhere.toml" in (import_feed(store, tmp_path / "feed", mapping="nowhere.toml").refused or "")
    assert "--mapping" in (import_feed(store, tmp_path / "feed", format="mapped").refused or "")


def test_the_electronics_mapping_reads_its_records(store, tmp_path):
    record = {
        "id": "39",
        "name": "006R",
        "title": "Xerox toner",
        "ean": ["0095"],
        "short_description": "Toner",
        "supplier": "Xerox",
    }
    record |= {
        "img_500x500": "http://x/39.jpg",
        "price": 4995,
        "attr_t_product_type": "Toner",
        "attr_n_quantity": 6.0,
        "attr_n_package_weight": 3.0,
    }
    (tmp_path / "feed").write_text(json.dumps(record))
    assert import_feed(store, tmp_path / "feed", mapping=EXAMPLES / "electronics.toml").exit_code == 0
    found = only(store)
    assert (found.brand, str(found.price), found.category) == ("Xerox", "$49.95", "Toner")
    assert found.attributes == {"part_number": "006R", "ean": "0095", "product_type": "Toner", "quantity": 6}


def test_the_retail_demo_mapping_reads_its_records(store, tmp_path):
    record = {"id": "6579", "current_stock": 0, "name": "Backpack", "category": "accessories", "style": "backpack"}
    record |= {"description": "Rugged.", "price": 129.99, "image": "6579.jpg", "gender_affinity": "F"}
    (tmp_path / "feed").write_text(json.dumps([record]))
    assert import_feed(store, tmp_path / "feed", mapping=EXAMPLES / "retail_demo.toml").exit_code == 0
    found = only(store)
    assert (str(found.price), found.in_stock, found.category) == ("$129.99", False, "accessories > backpack")
    assert found.attributes == {"style": "backpack", "gender": "women"}


def test_the_dummyjson_mapping_reads_its_records(store, tmp_path):
    record = {
        "id": 1,
        "title": "Mascara",
        "category": "beauty",
        "price": 9.99,
        "rating": 2.56,
        "stock": 99,
        "tags": ["beauty", "mascara"],
    }
    record |= {
        "dimensions": {"width": 15.14},
        "images": ["https://cdn/1.webp"],
        "meta": {"updatedAt": "2025-04-30T09:41:02.053Z"},
    }
    record |= {
        "reviews": [{"rating": 3, "comment": "Fine.", "date": "2025-04-30T09:41:02.053Z", "reviewerName": "Ann"}]
    }
    (tmp_path / "feed").write_text(json.dumps([record]))
    assert import_feed(store, tmp_path / "feed", mapping=EXAMPLES / "dummyjson.toml").exit_code == 0
    found = only(store)
    assert (found.rating.value, found.rating.count, found.attributes["tags"]) == (2.56, None, ("beauty", "mascara"))
    assert store.reviews("1", 5)[0].text == "Fine."
