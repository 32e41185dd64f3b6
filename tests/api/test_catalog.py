import time
from collections.abc import Callable
from typing import Any

import pytest

from api.settings import Settings
from api.wiring import open_shop
from catalog.product import Product
from retrieval.hashing_encoder import HashingEncoder

KETTLE = {
    "id": "kettle",
    "title": "Steel Kettle",
    "variants": [{"id": "kettle-1", "price": {"amount": 2900, "currency": "GBP"}}],
}


@pytest.fixture
def own(serve: Callable[..., Any]) -> Any:
    """A server of a catalog that a test may change."""
    return serve()


def test_the_catalog_is_read_page_by_page_without_gaps(client: Any, products: list[Product]) -> None:
    seen, cursor = [], None
    while True:
        page = client.http.get(
            "/v1/catalog/products", params={"limit": 4} | ({"cursor": cursor} if cursor else {})
        ).json()
        seen += [product["id"] for product in page["products"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    assert seen == [product.id for product in products]


def test_a_product_is_read_by_its_id_even_with_a_slash_in_it(client: Any) -> None:
    assert client.http.get("/v1/catalog/products/boots").json()["title"] == "Trail Boots"
    assert client.http.get("/v1/catalog/products/odd/id").json()["title"] == "Odd Mug"
    assert client.http.get("/v1/catalog/products/nothing").status_code == 404


def test_the_catalog_in_numbers_does_not_tell_where_its_feed_lies(client: Any) -> None:
    stats = client.http.get("/v1/catalog/stats").json()
    assert (stats["n_products"], stats["n_in_stock"], stats["currency"]) == (9, 8, "GBP")
    assert "source" not in stats


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_catalog_cannot_be_changed_without_a_secret_key(client: Any, method: str) -> None:
    path = "/v1/catalog/products" + ("/boots" if method == "DELETE" else "")
    content = {"json": {"products": [KETTLE]}} if method == "PATCH" else {}
    response = client.http.request(method, path, **content)
    assert (response.status_code, response.json()["code"]) == (401, "key_required")


def test_an_upserted_product_is_found_and_a_deleted_one_is_not(own: Any, secret: dict[str, str]) -> None:
    changed = own.http.patch("/v1/catalog/products", json={"products": [KETTLE]}, headers=secret).json()
    assert (changed["n_added"], changed["n_unchanged"]) == (1, 0)
    assert "kettle" in until(lambda: found(own, "steel kettle"), lambda ids: "kettle" in ids)
    assert own.http.delete("/v1/catalog/products/kettle", headers=secret).status_code == 204
    assert "kettle" not in found(own, "steel kettle")  # at once: cards come from the catalog
    assert own.http.delete("/v1/catalog/products/kettle", headers=secret).status_code == 404


def test_a_wrong_product_is_refused_with_a_pointer_and_nothing_is_changed(own: Any, secret: dict[str, str]) -> None:
    broken = KETTLE | {"variants": []}
    response = own.http.patch("/v1/catalog/products", json={"products": [KETTLE, broken]}, headers=secret)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "#/products/1/variants"
    assert own.http.get("/v1/catalog/products/kettle").status_code == 404


def test_a_catalog_imported_by_another_process_is_served_without_a_restart(own: Any, products: list[Product]) -> None:
    with open_shop(Settings(home=own.shop.settings.home), encoder=HashingEncoder(), require_catalog=False) as other:
        other.catalog.replace([*products, Product.model_validate(KETTLE)], source="another process")
        other.refresh_index()
    assert "kettle" in until(lambda: found(own, "steel kettle"), lambda ids: "kettle" in ids)


def found(client: Any, query: str) -> list[str]:
    items = client.http.post("/v1/search", json={"query": query, "limit": 3}).json()["items"]
    return [item["product_id"] for item in items]


def until(look: Callable[[], list[str]], is_right: Callable[[list[str]], bool]) -> list[str]:
    """What is seen as soon as it is right, or after ten seconds."""
    deadline = time.monotonic() + 10
    while not is_right(seen := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return seen


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://a:b@shop.example/", "/p/1", "https://shop.example/\n"]
)
def test_a_link_that_leads_elsewhere_refuses_the_change_with_a_pointer(
    own: Any, secret: dict[str, str], link: str
) -> None:
    products = [KETTLE, {**KETTLE, "id": "pot", "url": link}]
    response = own.http.patch("/v1/catalog/products", json={"products": products}, headers=secret)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/products/1"]
    assert own.http.get("/v1/catalog/products/kettle").status_code == 404
