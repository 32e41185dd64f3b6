"""What the shopper's own history says for a product."""

from dataclasses import replace

import pytest

from assistant.brief import TurnBrief
from assistant.need import ShoppingNeed
from assistant.template.reasons import reasons_for
from assistant.template.taste_words import taste_note, taste_sentence
from assistant.template.writer import write_answer
from catalog.candidate import Candidate, Evidence
from tests.assistant.template.conftest import SmallShop, cards_of, product

SHOP = SmallShop(
    (
        product("lamp", "Harbour Desk Lamp", 5_900),
        product("bulb", "Warm Filament Bulb", 900),
        product("tent", "Fell Tent", 24_000),
    )
)


def brief(*evidence: Evidence, text: str = "a lamp") -> TurnBrief:
    """The lamp and the tent are found, the bulb is known from before."""
    made = SHOP.brief("a lamp", ShoppingNeed(text=text))
    candidates = (Candidate("lamp", 1.0, evidence), Candidate("tent", 0.5))
    return replace(made, candidates=candidates)


LAMP, TENT = SHOP.products[0], SHOP.products[2]


@pytest.mark.parametrize(
    ("evidence", "note"),
    [
        (Evidence("item_neighbours", 0.2, "bulb"), "often chosen along with the Warm Filament Bulb"),
        (Evidence("session_neighbours", 0.2, "bulb"), "often looked at after the Warm Filament Bulb"),
        (Evidence("als", 0.2, "bulb"), "a choice of shoppers who took to the Warm Filament Bulb"),
        (Evidence("complement", 1.0, "bulb"), "picked by the shop to go with the Warm Filament Bulb"),
        (Evidence("repeat_purchase", 0.2, "lamp"), "you have bought it before"),
        (Evidence("repeat_purchase", 0.2, "bulb"), ""),  # another product was bought, not this one
        (Evidence("item_neighbours", 0.2), ""),  # no cause, no claim
        (Evidence("item_neighbours", 0.2, "gone"), ""),  # nothing is known of it any more
        (Evidence("item_neighbours", 0.01, "bulb"), ""),  # too weak to be a reason
        (Evidence("popularity", 0.9), ""),
    ],
)
def test_only_what_the_evidence_proves_is_said(evidence: Evidence, note: str) -> None:
    assert taste_note(LAMP, brief(evidence)) == note


def test_the_strongest_reason_is_the_one_given() -> None:
    told = brief(Evidence("als", 0.1, "bulb"), Evidence("item_neighbours", 0.3, "bulb"))
    assert taste_note(LAMP, told).startswith("often chosen along")


def test_it_is_on_the_card_and_in_the_answer() -> None:
    told = brief(Evidence("item_neighbours", 0.2, "bulb"))
    assert "ften chosen along with the Warm Filament Bulb" in reasons_for([LAMP], told)[0]
    assert "It is often chosen along with the Warm Filament Bulb." in write_answer(told, cards_of(told)).text
    assert taste_sentence(TENT, told) == ""


def test_without_words_products_of_different_kinds_are_not_compared() -> None:
    text = write_answer(brief(text=""), cards_of(brief(text=""))).text
    assert "Fell Tent" in text
    assert "costs" not in text
