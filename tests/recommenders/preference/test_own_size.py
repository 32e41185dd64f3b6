import pytest

from catalog.product import Product
from recommenders.preference.own_size import own_size


def boots(*labels: str, sold_out: tuple[str, ...] = (), name: str = "Size", title: str = "Trail Shoe") -> Product:
    variants = [
        {
            "id": label,
            "options": [{"name": name, "label": label}],
            "availability": {"available": label not in sold_out, "status": "in_stock"},
        }
        for label in labels
    ]
    return Product.model_validate({"id": "p", "title": title, "variants": variants})


@pytest.mark.parametrize(
    ("product", "sizes", "expected"),
    [
        (boots("UK 8", "UK 9"), {"shoe": "uk 9"}, 1),
        (boots("UK 8", "UK 9", sold_out=("UK 9",)), {"shoe": "UK 9"}, -1),
        (boots("UK 7", "UK 8"), {"shoe": "UK 9"}, -1),
        (boots("UK 7", "UK 8.5"), {"shoe": "UK 9"}, -1),
        (boots("EU 42", "EU 43"), {"shoe": "UK 9"}, 0),
        (boots("EU 42", "EU 43"), {"shoe": "42"}, 1),
        (boots("EU 42", "EU 43"), {"size": "42"}, 1),
        (boots("EU 42", "EU 43"), {"hat": "42"}, 0),
        (boots("UK 9 Kids", "UK 10 Kids"), {"shoe": "UK 9"}, 0),
        (boots("42", "43"), {"shoe": "41"}, -1),
        (boots("42", "43"), {"hat": "41"}, 0),
        (boots("S", "M", "XL"), {"jacket": "XL"}, 1),
        (boots("S", "M"), {"jacket": "XL"}, -1),
        (boots("Black", "Slate", name="Colour"), {"jacket": "XL"}, 0),
        (boots("Short", "Long", name="Torso"), {"jacket": "S"}, 0),
        (boots("60 L", "75 L", name="Volume"), {"jacket": "L"}, 0),
        (boots("S", "M"), {}, 0),
    ],
)
def test_a_size_is_there_or_missing_or_nothing_is_known(product: Product, sizes: dict[str, str], expected: int) -> None:
    assert own_size(product, sizes) == expected


def test_one_of_several_sizes_is_enough() -> None:
    assert own_size(boots("S", "M"), {"jacket": "XL", "base layer": "M"}) == 1


def test_a_product_without_options_has_no_size() -> None:
    assert (
        own_size(Product.model_validate({"id": "p", "title": "Mug", "variants": [{"id": "p-1"}]}), {"shoe": "9"}) == 0
    )
