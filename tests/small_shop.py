"""A shop of six products whose every fact is known by heart; what answers are checked against in the tests."""

from typing import Any

from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review

SHOP = "https://shop.example/p/"


def make_product(product_id: str, title: str, brand: str, price: int, **more: Any) -> Product:
    """A product in pounds; `more`: list_price, rating (value, count), attributes, text, sizes, out (sizes), colours."""
    sizes, out = more.get("sizes", ("",)), more.get("out", ())
    variants: list[dict[str, Any]] = []
    for size in sizes:
        is_available = size not in out
        variant: dict[str, Any] = {
            "id": f"{product_id}-{size or 'one'}",
            "price": {"amount": more.get("prices", {}).get(size, price), "currency": "GBP"},
            "availability": {"available": is_available, "status": "in_stock" if is_available else "out_of_stock"},
            "options": [{"name": "Size", "label": size}] if size else [],
        }
        if "list_price" in more:
            variant["list_price"] = {"amount": more["list_price"], "currency": "GBP"}
        variants.append(variant)
    rating = more.get("rating")
    return Product.model_validate(
        {
            "id": product_id,
            "title": title,
            "brand": brand,
            "url": SHOP + product_id,
            "description": {"plain": more.get("text", "")},
            "categories": [{"value": more.get("category", "Apparel > Jackets")}],
            "attributes": more.get("attributes", {}),
            "rating": {"value": rating[0], "count": rating[1]} if rating else None,
            "options": [{"name": "Size", "values": [{"label": size} for size in sizes]}] if sizes != ("",) else [],
            "variants": variants,
        }
    )


PRODUCTS = (
    make_product(
        "windline",
        "Windline Commuter Softshell",
        "Fjellmark",
        8900,
        list_price=11900,
        rating=(4.2, 57),
        sizes=("S", "M", "L", "XL"),
        out=("XL",),
        attributes={"material": "polyester softshell", "weight_g": 420, "waterproof": False},
        text="Bonded softshell, brushed inside, cut long at the back. Wind is stopped completely; rain is held "
        "off for perhaps fifteen minutes. At 420 g it is comfortable over a shirt from about 4 to 12 °C.",
    ),
    make_product(
        "frostline",
        "Frostline Thermal Cycling Jacket",
        "Velo Alba",
        10900,
        rating=(3.9, 132),
        sizes=("S", "M", "L"),
        attributes={"material": "polyester membrane and grid fleece", "weight_g": 385, "fit": "slim"},
        text="For steady winter miles between freezing and 8 °C. Three open rear pockets plus a zipped one.",
    ),
    make_product(
        "coldgate",
        "Coldgate Deep Winter Road Jacket",
        "Velo Alba",
        16800,
        rating=(4.5, 48),
        sizes=("M", "L"),
        out=("M", "L"),
        attributes={"material": "three-layer windproof polyester", "weight_g": 540, "warm_to_c": -6},
        text="Rated by the maker for rides down to -6 °C, this is the warmest cycling jacket Velo Alba sews.",
    ),
    make_product(
        "drysack",
        "Tarn 20 Litre Drysack",
        "Harrow & Pike",
        1850,
        rating=(4.8, 311),
        attributes={"capacity_l": 20, "material": "TPU-coated nylon", "weight_g": 96},
        text="Roll-top bag of 70-denier nylon with taped seams. Holds a sleeping bag and a change of clothes.",
        category="Bags > Drysacks",
    ),
    make_product(
        "kettle",
        "Hob & Hearth Enamel Kettle 1.5 L",
        "Hob & Hearth",
        3400,
        list_price=4250,
        rating=(4.1, 29),
        attributes={"capacity_l": 1.5, "colour": "cream", "induction": True},
        text="Steel kettle under two coats of enamel. Works on gas, electric, induction; boils a litre in 5 minutes.",
        category="Kitchen > Kettles",
    ),
    make_product(
        "merino",
        "Fell Merino Base Layer",
        "Fjellmark",
        5500,
        sizes=("S", "M", "L"),
        prices={"L": 5900},
        attributes={"material": "100% merino wool", "weight_g": 180, "warranty": "2 year warranty"},
        text="Made of 100% merino wool, 180 g, with flat seams. Wash at 30 °C.",
        category="Apparel > Base layers",
    ),
)
POLICIES = (
    PolicySection(
        source_id="shipping",
        document="shipping",
        title="Shipping",
        text="Standard delivery costs £3.95 and takes 3 to 5 working days. Delivery is free on orders over £50.",
        url="https://shop.example/shipping",
    ),
    PolicySection(
        source_id="returns",
        document="returns",
        title="Returns",
        text="You can return anything within 30 days for a full refund. Sale goods can be returned within 14 days.",
        url="https://shop.example/returns",
    ),
)
REVIEWS = (
    Review(
        product_id="windline", review_id="1", rating=5, title="Sorted", text="Blocks the wind off the canal completely."
    ),
    Review(product_id="windline", review_id="2", rating=2, title="Sweaty", text="It needs vents under the arms."),
    Review(
        product_id="frostline", review_id="3", rating=4, title="Size up", text="Could not lift my arms. XL is spot on."
    ),
)
SHOPPER_WORDS = ("a warm jacket for cycling under £120", "I am 5 ft 11 and ride 15 miles to work")
