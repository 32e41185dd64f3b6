from typing import Any

import pytest

from catalog.product import Product


def recommend(client: Any, surface: str, **more: Any) -> list[dict[str, Any]]:
    response = client.http.post("/v1/recommendations", json={"surface": surface, **more})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["list_id"].startswith("l_")
    assert answer["surface"] == surface
    items: list[dict[str, Any]] = answer["items"]
    return items


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["product_id"] for item in items]


@pytest.mark.parametrize("surface", ["home", "session", "cart"])
def test_without_models_and_history_what_stands_highest_is_shown(client: Any, surface: str) -> None:
    items = recommend(client, surface)
    assert len(items) >= 5
    assert all(item["availability"] == "in_stock" for item in items)
    assert len(set(ids(items))) == len(items)


def test_a_product_page_shows_what_is_like_its_product_and_not_itself(client: Any) -> None:
    items = recommend(client, "product", product_id="jacket-warm", limit=2)
    assert "jacket-warm" not in ids(items)
    assert items[0]["product_id"] in ("jacket-rain", "jacket-lux")
    assert items[0]["evidence"][0]["signal"] == "similar"
    assert items[0]["evidence"][0]["because"] == "jacket-warm"


def test_a_cart_shows_what_goes_with_it_and_nothing_that_lies_in_it(client: Any) -> None:
    in_cart = {"cart": {"items": [{"product_id": "boots"}, {"product_id": "tent"}]}}
    items = recommend(client, "cart", context=in_cart)
    assert not {"boots", "tent"} & set(ids(items))
    assert {item["evidence"][0]["because"] for item in items[:2]} == {"boots", "tent"}


def test_what_is_excluded_is_not_shown(client: Any) -> None:
    first = ids(recommend(client, "home"))
    assert not set(first[:3]) & set(ids(recommend(client, "home", exclude=first[:3])))


def test_there_are_no_more_than_asked_for_and_none_twice(client: Any) -> None:
    assert len(recommend(client, "home", limit=1)) == 1
    all_of_them = ids(recommend(client, "product", product_id="boots", limit=50))
    assert sorted(all_of_them) == ["jacket-lux", "jacket-rain", "jacket-warm", "lamp", "odd/id", "socks", "tent"]


def test_dislikes_and_budget_hold(client: Any) -> None:
    profile = {"dislikes": ["socks"], "budget": {"max": {"amount": 12_000, "currency": "GBP"}}}
    items = recommend(client, "home", user={"profile": profile}, limit=50)
    assert items
    assert "socks" not in ids(items)
    assert all(item["price"]["amount"] <= 12_000 for item in items)


def test_an_unknown_product_is_no_error(client: Any) -> None:
    assert recommend(client, "product", product_id="no-such")


def test_a_product_that_left_the_catalog_is_not_shown(serve: Any) -> None:
    client = serve()
    client.shop.suggested_products  # noqa: B018  the list is made by parts that were opened before
    client.shop.catalog.delete(["lamp"])
    assert "lamp" not in ids(recommend(client, "home", limit=50))


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({}, "#/surface"),
        ({"surface": "checkout"}, "#/surface"),
        ({"surface": "product"}, "#"),
        ({"surface": "home", "limit": 0}, "#/limit"),
        ({"surface": "home", "limit": 51}, "#/limit"),
        ({"surface": "home", "exclude": "boots"}, "#/exclude"),
        ({"surface": "home", "exclude": [""]}, "#/exclude/0"),
        ({"surface": "home", "exclude": ["x"] * 501}, "#/exclude"),
        ({"surface": "product", "product_id": 5}, "#/product_id"),
        ({"surface": "product", "product_id": "x" * 201}, "#/product_id"),
    ],
)
def test_what_cannot_be_recommended_for_is_refused_with_a_pointer(client: Any, asked: Any, pointer: str) -> None:
    response = client.http.post("/v1/recommendations", json=asked)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_key_is_needed_where_chat_needs_one(serve: Any) -> None:
    http = serve(public_keys="pk_0123456789abcdef0123").http
    assert http.post("/v1/recommendations", json={"surface": "home"}).status_code == 401


@pytest.fixture
def shop_with_relations(serve: Any, products: list[Product]) -> Any:
    """The tent names a lamp and a sold-out sneaker to go with it, a mug instead, and something that is gone."""
    client = serve()
    tent = next(product for product in products if product.id == "tent")
    named = [("substitute", "odd/id"), ("complement", "sneaker"), ("complement", "lamp"), ("related", "gone")]
    related = [{"id": product_id, "kind": kind} for kind, product_id in named]
    changed = Product.model_validate(tent.to_json() | {"related": related})
    client.shop.catalog.upsert([changed])
    return client


def test_a_product_page_begins_with_what_the_shop_names_beside_it(shop_with_relations: Any) -> None:
    items = recommend(shop_with_relations, "product", product_id="tent", limit=6)
    assert ids(items)[:2] == ["lamp", "odd/id"]
    assert [item["evidence"] for item in items[:2]] == [
        [{"signal": "complement", "weight": 1.0, "because": "tent"}],
        [{"signal": "substitute", "weight": 1.0, "because": "tent"}],
    ]
    assert len(set(ids(items))) == len(items) == 6


def test_what_the_shop_names_fills_no_more_than_half_of_a_list(shop_with_relations: Any) -> None:
    items = recommend(shop_with_relations, "product", product_id="tent", limit=2)
    assert [item["evidence"][0]["signal"] for item in items] == ["complement", "similar"]


def test_a_cart_gets_what_goes_with_it_and_nothing_instead(shop_with_relations: Any) -> None:
    in_cart = {"cart": {"items": [{"product_id": "tent"}, {"product_id": "boots"}]}}
    items = recommend(shop_with_relations, "cart", context=in_cart)
    assert items[0]["evidence"] == [{"signal": "complement", "weight": 1.0, "because": "tent"}]
    assert "substitute" not in {evidence["signal"] for item in items for evidence in item["evidence"]}
    assert "complement" not in str(recommend(shop_with_relations, "home"))
