"""What the model calls: cards, tables and sources come from the catalog, in the ranker's order, at once."""

import threading
import time
from typing import Any

import pytest

from assistant.fakes import WordSearch
from assistant.language_model import (
    ModelStop,
    TextDelta,
    ToolCall,
)
from assistant.scripted import call_tools, say
from assistant.stream import Citations, Comparison, Products, Suggestions
from catalog.filter import ProductFilter
from tests.assistant.agent_shop import (
    LIES,
    PRODUCTS,
    RANKED,
    OpenShop,
    cards,
    check_one_list,
    end_of,
    presenting,
    product,
    prose,
)


def test_a_card_is_out_the_moment_its_call_is_whole(open_shop: OpenShop) -> None:
    """Before the model's next word, and before its stream ends."""
    items = [{"product_id": "rain", "reason": "Keeps the rain out."}]
    script = [
        TextDelta("The Regn Shell Jacket keeps the rain out. "),
        ToolCall("1", "present_products", {"items": items, "layout": "carousel"}),
        TextDelta("On cold days the Nordlys Down Jacket is warmer."),
        ModelStop("end_turn"),
    ]
    shop = open_shop(script)
    events = shop.ask()
    lists = [event for event in events if isinstance(event, Products)]
    assert [[card.product_id for card in event.items] for event in lists] == [RANKED[:4], ["rain"], ["rain", "warm"]]
    assert lists[1].layout == "carousel"
    assert {event.list_id for event in lists} == {lists[0].list_id}
    last_word = next(n for n, event in enumerate(events) if "Nordlys" in getattr(event, "text", ""))
    assert events.index(lists[1]) < last_word
    check_one_list(shop, events)


def test_a_call_that_was_cut_off_presents_nothing_and_the_prose_stands(open_shop: OpenShop) -> None:
    script = [TextDelta("The Regn Shell Jacket keeps the rain out. And"), ModelStop("max_tokens")]
    shop = open_shop(script)
    events = shop.ask()
    assert end_of(events).stop_reason == "max_tokens"
    check_one_list(shop, events)


def test_calls_of_a_round_run_side_by_side(open_shop: OpenShop) -> None:
    class Slow(WordSearch):
        """Waits until both searches are there; alone, each would wait in vain."""

        both = threading.Barrier(2)

        def search(self, text: str, where: ProductFilter, limit: int, also: Any = ()) -> Any:
            if text.startswith("boots"):
                self.both.wait(timeout=5)
            return super().search(text, where, limit, also)

    calls = [("search_products", {"query": "boots for rain"}), ("search_products", {"query": "boots for snow"})]
    shop = open_shop(call_tools(*calls), presenting("boots", text="The Sti Trail Boots."), search=Slow(PRODUCTS))
    events = shop.ask()
    assert cards(events) == ["boots"]
    assert shop.model and not any(r.is_error for r in shop.model.requests[1].messages[-1].tool_results)


def test_what_calls_find_is_taken_over_in_their_order_whichever_ends_first(open_shop: OpenShop) -> None:
    class Late(WordSearch):
        def search(self, text: str, where: ProductFilter, limit: int, also: Any = ()) -> Any:
            if text == "boots":
                time.sleep(0.05)
            return super().search(text, where, limit, also)

    shoes = product("shoes", "Myr Shoes", 8_000, "Shoes.", categories=[{"value": "Footwear > Shoes"}])
    calls = call_tools(("search_products", {"query": "boots"}), ("search_products", {"query": "shoes"}))
    both = presenting("shoes", "boots", text="The Myr Shoes or the Sti Trail Boots.")
    products = (*PRODUCTS, shoes)
    for _ in range(3):
        assert cards(open_shop(calls, both, products=products, search=Late(products)).ask()) == ["boots", "shoes"]


