"""What is offered to say next leads somewhere."""

from typing import Any

from assistant.need import PriceWish, ShoppingNeed
from assistant.template.suggestions import suggest
from catalog.money import to_minor


def test_a_price_limit_leaves_something_and_excludes_something(outfitter: Any) -> None:
    brief = outfitter.brief("jacket")
    (limit,) = [to_minor(text.removeprefix("Under £"), "GBP") for text in suggest(brief) if text.startswith("Under")]
    prices = [product.price.amount for product in outfitter.products]
    assert min(prices) < limit < max(prices)


def test_where_nothing_is_below_the_limit_one_that_something_is_below_is_offered(outfitter: Any) -> None:
    need = ShoppingNeed(text="jacket", price=PriceWish(max=2000))
    brief = outfitter.brief("jacket under 20", need, found=("coldgate",), relaxed=("price",))
    assert [text for text in suggest(brief) if text.startswith("Under")] == ["Under £200"]


def test_what_leads_nowhere_is_not_offered(outfitter: Any) -> None:
    brief = outfitter.brief("jacket")
    assert suggest(brief)[0].startswith("Under")
    assert not any(text.startswith("Under") for text in suggest(brief, lambda text: not text.startswith("Under")))
    assert suggest(brief, lambda text: False) == ()


def test_what_the_model_proposes_comes_first_and_once(outfitter: Any) -> None:
    brief = outfitter.brief("jacket")
    ours = suggest(brief)
    assert suggest(brief, proposed=["Is it warm?", ours[0].upper()])[:2] == ("Is it warm?", ours[0].upper())
    assert len({text.casefold() for text in suggest(brief, proposed=[ours[0].upper()])}) == len(ours)
    looked_into: list[str] = []
    suggest(brief, lambda text: bool(looked_into.append(text)), proposed=["a", "b", "c", "d"])
    assert looked_into == []


def test_a_colour_is_in_stock_and_was_not_asked_for(outfitter: Any) -> None:
    need = ShoppingNeed(text="moss jacket", attributes={"Colour": ("Moss",)})
    assert "In slate" in suggest(outfitter.brief("a moss jacket", need))
    assert not any(text.startswith("In ") for text in suggest(outfitter.brief("shell", found=("squall",))))


def test_comparing_needs_two(outfitter: Any) -> None:
    assert "Compare the first two" in suggest(outfitter.brief("jacket"))
    assert "Compare the first two" not in suggest(outfitter.brief("jacket", found=("windline",)))


def test_opinions_are_offered_only_of_rated_products(outfitter: Any, grocer: Any) -> None:
    assert "What do people say about the Windline Softshell?" in suggest(outfitter.brief("x", found=("windline",)))
    assert not any("people say" in text for text in suggest(grocer.brief("cola", found=("cola",))))


def test_a_brand_is_offered_only_when_there_is_a_choice(outfitter: Any, grocer: Any) -> None:
    assert "Only Skerry" in suggest(outfitter.brief("pegs", found=("squall", "pegs", "coldgate")))
    need = ShoppingNeed(text="pegs", brands=("Skerry",))
    assert "Only Skerry" not in suggest(outfitter.brief("Skerry pegs", need, found=("squall", "pegs", "coldgate")))
    assert not any(text.startswith("Only") for text in suggest(grocer.brief("drinks")))


def test_after_a_shop_question_come_other_topics_of_the_documents(outfitter: Any) -> None:
    need = ShoppingNeed(text="ship to norway", kind="shop_question")
    items = suggest(outfitter.brief("do you ship to Norway", need, found=(), policies=outfitter.policies))
    assert items[:2] == ("How do returns work?", "How long is the warranty?")


def test_small_talk_invites_to_categories_that_exist(outfitter: Any) -> None:
    assert suggest(outfitter.brief("hello", ShoppingNeed(kind="chat"), found=())) == (
        "Show me jackets",
        "Show me tents",
    )
