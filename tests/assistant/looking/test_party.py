"""For how many people something is looked for, and made."""

from typing import Any

import pytest

from assistant.looking.party import made_for, misfit, party_size
from assistant.understanding.party_phrases import with_people_counted
from catalog.product import Product


def tent(title: str = "Ridge Tent", **attributes: Any) -> Product:
    return Product.model_validate({"id": "t", "title": title, "variants": [{"id": "t-1"}], "attributes": attributes})


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("tent for two people", 2),
        ("2 person tent", 2),
        ("4-man tent", 4),
        ("a two-person tent", 2),
        ("tent for a family of five", 5),
        ("tent that sleeps 3", 3),
        ("teapot for two", 2),
        ("teapot for two under 40", 2),
        ("tent for two weeks", None),
        ("tent for 200", None),
        ("tent under 200", None),
        ("six mugs", None),
    ],
)
def test_words_speak_of_so_many_people(text: str, size: int | None) -> None:
    assert party_size(text) == size


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("a tent for me and my two kids", "a tent for 3 people"),
        ("a tent for me and my wife", "a tent for 2 people"),
        ("a tent for two adults and a toddler", "a tent for 3 people"),
        ("a hat for me and my bike", "a hat for me and my bike"),
        ("a present for my two kids", "a present for my two kids"),
    ],
)
def test_people_are_counted_up(text: str, counted: str) -> None:
    assert with_people_counted(text) == counted


@pytest.mark.parametrize(
    ("product", "places"),
    [
        (tent(sleeps=3), 3),
        (tent(sleeps="2-3"), 3),
        (tent(Persons="4 persons"), 4),
        (tent("Ridge Two-Person Tent"), 2),
        (tent("Ridge Two-Person Tent", sleeps=1), 1),
        (tent(sleeps=True), None),
        (tent(), None),
    ],
)
def test_a_record_says_for_how_many_it_is(product: Product, places: int | None) -> None:
    assert made_for(product) == places


def test_what_fits_comes_before_what_is_too_large_and_that_before_what_is_too_small() -> None:
    sizes = [1, 2, 3, 4, 6]
    assert sorted(sizes, key=lambda n: misfit(tent(sleeps=n), 3)) == [3, 4, 6, 2, 1]
    assert misfit(tent(), 3) == misfit(tent(sleeps=6), 3)
