"""Comparisons are decided by facts, or honestly left open; questions are answered from record and reviews."""

from typing import Any

from assistant.need import ShoppingNeed

BOTH = ("windline", "coldgate")


def compare(shop: Any, writer: Any, message: str, text: str = "", refs: tuple[str, ...] = BOTH) -> Any:
    need = ShoppingNeed(kind="compare", text=text, references=refs)
    return writer.answer(shop.brief(message, need, found=()))


def test_the_one_that_meets_the_words_by_its_record_is_named(outfitter: Any, writer: Any) -> None:
    text = compare(outfitter, writer, "which is better for rain?", "better rain").text
    assert text.startswith("For “rain”, the facts speak for the **Coldgate Winter Jacket**: it is waterproof")
    assert "The **Windline Softshell** is not waterproof." in text


def test_what_no_record_speaks_to_is_left_open(outfitter: Any, writer: Any) -> None:
    written = compare(outfitter, writer, "which is better for sailing?", "better sailing")
    assert "leave that open" in written.text and written.comparison is not None


def test_records_that_say_the_same_are_level(outfitter: Any, writer: Any) -> None:
    assert "level" in compare(outfitter, writer, "which one is better for cycling?", "cycling").text


def test_a_choice_is_made_with_its_reasons_and_what_less_money_buys(outfitter: Any, writer: Any) -> None:
    text = compare(outfitter, writer, "which one would you take?").text
    assert text.startswith("I'd take the **Coldgate Winter Jacket**: it has the strongest ratings")
    assert "If the price decides, the **Windline Softshell** costs £40 less." in text


def test_what_is_out_of_stock_is_not_chosen(outfitter: Any, writer: Any) -> None:
    text = compare(outfitter, writer, "which would you take?", refs=("squall", "windline")).text
    assert "I'd take the **Windline Softshell**" in text


def test_of_three_it_is_told_who_leads_in_what(outfitter: Any, writer: Any) -> None:
    text = compare(outfitter, writer, "compare these", refs=("windline", "coldgate", "squall")).text
    assert "The **Squall Rain Shell** costs least" in text
    assert "the **Coldgate Winter Jacket** has the highest rating (4.6 out of 5 from 48 ratings)" in text
    assert "is the lightest (290 g)" in text


def test_what_the_record_leaves_open_is_answered_from_reviews_with_their_ids(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="product_question", text="vents", references=("windline",))
    written = writer.answer(outfitter.brief("does it have vents?", need, found=()))
    assert written.text.startswith("The record of the **Windline Softshell** doesn't say.")
    assert "“It needs vents under the arms on long hills.”" in written.text
    assert [one.source_id for one in written.citations.items] == ["windline-r4"]


def test_what_neither_record_nor_reviews_mention_is_not_guessed(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="product_question", text="sailing", references=("windline",))
    written = writer.answer(outfitter.brief("is it good for sailing?", need, found=()))
    assert "sailing" in written.text and written.citations is None
