"""What a sentence says of one size or colour: each honest reading passes, and its lying twin is held back."""

import pytest

from assistant.grounding.product_facts import ProductFacts
from assistant.grounding.variant_labels import combinations_of, labels_in
from assistant.grounding.verifier import AnswerVerifier, Facts
from catalog.product import Product

#: Of boot UK 7 in Peat and UK 12 in Slate are gone; of flask 1 L in Signal; of cushion 45 x 45 cm in Sage; of jacket L
#: in Coral; of bag the Long.
BOOT = "The Cairn Walking Boot is waterproof.\n"
FLASK = "The Ashdown Vacuum Flask is steel.\n"
CUSHION = "The Linen Cushion comes in Sage and Rust.\n"
JACKET = "The Tatra Ski Jacket is warm.\n"
BAG = "The Larkspur Down Bag is warm.\n"
PAIRS = """
BOOT | UK 8 is in stock in both colours.
  but not | UK 7 is in stock in both colours.
BOOT | UK 8 is in stock in both Peat and Slate.
  but not | UK 12 is in stock in both Peat and Slate.
BOOT | UK 7 in Peat is sold out.
  but not | UK 7 in Slate is sold out.
BOOT | UK 7 is out of stock in Peat, but UK 8 in Peat is available.
  but not | UK 7 is out of stock in Peat, but UK 12 in Slate is available.
BOOT | UK 8 and 12 are available.
  but not | UK 8 and 12 are available in Slate.
BOOT | It comes in UK 7 to UK 12; the 7 in Peat and the 12 in Slate are sold out.
  but not | It comes in UK 7 to UK 12; the 7 in Slate and the 12 in Peat are sold out.
BOOT | It is in stock in every size and colour except UK 7 in Peat and UK 12 in Slate.
  but not | It is in stock in every size and colour except UK 7 in Peat.
FLASK | It's £32 for 1 L or £25 for 0.5 L.
  but not | It's £25 for 1 L or £32 for 0.5 L.
FLASK | The half litre costs £25 and the one-litre £32.
  but not | The half litre costs £32 and the one-litre £25.
FLASK | The litre in Signal is sold out.
  but not | The half litre in Signal is sold out.
FLASK | The only combination sold out is 1 L in Signal.
  but not | The only combination sold out is 1 L in Black.
FLASK | In the smaller size, Signal is available.
  but not | In the smaller size, Signal is out of stock.
FLASK | There is a 1 L version as well, but that's sold out in Signal.
  but not | There is a 1 L version as well, but that's sold out in Black.
FLASK | It's £25 or £32, in Black or Signal, as Signal is sold out in the large size.
  but not | It's £25 or £32, in Black or Signal, as Signal is sold out in the small size.
FLASK | The half litre is £25 and the litre £32, where Signal is currently out of stock.
  but not | The litre is £32 and the half litre £25, where Signal is currently out of stock.
FLASK | In der größeren Variante ist Signal zurzeit nicht lieferbar.
  but not | In der kleineren Variante ist Signal zurzeit nicht lieferbar.
JACKET | In L gibt es sie in Black oder Navy, Coral ist in dieser Größe ausverkauft.
  but not | In M gibt es sie in Black oder Navy, Coral ist in dieser Größe ausverkauft.
FLASK | Bis auf Signal mit einem Liter ist alles lieferbar.
  but not | Bis auf Black mit einem Liter ist alles lieferbar.
CUSHION | The 50 x 50 cm is in stock at £38, but the 45 x 45 cm is sold out in Sage.
  but not | The 50 x 50 cm is in stock at £38, but the 45 x 45 cm is sold out in Rust.
CUSHION | The 45 x 45 cm is £32 and the 50 x 50 cm £38.
  but not | The 45 x 45 cm is £38 and the 50 x 50 cm £32.
JACKET | It comes in M to XL, with only L in Coral sold out.
  but not | It comes in M to XL, with only M in Coral sold out.
JACKET | Medium in Coral is available, but large in Coral is out of stock.
  but not | Medium in Coral is out of stock, but large in Coral is available.
JACKET | With only L in Coral sold out, most sizes are available.
  but not | Only Coral is sold out.
BAG | It also has a Long, but that's out of stock.
  but not | It also has a Standard, but that's out of stock.
"""
ABROAD = """
JACKET | In L ist Coral ausverkauft, Black ist lieferbar.
  but not | In L ist Black ausverkauft, Coral ist lieferbar.
JACKET | In Schwarz ist sie verfügbar.
  but not | In Schwarz ist sie ausverkauft.
FLASK | De 1 L queda Black; la Signal está agotada.
  but not | De 1 L queda Signal; la Black está agotada.
FLASK | Die Flasche kostet £25 in 0,5 L und £32 in 1 L.
  but not | Die Flasche kostet £32 in 0,5 L und £25 in 1 L.
"""


