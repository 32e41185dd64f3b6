"""A storefront over a small catalog, one product of which means harm; and the whole sample shop's products."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.store import CatalogStore
from database.engine import open_database
from storefront.shop_front import Signboard
from storefront.shopper import PastOrder, Shopper
from storefront.site import storefront_routes

SAMPLE = Path(__file__).parents[2] / "examples" / "outfitters" / "products.jsonl"
ADDRESS = "http://shop.test:8000"
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


def _product(product_id: str, title: str, **more: Any) -> Product:
    price = {"amount": more.pop("amount", 4_200), "currency": "GBP"}
    return Product.model_validate(
        {"id": product_id, "title": title, "variants": [{"id": f"{product_id}-1", "price": price}], **more}
    )


def _jacket() -> Product:
    sizes, colours = ("S", "M"), ("Moss", "Red Stripe")
    variants = [
        {
            "id": f"jacket-{size}-{colour}",
            "title": f"{size} / {colour}",
            "price": {"amount": 8_900 if size == "S" else 9_500, "currency": "GBP"},
            "list_price": {"amount": 11_900, "currency": "GBP"},
            "availability": {"available": colour == "Red Stripe", "status": "in_stock"}
            if colour == "Red Stripe"
            else {"available": False, "status": "out_of_stock"},
            "options": [{"name": "Size", "label": size}, {"name": "Colour", "label": colour}],
        }
        for size in sizes
        for colour in colours
    ]
    options = [{"name": "Size", "values": [{"label": one} for one in sizes]}]
    options.append({"name": "Colour", "values": [{"label": one} for one in colours]})
    return Product.model_validate(
        {
            "id": "jacket",
            "title": "Windline Softshell",
            "brand": "Fjellmark",
            "description": {"plain": "Stops the wind.\nHolds off a shower."},
            "categories": [{"value": "Apparel > Jackets"}],
            "options": options,
            "variants": variants,
            "rating": {"value": 4.2, "count": 57},
            "attributes": {
                "weight_g": 420,
                "waterproof": False,
                "capacity_l": 2.5,
                "activities": ["cycling", "walking"],
            },
        }
    )


PRODUCTS = (
    _jacket(),
    _product("boots", "Trail Boots", amount=12_000, categories=[{"value": "Footwear > Boots & Shoes"}]),
    _product("trousers", "Work Trousers", categories=[{"value": "Apparel > Trousers & Shorts"}]),
    _product("odd/id?#%", "Odd Mug", categories=[{"value": "Home > Kitchen & Tableware"}]),
    _product("nowhere", "A thing without a category"),
    Product.model_validate({"id": "priceless", "title": "A Thing of No Price", "variants": [{"id": "priceless-1"}]}),
    _product(
        "hostile",
        MARKUP,
        brand=MARKUP,
        description={"plain": MARKUP},
        categories=[{"value": f"Apparel > {MARKUP}"}],
        attributes={"note": MARKUP, MARKUP: "x"},
    ),
)
POLICIES = (
    PolicySection(source_id="returns", document="returns", title="Returns", text="Send it back within 60 days."),
    PolicySection(
        source_id="returns#how",
        document="returns",
        title="Returns — How",
        text=f"1. Print the label.\n2. Post it.\n\n| From | Price |\n| --- | --- |\n| Home | free |\n\n- {MARKUP}",
    ),
)
SHOPPERS = (
    Shopper(
        "rides",
        "Rides to work",
        "A year of locks.",
        "demo-rides",
        ("cycling", 'it\'s "quoted"'),
        (PastOrder(date(2026, 11, 1), {"boots": 2, "gone": 1}), PastOrder(date(2026, 3, 9), {"jacket": 1})),
    ),
)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[CatalogStore]:
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    store = CatalogStore(database)
    reviews = [Review(product_id="hostile", review_id="1", rating=1, title=MARKUP, text=MARKUP)]
    store.replace(PRODUCTS, reviews, source="test")
    store.replace_policies(POLICIES)
    yield store
    database.close()


Visit = Callable[..., TestClient]


@pytest.fixture
def visit(catalog: CatalogStore) -> Visit:
    """A browser without scripts in the shop; `visit(key="pk_…")` where the service wants a key."""

    def open_shop(key: str = "") -> TestClient:
        routes = storefront_routes(catalog, SHOPPERS, Signboard(address=ADDRESS, key=key))
        return TestClient(Starlette(routes=routes))

    return open_shop


@pytest.fixture
def shop(visit: Visit) -> TestClient:
    return visit()


@pytest.fixture(scope="session")
def sample() -> list[Product]:
    return [Product.model_validate(json.loads(line)) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
