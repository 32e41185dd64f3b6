"""A shop of nine products whose right answers are known."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog.product import Product

MakeProduct = Callable[..., Product]


@pytest.fixture(scope="session")
def make_product() -> MakeProduct:
    def make(id: str, title: str, price: int | None = 1000, **more: Any) -> Product:  # noqa: A002
        available = more.pop("available", True)
        variant: dict[str, Any] = {"id": f"{id}-1", "sku": f"FJ{sum(map(ord, id))}"}
        variant["availability"] = {"available": available, "status": "in_stock" if available else "out_of_stock"}
        if price is not None:
            variant["price"] = {"amount": price, "currency": "EUR"}
        if "kind" in more:
            more["categories"] = [{"value": more.pop("kind")}]
        if "about" in more:
            more["description"] = {"plain": more.pop("about")}
        return Product.model_validate({"id": id, "title": title, "variants": [variant], **more})

    return make


@pytest.fixture(scope="session")
def shop(make_product: MakeProduct) -> list[Product]:
    return [
        make_product("boot", "Trail Boots", 12000, brand="Fjellmark", kind="Footwear > Hiking Boots",
                     about="Waterproof boots for wet hiking trails.", attributes={"material": "leather"},
                     rating={"value": 4.6, "count": 80}),
        make_product("shoe", "City Sneaker", 8000, brand="Nordvik", kind="Footwear > Sneakers",
                     about="A light shoe for town.", attributes={"material": "canvas", "vegan": True},
                     rating={"value": 4.1, "count": 12}),
        make_product("jacket", "Rain Jacket", 9900, brand="Fjellmark", kind="Apparel > Jackets",
                     about="Waterproof jacket for cycling in the rain.", attributes={"colour": ["moss", "black"]},
                     options=[{"name": "Size", "values": [{"label": "S"}, {"label": "M"}]}]),
        make_product("socks", "Merino Hiking Socks", 1500, brand="Nordvik", kind="Apparel > Socks",
                     about="Warm socks.", attributes={"material": "merino wool"}, rating={"value": 4.8, "count": 3}),
        make_product("tent", "Two-Person Tent", 25000, brand="Fjellmark", kind="Camping > Tents",
                     about="Waterproof tent for two.", available=False),
        make_product("lamp", "Camp Lantern", 3000, brand="Lumo", kind="Camping > Lighting",
                     about="A lamp with a socket for headphones.", attributes={"bluetooth": True, "lumens": 4.0}),
        make_product("cola", "Cola 0.33 l", 90, brand="Fizz", kind="Groceries > Soft Drinks", about="Sweet."),
        make_product("headphones", "Studio Headphones", None, brand="Lumo", kind="Electronics > Headphones",
                     about="Wireless sound.", attributes={"wired": False}),
        make_product("case", "Hard Case", 2000, brand="Lumo", kind="Electronics > Accessories",
                     about="A hard case for small things."),
    ]  # fmt: skip