def test_a_reply_of_100_kilobytes_is_cut_and_the_stream_closed(open_shop: OpenShop) -> None:
    sentence = "The Regn Shell Jacket keeps the rain out. "
    shop = open_shop([*[TextDelta(sentence)] * (100_000 // len(sentence)), ModelStop("end_turn")])
    events = shop.ask()
    assert end_of(events).stop_reason == "max_tokens"
    assert 1_000 < len(prose(events)) < 10_000
    check_one_list(shop, events)


def test_a_reply_in_which_nothing_is_true_is_answered_by_the_template(open_shop: OpenShop) -> None:
    shop = open_shop(say(" ".join(lie.format(n=7) for lie in LIES)))
    events = shop.ask()
    end = end_of(events)
    assert (end.writer, bool(end.notice)) == ("template", True)
    assert len(prose(events)) > 20 and end.n_corrected >= len(LIES)
    check_one_list(shop, events)


@pytest.mark.parametrize(
    "arguments", [{"query": "\ud800"}, {"query": float("nan")}, {"query": "x" * 50_000}, {"query": "a\x00b"}]
)
def test_arguments_that_no_request_can_carry_again_do_not_break_the_conversation(
    open_shop: OpenShop, arguments: dict[str, Any]
) -> None:
    call = ToolCall("1", "search_products", arguments)
    shop = open_shop([call, ModelStop("tool_use")], say("The Regn Shell Jacket keeps the rain out."))
    assert end_of(shop.ask()).writer == "scripted-1"
    assert len(shop.told.model_dump_json().encode()) < 20_000
    assert end_of(shop.ask("cheaper")).writer == "scripted-1"


def test_two_calls_with_one_id_are_told_apart(open_shop: OpenShop) -> None:
    calls = [ToolCall("same", "search_products", {"query": query}) for query in ("boots", "jacket")]
    shop = open_shop([*calls, ModelStop("tool_use")], say("The Regn Shell Jacket keeps the rain out."))
    assert end_of(shop.ask()).writer == "scripted-1"
    assert shop.model
    results = shop.model.requests[1].messages[-1].tool_results
    assert len({result.call_id for result in results}) == 2


def test_rounds_are_apart_in_the_prose(open_shop: OpenShop) -> None:
    search = call_tools(("search_products", {"query": "boots"}), preamble="Let me see what we have.")
    events = open_shop(search, say("The Sti Trail Boots are for wet trails.")).ask()
    assert prose(events) == "Let me see what we have.\n\nThe Sti Trail Boots are for wet trails."


def test_a_document_that_was_read_supports_the_answer_and_is_cited(open_shop: OpenShop) -> None:
    reads = call_tools(("read_policies", {"question": "send things back"}))
    shop = open_shop(reads, say("You may send things back within 60 days of delivery, unworn."))
    events = shop.ask("a jacket that I can send back")
    assert "60 days" in prose(events)
    cited = [event for event in events if isinstance(event, Citations)]
    assert [source.source_id for event in cited for source in event.items] == ["returns"]
    assert shop.told.citations == ({"source_id": "returns", "title": "Returns", "url": "https://shop.example/returns"},)


def test_without_the_document_the_same_words_are_held_back(open_shop: OpenShop) -> None:
    events = open_shop(say("The Regn Shell Jacket keeps the rain out. Send it back within 60 days.")).ask()
    assert "60 days" not in prose(events)


def test_a_source_cited_earlier_may_be_spoken_of_again(open_shop: OpenShop) -> None:
    said = "You may send things back within 60 days of delivery, unworn."
    shop = open_shop(call_tools(("read_policies", {"question": "send things back"})), say(said))
    shop.ask("a jacket that I can send back")
    assert "60 days" in prose(shop.ask("a jacket"))


def test_a_review_that_is_quoted_is_cited(open_shop: OpenShop) -> None:
    reads = call_tools(("read_reviews", {"product_id": "rain"}))
    shop = open_shop(reads, say("Of the Regn Shell Jacket one says “It kept me dry in a proper storm.”"))
    events = shop.ask()
    assert "proper storm" in prose(events)
    assert [source.source_id for e in events if isinstance(e, Citations) for source in e.items] == ["r1"]


def test_a_comparison_is_filled_by_the_catalog_and_sent_once(open_shop: OpenShop) -> None:
    table = ("present_comparison", {"product_ids": ["warm", "rain"], "values": ["£1"]})
    shop = open_shop(call_tools(table, preamble="The Regn Shell Jacket is the one for rain."))
    events = shop.ask()
    tables = [event for event in events if isinstance(event, Comparison)]
    assert len(tables) == 1
    assert [entry["product_id"] for entry in tables[0].entries] == ["rain", "warm"]
    assert tables[0].entries[0]["values"][0] == "£99.00"


def test_who_asks_for_a_comparison_gets_the_table_though_the_model_forgot_it(open_shop: OpenShop) -> None:
    shop = open_shop(say("Both are good jackets."))
    shop.ask()
    assert any(isinstance(event, Comparison) for event in shop.ask("compare the first two"))


def test_suggestions_of_the_model_come_first_and_none_leads_to_nothing(open_shop: OpenShop) -> None:
    replies = ["Show me boots", "What about spaceships?"]
    events = open_shop(
        call_tools(("suggest_replies", {"replies": replies}), preamble="The Regn Shell Jacket keeps the rain out.")
    ).ask()
    (suggestions,) = [event for event in events if isinstance(event, Suggestions)]
    texts = [item.text for item in suggestions.items]
    assert texts[0] == "Show me boots" and len(texts) > 1 and "What about spaceships?" not in texts


def test_a_product_shown_earlier_may_be_spoken_of_at_its_present_price(open_shop: OpenShop) -> None:
    shop = open_shop(say("The Regn Shell Jacket costs £99.00."))
    shop.ask()
    events = shop.ask("boots")
    assert "Regn Shell Jacket costs £99.00" in prose(events)
