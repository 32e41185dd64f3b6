"""How the template writer answers "find me …"."""

import re
from typing import Any

from assistant.need import PriceWish, ShoppingNeed
from catalog.money import Money
from shoppers.profile import Budget, ShopperProfile


def reason(writer: Any, brief: Any, product_id: str) -> str:
    return str(next(card.reason for card in writer.cards(brief) if card.product_id == product_id))


def test_the_price_is_held_against_the_limit(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="jacket for cycling", price=PriceWish(max=12000))
    brief = outfitter.brief("a jacket for cycling under 120", need)
    assert "£31 under your £120" in writer.text(brief)
    assert "£9 over your £120" in reason(writer, brief, "coldgate")


def test_the_budget_of_the_profile_is_called_a_budget(outfitter: Any, writer: Any) -> None:
    profile = ShopperProfile(budget=Budget(max=Money(amount=10000, currency="GBP")))
    brief = outfitter.brief("a jacket", profile=profile)
    assert "£11 under your budget of £100" in writer.text(brief)


def test_a_sale_names_the_former_price(outfitter: Any, writer: Any) -> None:
    assert "£89, down from £119" in writer.text(outfitter.brief("jacket", found=("windline",)))


def test_a_wish_is_answered_with_the_figure_of_the_record(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("warm jacket for cycling", found=("coldgate",))
    text = writer.text(brief)
    assert all(fact in text for fact in ("is insulated", "rated warm to -6 °C", "meant for cycling"))


def test_a_wish_that_the_record_denies_is_named_as_missed(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("waterproof jacket", found=("windline",))
    assert "not waterproof" in writer.text(brief)
    assert "not waterproof" in reason(writer, brief, "windline")


def test_a_word_that_no_record_mentions_is_not_promised(outfitter: Any, writer: Any) -> None:
    text = writer.text(outfitter.brief("reflective jacket", found=("windline", "coldgate")))
    assert "None of these records mentions “reflective”" in text


def test_words_of_a_denying_sentence_are_no_promise(outfitter: Any, writer: Any) -> None:
    text = writer.text(outfitter.brief("heavy", found=("windline",)))
    assert "heavy rain" not in text


def test_when_no_word_is_known_the_answer_says_that_it_goes_by_meaning(outfitter: Any, writer: Any) -> None:
    assert "I don't find “anorak” by name" in writer.text(outfitter.brief("anorak", found=("windline",)))


def test_the_next_ones_differ_in_figures_that_both_state(outfitter: Any, writer: Any) -> None:
    text = writer.text(outfitter.brief("jacket", found=("windline", "coldgate")))
    assert "(£129)" in text
    assert "120 g more" in text
    assert "rated higher (4.6 against 4.2)" in text


def test_a_plural_name_takes_a_plural_verb(outfitter: Any, writer: Any) -> None:
    text = writer.text(outfitter.brief("metal", found=("windline", "pegs")))
    assert "(£12.50) are made of steel" in text


def test_one_rating_is_one_rating(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("shell", found=("squall",))
    assert "3.8 from 1 rating" in reason(writer, brief, "squall")
    assert "3.8" not in writer.text(brief)  # one rating tells nothing; the card has it


def test_out_of_stock_is_said(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("shell", found=("squall",))
    assert "out of stock just now" in writer.text(brief)
    assert "out of stock" in reason(writer, brief, "squall")


def test_a_wanted_size_counts_only_if_it_can_be_had(outfitter: Any, writer: Any) -> None:
    wanted = ShoppingNeed(text="jacket", attributes={"Size": ("S",)})
    brief = outfitter.brief("jacket in S", wanted, found=("windline", "coldgate"))
    assert "out of stock in S (only in M, L, and XL now)".replace(", and", " and") in reason(writer, brief, "windline")
    assert "not in S (it comes in M and L)" in reason(writer, brief, "coldgate")


def test_size_and_colour_must_be_had_together(outfitter: Any, writer: Any) -> None:
    wanted = ShoppingNeed(text="jacket", attributes={"Size": ("XL",), "Colour": ("Slate",)})
    brief = outfitter.brief("jacket in XL slate", wanted, found=("windline",))
    assert "out of stock in XL and Slate" in reason(writer, brief, "windline")


def test_a_stated_preference_that_is_met_is_said(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("jacket", profile=ShopperProfile(preferences=("merino",)), found=("coldgate",))
    assert "merino" in reason(writer, brief, "coldgate").casefold()


def test_a_correction_is_told(outfitter: Any, writer: Any) -> None:
    brief = outfitter.brief("waterprof jacket", corrections={"waterprof": "waterproof"}, found=("coldgate",))
    assert writer.text(brief).startswith("I read “waterprof” as “waterproof”.")
    assert "is waterproof" in writer.text(brief)


def test_near_misses_are_called_so_with_the_condition_named(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="jacket", price=PriceWish(max=2000))
    text = writer.text(outfitter.brief("jacket under 20", need, found=("windline", "squall"), relaxed=("price",)))
    assert text.startswith("I found nothing at £20 or less.")
    assert "£69 over your £20" in text
    assert "Nearest to the limit is the **Squall Rain Shell** at £39.50, £19.50 over." in text


def test_a_weak_match_is_not_praised(outfitter: Any, writer: Any) -> None:
    text = writer.text(outfitter.brief("a submarine", is_weak=True))
    assert "wouldn't call either a match" in text
    assert "start with" not in text


def test_an_empty_list_says_what_emptied_it(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="jacket", exclude=("wool",))
    assert "leaves out “wool”" in writer.text(outfitter.brief("no wool", need, found=()))
    need = ShoppingNeed(text="jacket", brands=("Skerry",), price=PriceWish(max=100))
    assert "nothing from Skerry and at £1 or less" in writer.text(outfitter.brief("x", need, found=()))


def test_an_explicit_order_is_acknowledged(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="jacket", sort="price_asc")
    assert writer.text(outfitter.brief("cheapest jacket", need, found=("squall",))).startswith("The cheapest")


def test_cheaper_is_held_against_what_was_pointed_at(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="jacket", references=("coldgate",), cheaper_than_ref=True, cheaper_than=12899)
    text = writer.text(outfitter.brief("cheaper", need, found=("windline",)))
    assert "£40 less than the **Coldgate Winter Jacket**: the **Windline Softshell**" in text
    assert "£128.99" not in text


def test_a_long_title_is_shortened_in_prose_and_whole_on_the_card(electronics: Any, writer: Any) -> None:
    brief = electronics.brief("notebook", found=("nb",))
    name = re.findall(r"\*\*(.+?)\*\*", writer.text(brief))[0]
    assert len(name) <= 60
    assert name.startswith("HP Pavilion dv7-1211ea Notebook")
    assert writer.cards(brief)[0].title.endswith("Home Premium")


def test_a_title_loses_its_own_full_stop_in_prose(electronics: Any, writer: Any) -> None:
    assert "**DELL Latitude E6400**" in writer.text(electronics.brief("notebook", found=("nb2",)))


def test_a_missing_price_is_said_and_no_weight_is_compared_without_a_unit(electronics: Any, writer: Any) -> None:
    assert "its price is not stated" in writer.text(electronics.brief("usb cable", found=("cable",)))
    assert "weigh" not in writer.text(electronics.brief("notebook", found=("nb", "nb2")))


def test_different_questions_do_not_all_begin_alike(outfitter: Any, writer: Any) -> None:
    messages = [f"jacket number {n}" for n in range(40)]
    assert len({writer.text(outfitter.brief(m, found=("windline",)))[:14] for m in messages}) >= 3


def test_a_broad_word_gets_one_question_over_a_real_facet(outfitter: Any, writer: Any) -> None:
    many = [p.model_copy(update={"id": f"{p.id}{n}"}) for n in range(8) for p in outfitter.products[:3]]
    shop = type(outfitter)(tuple(many))
    assert writer.text(shop.brief("jackets")).count("?") == 1
    assert "What is it mainly for: cycling," in writer.text(shop.brief("jackets"))
    assert "?" not in writer.text(outfitter.brief("jackets"))
