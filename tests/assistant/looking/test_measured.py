"""Figures that are asked for, and what meets them."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.looking.measured import measured_in, measuring_up, n_measures_missed, without_measures
from catalog.product import Product
from catalog.stocklist import Stocklist


def thing(product_id: str = "a", **attributes: Any) -> Product:
    return Product.model_validate(
        {"id": product_id, "title": "Thing", "variants": [{"id": f"{product_id}-1"}], "attributes": attributes}
    )


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("tent under 2 kg", "g", None, 2000),
        ("tent of at most 1.5kg", "g", None, 1500),
        ("backpack of at least 30 litres", "ml", 30_000, None),
        ("backpack, 30 l or more", "ml", 30_000, None),
        ("monitor 24 inch at most", "mm", None, pytest.approx(609.6)),
        ("a 2 litre pan", "ml", pytest.approx(1900), pytest.approx(2100)),
        ("laptop with at least 500 GB", "mb", 512_000, None),
        ("torch, min 500 lumens", "lm", 500, None),
    ],
)
def test_a_figure_is_read_with_its_bounds(text: str, unit: str, low: float | None, high: float | None) -> None:
    (wish,) = measured_in(text)
    assert (wish.unit, wish.low, wish.high) == (unit, low, high)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("hard drive 1TB 2TB", ["2TB"]),
        ("tent under 2 kg under 3 kg", ["3 kg"]),
        ("at least 20 litres, at most 40 litres", ["20 litres", "40 litres"]),
        ("120 cm wide, 60 cm deep", ["120 cm", "60 cm"]),
    ],
)
def test_a_later_figure_takes_the_place_of_one_like_it(text: str, figures: list[str]) -> None:
    assert [wish.figure for wish in measured_in(text)] == figures


@pytest.mark.parametrize("text", ["under 200", "20 pounds", "for 2 days", "size 42", "EU 42", "windows 10", "2 in 1"])
def test_money_time_and_sizes_are_none(text: str) -> None:
    assert measured_in(text) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("tent under 2 kg", "tent"),
        ("a 27 inch monitor for gaming", "a monitor for gaming"),
        ("under 2 kg", "under 2 kg"),
    ],
)
def test_what_is_measured_is_no_word_to_search_for(text: str, rest: str) -> None:
    assert without_measures(text) == rest


@pytest.mark.parametrize(
    ("text", "attributes", "n_missed"),
    [
        ("under 2 kg", {"weight_g": 1900}, 0),
        ("under 2 kg", {"weight_kg": 2.5}, 2),
        ("under 2 kg", {"insulation_g": 80}, 1),
        ("at least 30 litres", {"capacity_l": 40}, 0),
        ("at least 30 litres", {"capacity_ml": 900}, 2),
        ("200 cm long", {"length_cm": 200, "width_cm": 80}, 0),
        ("200 cm long", {"length_cm": 120, "width_cm": 200}, 2),
        ("at least 500 GB", {"hdd_capacity": 640}, 0),
        ("at least 500 GB", {"hdd_speed": 7200}, 1),
        ("24 inch", {"display_diagonal": 24}, 0),
        ("24 inch", {"display_diagonal": 22}, 2),
        ("tent", {"weight_g": 1900}, 0),
    ],
)
def test_a_record_meets_misses_or_does_not_say(text: str, attributes: dict[str, Any], n_missed: int) -> None:
    assert n_measures_missed(thing(**attributes), measured_in(text)) == n_missed


@pytest.fixture
def stock() -> Callable[..., Stocklist]:
    return lambda *products: Stocklist.from_products(products)


def test_of_a_kind_those_remain_that_measure_up_and_all_where_none_does(stock: Callable[..., Stocklist]) -> None:
    light, heavy, unknown = thing("light", weight_g=900), thing("heavy", weight_kg=3), thing("unknown")
    kept = stock(light, heavy, unknown)
    assert measuring_up(kept.ids, measured_in("under 1 kg"), kept) == ("light",)
    assert measuring_up(kept.ids, measured_in("under 100 g"), kept) == kept.ids