def _product(
    title: str, options: dict[str, tuple[str, ...]], gone: set[tuple[str, ...]], prices: dict[str, int]
) -> Product:
    names = list(options)
    rows: list[tuple[str, ...]] = [()]
    for values in options.values():
        rows = [(*row, value) for row in rows for value in values]
    variants = [
        {
            "id": f"{title}-{'-'.join(row)}",
            "price": {"amount": prices.get(row[0], prices[""]), "currency": "GBP"},
            "availability": {"available": row not in gone, "status": "out_of_stock" if row in gone else "in_stock"},
            "options": [{"name": name, "label": label} for name, label in zip(names, row, strict=True)],
        }
        for row in rows
    ]
    return Product.model_validate({"id": title, "title": title, "variants": variants})


PRODUCTS = (
    _product(
        "Cairn Walking Boot",
        {"Size": ("UK 7", "UK 8", "UK 12"), "Colour": ("Peat", "Slate")},
        {("UK 7", "Peat"), ("UK 12", "Slate")},
        {"": 13900},
    ),
    _product(
        "Ashdown Vacuum Flask",
        {"Capacity": ("0.5 L", "1 L"), "Colour": ("Black", "Signal")},
        {("1 L", "Signal")},
        {"": 3200, "0.5 L": 2500},
    ),
    _product(
        "Linen Cushion",
        {"Size": ("45 x 45 cm", "50 x 50 cm"), "Colour": ("Sage", "Rust")},
        {("45 x 45 cm", "Sage")},
        {"": 3800, "45 x 45 cm": 3200},
    ),
    _product(
        "Tatra Ski Jacket", {"Size": ("M", "L", "XL"), "Colour": ("Coral", "Black")}, {("L", "Coral")}, {"": 21000}
    ),
    _product("Larkspur Down Bag", {"Length": ("Standard", "Long")}, {("Long",)}, {"": 22900}),
)
_SPOKEN = {"BOOT": BOOT, "FLASK": FLASK, "CUSHION": CUSHION, "JACKET": JACKET, "BAG": BAG}


def _pairs(text: str) -> list[tuple[str, str, str]]:
    lines = text.strip().splitlines()
    found = []
    for honest, lie in zip(lines[::2], lines[1::2], strict=True):
        name, _, said = honest.partition(" | ")
        found.append((_SPOKEN[name], said, lie.partition(" | ")[2]))
    return found


def _corrections(before: str, said: str, language: str = "en") -> list[str]:
    facts = Facts.gather(PRODUCTS)
    facts.language = language
    verifier = AnswerVerifier(facts)
    verifier.feed(before)
    assert not verifier.corrections
    verifier.feed(said)
    verifier.finish()
    return [f"{c.kind}: {c.said}" for c in verifier.corrections]


@pytest.mark.parametrize(("before", "honest", "lie"), _pairs(PAIRS))
def test_what_is_said_of_a_size_or_colour_is_held_against_that_one(before: str, honest: str, lie: str) -> None:
    assert _corrections(before, honest) == []
    assert _corrections(before, lie) != []


@pytest.mark.parametrize(("before", "honest", "lie"), _pairs(ABROAD))
def test_it_is_in_other_languages_too(before: str, honest: str, lie: str) -> None:
    language = "es" if " queda " in honest else "de"
    assert _corrections(before, honest, language) == []
    assert _corrections(before, lie, language) != []


def test_that_colour_is_the_one_told_before() -> None:
    sage, rust = "The Linen Cushion in Sage is soft.\n", "The Linen Cushion in Rust is soft.\n"
    assert _corrections(sage, "The 45 x 45 cm is sold out in that colour.") == []
    assert _corrections(rust, "The 45 x 45 cm is sold out in that colour.") != []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("UK 7 and 8", ["UK 7", "UK 8"]),
        ("rated 8 by 12 people", []),
        ("UK 7 to UK 12 in Peat", ["UK 7", "UK 8", "UK 12", "Peat"]),
        ("a slate roof", ["Slate"]),
    ],
)
def test_labels_are_read_as_they_are_written(text: str, labels: list[str]) -> None:
    assert [label.value for label in labels_in(text, ProductFacts(PRODUCTS[0]))] == labels


def test_labels_in_turn_are_pairs_and_others_go_each_with_each() -> None:
    boot = ProductFacts(PRODUCTS[0])
    assert combinations_of(labels_in("UK 7 in Peat and UK 12 in Slate", boot)) == [{"UK 7", "Peat"}, {"UK 12", "Slate"}]
    assert combinations_of(labels_in("UK 7 in Peat and Slate", boot)) == [{"UK 7", "Peat"}, {"UK 7", "Slate"}]
