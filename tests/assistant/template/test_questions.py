"""How the template writer answers questions about products, comparisons, shop questions and small talk."""

from typing import Any

from assistant.need import ShoppingNeed
from assistant.template.shop_range import in_the_plural
from assistant.template.worded_fact import fact_of
from catalog.product import Product


def ask(shop: Any, writer: Any, message: str, *references: str) -> Any:
    need = ShoppingNeed(text=message, kind="product_question", references=references)
    return writer.answer(shop.brief(message, need, found=()))


def test_a_figure_is_answered_from_the_record(outfitter: Any, writer: Any) -> None:
    assert (
        ask(outfitter, writer, "how much does it weigh?", "windline").text == "The **Windline Softshell** weighs 420 g."
    )
    assert "is made of polyester" in ask(outfitter, writer, "what is it made of?", "windline").text


def test_yes_and_no_come_from_booleans(outfitter: Any, writer: Any) -> None:
    assert ask(outfitter, writer, "is it waterproof?", "coldgate").text.startswith("Yes, the **Coldgate")
    assert ask(outfitter, writer, "is it waterproof?", "windline").text.startswith("No, the **Windline")


def test_what_the_record_does_not_say_is_not_guessed(outfitter: Any, writer: Any) -> None:
    text = ask(outfitter, writer, "is it machine washable?", "windline").text
    assert "“machine” or “washable”" in text
    assert not text.startswith(("Yes", "No,"))


def test_a_description_is_quoted_where_no_figure_answers(outfitter: Any, writer: Any) -> None:
    assert "“It is not for heavy rain.”" in ask(outfitter, writer, "can I wear it in heavy rain?", "windline").text


def test_stock_is_answered_per_variant(outfitter: Any, writer: Any) -> None:
    assert "is in stock in XL, in Moss" in ask(outfitter, writer, "do you have it in XL?", "windline").text
    assert "out of stock in S" in ask(outfitter, writer, "do you have it in size S?", "windline").text
    assert "in stock in size M, L and XL" in ask(outfitter, writer, "which sizes are in stock?", "windline").text
    assert "out of stock at the moment" in ask(outfitter, writer, "is it in stock?", "squall").text


def test_the_price_is_answered(outfitter: Any, writer: Any) -> None:
    assert "costs £89, down from £119" in ask(outfitter, writer, "how much is it?", "windline").text


def test_reviews_are_counted_and_quoted_with_their_source(outfitter: Any, writer: Any) -> None:
    written = ask(outfitter, writer, "what do people say about it?", "windline")
    assert "4.2 out of 5 from 57 ratings" in written.text
    assert "Of 5 written reviews (mean 3.8), 3 are positive, 1 negative and 1 in between." in written.text
    assert "“It needs vents under the arms on long hills.”" in written.text
    assert "“zip”" in written.text
    cited = {citation.source_id for citation in written.citations.items}
    assert "windline-r4" in cited
    assert cited <= {"windline-r1", "windline-r2", "windline-r4"}


def test_a_review_with_a_link_or_an_amount_is_not_quoted(outfitter: Any, writer: Any) -> None:
    assert "evil" not in ask(outfitter, writer, "what do people say about it?", "windline").text


def test_no_reviews_and_no_rating_is_said(outfitter: Any, writer: Any) -> None:
    assert "has rated or reviewed" in ask(outfitter, writer, "any reviews?", "pegs").text


def test_an_unresolved_question_asks_which_one(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="is it washable", kind="product_question")
    text = writer.text(outfitter.brief("is it washable?", need, found=("windline", "squall")))
    assert text.endswith("?")
    assert "**Windline Softshell** or the **Squall Rain Shell**" in text


def test_a_question_that_names_another_product_is_not_answered_for_this_one(outfitter: Any, writer: Any) -> None:
    text = ask(outfitter, writer, "is the Coldgate jacket waterproof?", "windline").text
    assert text.startswith("That doesn't seem to be one of the products")


