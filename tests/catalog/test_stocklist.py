"""What things are called, over a catalog whose names are known."""

from typing import Any

import pytest

from catalog.head_nouns import ProductName
from catalog.measure import Measure, measure_name, measure_of
from catalog.other_names import other_names
from catalog.product import Product
from catalog.product_words import singular
from catalog.stocklist import Stocklist


def named(title: str, category: str | None = None, **attributes: Any) -> Product:
    return Product.model_validate(
        {
            "id": title,
            "title": title,
            "categories": [{"value": category}] if category else [],
            "attributes": attributes,
            "variants": [{"id": title}],
        }
    )


TENTS = "Camping > Tents & Shelters"
STOCK = Stocklist.from_products(
    [
        named("Towpath Bikepacking Tent", TENTS, type="bikepacking tent", weight_g=1650),
        named("Stormhold Geodesic Two", TENTS, type="expedition tent", weight_g=4300),
        named("Underfold Tent Footprint", TENTS, type="groundsheet", weight_g=310),
        named("Orchard Hammock", TENTS, type="hammock"),
        named("Nightjar Bivvy Bag", TENTS, type="bivvy bag"),
        named("Lintel Commuter Backpack", "Bags > Backpacks & Luggage", capacity_l=24),
        named("Drove Trekking Pack", "Bags > Backpacks & Luggage", capacity_l=60),
        named("CHERRY G80-3000 keyboard USB QWERTZ German Gray"),
        named("CHERRY WetEx Keyboard cover", "Keyboard cover"),
        named("Acer Aspire 3 Notebook Black 43.9 cm (17.3) 1600 x 900 pixels", "Notebook"),
        named("HP 615 Notebook PC"),
        named("Kensington Laptop Sleeve"),
        named("Rolex Submariner", "mens-watches"),
    ]
)


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Towpath Bikepacking Tent", "tent"),
        ("Underfold Tent Footprint", "footprint"),
        ("Grip Felt Rug Underlay", "underlay"),
        ("Chopping Board and Knife", "knife"),
        ("Gantry Tarp Three by Three", "tarp"),
        ("Roll of Tape", "roll"),
    ],
)
def test_a_thing_is_what_the_last_noun_of_its_name_says(title: str, noun: str) -> None:
    assert noun in ProductName.of(named(title)).heads


@pytest.mark.parametrize(("title", "noun"), [("Tent Footprint", "tent"), ("Keyboard cover", "keyboard")])
def test_what_goes_with_a_thing_is_none_itself(title: str, noun: str) -> None:
    assert noun not in ProductName.of(named(title)).heads
    assert ProductName.of(named(title)).is_accessory


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("tent", {"Towpath Bikepacking Tent", "Stormhold Geodesic Two"}),
        ("tents", {"Towpath Bikepacking Tent", "Stormhold Geodesic Two"}),
        ("bags", {"Lintel Commuter Backpack", "Drove Trekking Pack"}),
        ("backpack", {"Lintel Commuter Backpack", "Drove Trekking Pack"}),
        ("keyboard", {"CHERRY G80-3000 keyboard USB QWERTZ German Gray"}),
        ("watch", {"Rolex Submariner"}),
        ("sofa", set()),
    ],
)
def test_a_phrase_names_the_things_that_are_called_so(phrase: str, ids: set[str]) -> None:
    assert set(STOCK.called(phrase).ids) == ids


def test_who_says_laptop_means_notebooks_and_no_sleeve() -> None:
    assert set(STOCK.called("laptop").ids) == {
        "Acer Aspire 3 Notebook Black 43.9 cm (17.3) 1600 x 900 pixels",
        "HP 615 Notebook PC",
    }
    assert "notebook" in other_names("laptops")


def test_a_word_before_the_noun_counts_where_any_has_it() -> None:
    assert STOCK.called("bikepacking tent").ids == ("Towpath Bikepacking Tent",)
    assert STOCK.called("purple tent").phrase == "tent"


def test_what_stands_beside_a_kind_is_no_accessory() -> None:
    assert "Orchard Hammock" in STOCK.beside(STOCK.called("tent").ids)
    assert "Underfold Tent Footprint" not in STOCK.beside(STOCK.called("tent").ids)


@pytest.mark.parametrize("key", ["weight_g", "Weight (g)", "attr_n_weight__g", "weightG", "weight"])
def test_a_figure_is_known_by_its_name_without_the_unit(key: str) -> None:
    assert measure_name(key) == "weight"


@pytest.mark.parametrize(
    ("key", "value", "measure"),
    [
        ("weight_kg", 1.2, Measure(1200.0, "g")),
        ("weight", "1.2 kg", Measure(1200.0, "g")),
        ("weight", 1.2, Measure(1.2, "")),
        ("weight_g_per_m2", 380, Measure(380.0, "")),
        ("composite_video_in", 1, Measure(1.0, "")),
        ("waterproof", True, None),
        ("material", "wool", None),
    ],
)
def test_figures_of_one_kind_are_in_one_unit(key: str, value: Any, measure: Measure | None) -> None:
    assert measure_of(key, value) == measure


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("knives", "knife"),
        ("watches", "watch"),
        ("boxes", "box"),
        ("shoes", "shoe"),
        ("axes", "axe"),
        ("boots", "boot"),
    ],
)
def test_plurals_meet_their_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
