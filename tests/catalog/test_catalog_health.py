from catalog.catalog_health import N_NAMED, CatalogHealth
from catalog.product import Product
from tests.small_shop import make_product

WHOLE = {
    "url": "https://shop.example/p",
    "description": {"plain": "Warm."},
    "categories": [{"value": "Apparel"}],
    "media": [{"type": "image", "url": "https://cdn.example/1.jpg"}],
}
VARIANT = {"id": "1", "price": {"amount": 100, "currency": "GBP"}}


def product(product_id: str, *, out: bool = False, **fields: object) -> Product:
    status = "out_of_stock" if out else "in_stock"
    variant = VARIANT | {"availability": {"available": not out, "status": status}}
    return Product.model_validate({"id": product_id, "title": product_id, "variants": [variant], **WHOLE, **fields})


def test_a_whole_product_has_no_fault() -> None:
    health = CatalogHealth.from_products([product("p1")])
    assert (health.n_products, health.n_variants, health.n_in_stock) == (1, 1, 1)
    assert {fault.n_products for fault in health.faults.values()} == {0}


def test_everything_that_is_missing_is_named() -> None:
    lacking = {
        "no_price": product("no_price", variants=[{"id": "1"}]),
        "no_image": product("no_image", media=[]),
        "no_link": product("no_link", url=None),
        "no_category": product("no_category", categories=[]),
        "no_description": product("no_description", description={"plain": " "}),
        "not_in_stock": product("not_in_stock", out=True),
    }
    health = CatalogHealth.from_products([product("p1"), *lacking.values()])
    for fault in lacking:
        assert [one.product_id for one in health.faults[fault].named] == [fault]


def test_products_of_one_name_and_brand_are_there_twice_whatever_the_case() -> None:
    twice = [make_product(one, title, "Fjellmark", 1) for one, title in (("a", "Rain Jacket"), ("b", "rain jacket"))]
    other = make_product("c", "Rain Jacket", "Nordvik", 1)
    health = CatalogHealth.from_products([*twice, other])
    assert [one.product_id for one in health.faults["same_name"].named] == ["a", "b"]


def test_of_many_the_first_are_named_and_all_are_counted() -> None:
    found = CatalogHealth.from_products(product(f"p{n}", url=None) for n in range(N_NAMED + 5)).faults["no_link"]
    assert (found.n_products, len(found.named)) == (N_NAMED + 5, N_NAMED)