def test_a_named_product_needs_no_reference(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(text="squall rain shell waterproof", kind="product_question")
    text = writer.text(outfitter.brief("is the Squall Rain Shell waterproof?", need, found=("windline", "squall")))
    assert text.startswith("Yes, the **Squall Rain Shell** is waterproof.")


def test_a_comparison_is_a_table_of_facts(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="compare", references=("windline", "coldgate"))
    written = writer.answer(outfitter.brief("compare the first two", need, found=()))
    table = written.comparison
    rows = dict(zip(table.dimensions, zip(*(entry["values"] for entry in table.entries), strict=True), strict=True))
    assert rows["Price"] == ("£89.00, down from £119.00", "£129.00")
    assert rows["Weight"] == ("420 g", "540 g")
    assert rows["Waterproof"] == ("no", "yes")
    assert rows["Insulated"] == ("not stated", "yes")
    assert "costs £40 more" in written.text


def test_a_comparison_without_pointing_takes_the_cards(outfitter: Any, writer: Any) -> None:
    written = writer.answer(outfitter.brief("compare jackets", ShoppingNeed(text="jackets", kind="compare")))
    assert [entry["product_id"] for entry in written.comparison.entries] == ["windline", "coldgate", "squall", "pegs"]


def test_the_order_asked_for_is_the_answer(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="compare", references=("windline", "coldgate", "squall"))
    text = writer.text(outfitter.brief("which is the lightest?", need, found=()))
    assert text.startswith(
        "The lightest of these is the **Squall Rain Shell** (290 g), then the **Windline Softshell**"
    )
    text = writer.text(outfitter.brief("which one is warmest?", need, found=()))
    assert "rated for the coldest" not in text, "only one of them states it"


def test_words_of_a_feed_are_said_as_people_say_them() -> None:
    said = {
        ("assembly_required", False): "needs no assembly",
        ("made_in", "Portugal"): "is made in Portugal",
        ("hood", False): "has no hood",
        ("laptop_sleeve", True): "has a laptop sleeve",
        ("machine_washable", True): "is machine washable",
        ("cartridge_return_recycling", True): "has “cartridge return recycling” among its features",
        ("warm_to_c", -6): "is rated warm to -6 °C",
        ("type", "expedition tent"): "is an expedition tent",
        ("weight_kg", 1.5): "weighs 1.5 kg",
        ("hdd_capacity", "250 GB"): "has an HDD capacity of 250 GB",
        ("type", "dynamic"): "is of type dynamic",
        ("wi_fi_band", "N"): "has an N Wi-Fi band",
        ("detachable_cable", True): "has a detachable cable",
        ("embedded_options_available", False): "has no embedded options available",
        ("built_in_speaker_s", False): "has no built in speakers",
        ("product_colour", "Black,Blue"): "comes in black and blue",
    }
    for (key, value), clause in said.items():
        assert fact_of(key, value).clause == clause


def test_shelves_and_wishes_are_named_in_the_plural() -> None:
    assert [in_the_plural(name) for name in ("Processor", "Rugs & Throws", "Mouse")] == [
        "Processors",
        "Rugs & Throws",
        "Mice",
    ]


def test_the_brand_is_told(outfitter: Any, writer: Any) -> None:
    assert "is Fjellmark" in ask(outfitter, writer, "which brand is it?", "windline").text


def test_one_product_cannot_be_compared(outfitter: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="compare", references=("windline",))
    written = writer.answer(outfitter.brief("compare it", need, found=()))
    assert written.comparison is None
    assert written.text.startswith("What shall I compare")


def test_labels_are_for_people(electronics: Any, writer: Any) -> None:
    need = ShoppingNeed(kind="compare", references=("nb", "nb2"))
    table = writer.answer(electronics.brief("compare", need, found=())).comparison
    assert {"HDD capacity", "Touchscreen", "Internal memory"} <= set(table.dimensions)
    assert not any("_" in label for label in table.dimensions)


def shop_question(shop: Any, writer: Any, message: str) -> Any:
    need = ShoppingNeed(text=message, kind="shop_question")
    return writer.answer(shop.brief(message, need, found=(), policies=shop.policies))


def test_a_shop_question_is_answered_to_the_point_with_its_source(outfitter: Any, writer: Any) -> None:
    written = shop_question(outfitter, writer, "do you ship to Norway?")
    assert "Norway: £12.95; 5–8 working days." in written.text
    assert "Canada" not in written.text
    assert [citation.source_id for citation in written.citations.items] == ["shipping#abroad"]
    assert "2 years" in shop_question(outfitter, writer, "how long is the warranty").text
    assert "60 days" in shop_question(outfitter, writer, "what is your returns policy").text


def test_a_word_the_document_does_not_name_is_said(outfitter: Any, writer: Any) -> None:
    assert "does not mention “peru”" in shop_question(outfitter, writer, "do you ship to Peru?").text.casefold()


def test_what_no_document_says_is_not_invented(outfitter: Any, writer: Any) -> None:
    written = shop_question(outfitter, writer, "do you employ apprentices?")
    assert written.citations is None
    assert "guess" in written.text


def chat(shop: Any, writer: Any, message: str) -> str:
    return str(writer.text(shop.brief(message, ShoppingNeed(kind="chat"), found=())))


def test_small_talk_is_short_and_leads_back(outfitter: Any, grocer: Any, writer: Any) -> None:
    assert "jackets" in chat(outfitter, writer, "hello")
    assert "soft drinks" in chat(grocer, writer, "hi there")
    assert "AI assistant" in chat(outfitter, writer, "who are you?")
    assert "AI assistant" in chat(outfitter, writer, "are you a real person?")
    assert "jackets" in chat(outfitter, writer, "tell me a joke")
    assert "?" not in chat(outfitter, writer, "goodbye")


def test_what_only_the_name_tells_is_told_as_such(make_shop: Any) -> None:
    named = {"id": "c", "title": "Voltaire Charger 60W - 2m cable", "attributes": {"plug": "UK"}}
    shop = make_shop([Product.model_validate({**named, "variants": [{"id": "c"}]})])
    for question in ("does it come with a cable?", "how many cable has it?"):
        need = ShoppingNeed(text=question, kind="product_question", references=("c",))
        assert "says “2m cable”; the record tells no more of that." in shop.say(question, need).text


def test_a_language_in_capitals_is_no_other_product(make_shop: Any) -> None:
    records = [("k", "Claviere Keyboard", {"plug": "USB"}), ("o", "Other Keyboard", {"layout": "German"})]
    shop = make_shop(
        [Product.model_validate({"id": i, "title": t, "attributes": a, "variants": [{"id": i}]}) for i, t, a in records]
    )
    need = ShoppingNeed(text="is it German?", kind="product_question", references=("k",))
    assert "“german” for the **Claviere Keyboard**" in shop.say("is it German?", need).text


def test_what_is_to_be_done_says_more_than_the_thing(sample: Any) -> None:
    told = sample.say("can I return the boots if they don't fit?")
    assert told.written.citations and told.written.citations.items[0].source_id.startswith("returns")
    cards = sample.say("do you do gift cards?").written.citations
    assert cards and cards.items[0].source_id == "faq#do-you-sell-gift-cards"
