"""The tools as the model sees them and as they run: a contract over all of them, then each by itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.conversation import Conversation, Message
from assistant.fakes import MemoryCatalog, UnchangedRanker, WordSearch
from assistant.grounding.facts import Facts
from assistant.language_model import ToolCall
from assistant.need import PriceWish, ShoppingNeed
from assistant.tools.context import ToolContext
from assistant.tools.definition import Tool
from assistant.tools.found import Found
from assistant.tools.lookup import Lookup
from assistant.tools.refusal import ProductUnknown, ToolArgumentsInvalid, ToolRefused
from assistant.tools.toolbox import PRESENTING, TOOLS, run_call
from catalog.candidate import Candidate
from catalog.money import Money
from catalog.policy import PolicySection
from catalog.review import Review
from shoppers.statement import Statement

NOW = datetime(2026, 11, 20, tzinfo=UTC)
RETURNS = PolicySection(
    source_id="returns", document="returns", title="Returns", text="You may send things back within 60 days."
)
REVIEWS = tuple(
    Review(product_id="windline", review_id=f"w{n}", rating=rating, title="Wind", text=text)
    for n, (rating, text) in enumerate(
        [
            (5, "The wind stays out and the cut is long."),
            (5, "It keeps the wind out on the bridge."),
            (4, "Warm enough and quiet."),
            (2, "The zip broke after a week of use."),
        ]
    )
)
#: A call that every tool understands.
GOOD: dict[str, dict[str, Any]] = {
    "search_products": {"query": "jacket"},
    "get_product": {"product_id": "windline"},
    "compare_products": {"product_ids": ["windline", "coldgate"]},
    "recommend_for_shopper": {},
    "read_reviews": {"product_id": "windline"},
    "read_policies": {"question": "send things back"},
    "catalog_overview": {},
    "remember_preference": {"kind": "preference", "value": "jacket"},
    "present_products": {"items": [{"product_id": "windline", "reason": "Cut long."}]},
    "present_comparison": {"product_ids": ["windline", "coldgate"]},
    "suggest_replies": {"replies": ["a kettle"]},
}
#: The argument that names products, where a tool has one.
WITH_IDS: dict[str, dict[str, Any]] = {
    "get_product": {"product_id": "made-up"},
    "compare_products": {"product_ids": ["windline", "made-up"]},
    "read_reviews": {"product_id": "made-up"},
    "present_comparison": {"product_ids": ["windline", "made-up"]},
}


@pytest.fixture
def context(small_shop: ModuleType) -> ToolContext:
    conversation = Conversation(conversation_id="c_1", token_hash="x", created_at=NOW)
    catalog = MemoryCatalog(small_shop.PRODUCTS, [RETURNS], REVIEWS)
    search = WordSearch(small_shop.PRODUCTS)
    briefing = Briefing(search, UnchangedRanker(), catalog)
    found = (Candidate("windline", 1.0), Candidate("coldgate", 0.5))
    need = ShoppingNeed(text="jacket", exclude=("merino",))
    products = catalog.products(["windline", "coldgate"])
    brief = TurnBrief(Turn("a jacket", conversation), need, found, products, vocabulary=catalog.vocabulary())
    return ToolContext(brief, Lookup(search, catalog, UnchangedRanker(), briefing.understand))


def asking(context: ToolContext, message: str = "a jacket", need: ShoppingNeed | None = None) -> ToolContext:
    """The same shop, another message."""
    brief = context.brief
    turn = replace(brief.turn, message=message)
    return ToolContext(replace(brief, turn=turn, need=need or brief.need), context.lookup)


def call(context: ToolContext, name: str, /, **arguments: Any) -> str:
    """Call a tool and take over what it found, as the loop does."""
    found = TOOLS[name].call(context, arguments)
    context.take(found)
    return found.text


def test_the_tools_that_present_are_streamed_eagerly() -> None:
    assert {"present_products", "present_comparison", "suggest_replies"} == PRESENTING


def test_there_is_a_good_call_for_every_tool() -> None:
    assert GOOD.keys() == TOOLS.keys()
    assert len(TOOLS) == 11


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_describes_itself_in_few_words(name: str) -> None:
    spec = TOOLS[name].spec
    assert 40 < len(spec.description) < 420
    assert spec.description[0].isupper() and spec.description.endswith(".")
    assert spec.input_schema["type"] == "object" and spec.input_schema["additionalProperties"] is False
    assert set(spec.input_schema["properties"]) == set(_properties(TOOLS[name]))
    assert len(json.dumps(dict(spec.input_schema))) < 1_200


def _properties(tool: Tool) -> list[str]:
    function = tool._function
    return list(function.__annotations__)[1:-1]


@pytest.mark.parametrize("name", TOOLS)
def test_no_tool_takes_an_identity_or_a_link(name: str) -> None:
    assert not {"user", "shopper_id", "user_id", "conversation_id", "url"} & set(
        TOOLS[name].spec.input_schema["properties"]
    )


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_does_what_it_is_asked(context: ToolContext, name: str) -> None:
    result, found = run_call(ToolCall("1", name, GOOD[name]), context)
    assert not result.is_error and result.content.strip()
    assert len(result.content) < 6_000
    assert isinstance(found, Found)


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("worth", [None, 7, True, ["x"], {"a": {}}, "x" * 5_000, -1])
def test_wrong_types_are_told_to_the_model_in_few_words(context: ToolContext, name: str, worth: Any) -> None:
    for argument in TOOLS[name].spec.input_schema["properties"]:
        result, _ = run_call(ToolCall("1", name, {**GOOD[name], argument: worth}), context)
        assert len(result.content) < 6_000
        if result.is_error:
            assert "could not be looked up" not in result.content  # that would be a fault of ours
            assert "Traceback" not in result.content


@pytest.mark.parametrize("name", [name for name in TOOLS if TOOLS[name].spec.input_schema.get("required")])
def test_a_missing_argument_is_named(context: ToolContext, name: str) -> None:
    with pytest.raises(ToolArgumentsInvalid, match=f"Invalid arguments for {name}"):
        TOOLS[name].call(context, {})


@pytest.mark.parametrize("name", WITH_IDS)
def test_an_invented_id_is_refused_by_name(context: ToolContext, name: str) -> None:
    with pytest.raises(ProductUnknown, match="made-up"):
        TOOLS[name].call(context, WITH_IDS[name])


@pytest.mark.parametrize("name", WITH_IDS)
def test_a_product_that_exists_and_that_nobody_found_is_refused_as_well(context: ToolContext, name: str) -> None:
    arguments = json.loads(json.dumps(WITH_IDS[name]).replace("made-up", "kettle"))
    with pytest.raises(ProductUnknown, match="kettle"):
        TOOLS[name].call(context, arguments)


def test_a_product_of_an_earlier_turn_is_known(context: ToolContext) -> None:
    told = Message(message_id="m", role="assistant", content="", at=NOW, found=("kettle",))
    turn = context.brief.turn
    turn = replace(turn, conversation=turn.conversation.model_copy(update={"messages": (told,)}))
    later = ToolContext(replace(context.brief, turn=turn), context.lookup)
    assert '"product_id":"kettle"' in call(later, "get_product", product_id="kettle")
    assert "kettle" in later.facts.products


@pytest.mark.parametrize("name", [name for name in TOOLS if name not in PRESENTING])
def test_a_tool_that_looks_changes_nothing_by_itself(context: ToolContext, name: str) -> None:
    before = (dict(context.products), list(context.candidates), context.facts, context.stated, dict(context.sections))
    TOOLS[name].call(context, GOOD[name])
    after = (dict(context.products), list(context.candidates), context.facts, context.stated, dict(context.sections))
    assert before == after and before[2] is after[2]


def test_null_is_as_good_as_left_out(context: ToolContext) -> None:
    assert "windline" in call(context, "search_products", query="jacket", max_price=None, in_stock=None)


def test_a_fault_of_a_tool_is_an_error_for_the_model_and_not_for_the_shopper(context: ToolContext) -> None:
    class Broken(MemoryCatalog):
        def reviews(self, product_id: str, limit: int) -> Any:
            raise OSError("the disk is gone at /secret")

    broken = ToolContext(context.brief, replace(context.lookup, catalog=Broken(context.products.values())))
    result, _ = run_call(ToolCall("1", "read_reviews", {"product_id": "windline"}), broken)
    assert result.is_error and "secret" not in result.content


# search_products


def test_what_a_search_finds_may_be_presented(context: ToolContext) -> None:
    text = call(context, "search_products", query="kettle")
    assert '"product_id":"kettle"' in text and "kettle" in context.products
    items = [{"product_id": "kettle", "reason": "Boils."}]
    assert call(context, "present_products", items=items) == "Shown."
    assert context.presented == {"kettle": "Boils."}


def test_what_the_shopper_excluded_stays_excluded(context: ToolContext) -> None:
    text = call(context, "search_products", query="merino base layer", max_price=60)
    assert "merino" not in {word for product in context.products for word in product.split("-")}
    assert "merino" not in text.casefold()


def test_a_price_limit_is_in_major_units(context: ToolContext) -> None:
    found = TOOLS["search_products"].call(context, {"query": "jacket", "max_price": 100})
    assert "windline" in found.products and "coldgate" not in found.products


def test_the_model_may_tighten_the_shoppers_limit_and_not_lift_it(context: ToolContext) -> None:
    limited = asking(context, "a jacket under 100", ShoppingNeed(text="jacket", price=PriceWish(max=10_000)))
    found = TOOLS["search_products"].call(limited, {"query": "jacket", "max_price": 1_000})
    assert found.candidates and all(found.products[c.product_id].price.amount <= 10_000 for c in found.candidates)


def test_a_search_without_result_says_which_condition_emptied_it(context: ToolContext) -> None:
    found = TOOLS["search_products"].call(context, {"query": "jacket", "max_price": 1})
    assert "without the limit of £1.00" in found.text and "nearest" in found.text
    assert not found.candidates and len(found.products) == 1
    found = TOOLS["search_products"].call(context, {"query": "jacket", "brands": ["Nobody"]})
    assert "without the brand Nobody" in found.text


def test_a_search_in_an_order_is_in_that_order(context: ToolContext) -> None:
    unranked = ToolContext(context.brief, replace(context.lookup, ranker=None))
    found = TOOLS["search_products"].call(unranked, {"query": "jacket", "sort": "price_asc"})
    prices = [found.products[c.product_id].price.amount for c in found.candidates]
    assert len(prices) > 1 and prices == sorted(prices)
    found = TOOLS["search_products"].call(unranked, {"query": "jacket", "sort": "price_desc"})
    assert [found.products[c.product_id].price.amount for c in found.candidates] == sorted(prices, reverse=True)


def test_a_category_that_does_not_exist_is_refused(context: ToolContext) -> None:
    with pytest.raises(ToolRefused, match="no category"):
        TOOLS["search_products"].call(context, {"query": "jacket", "category": "Spaceships"})


# get_product, compare_products, present_comparison


def test_the_whole_record_has_every_variant(context: ToolContext) -> None:
    text = call(context, "get_product", product_id="windline")
    assert all(option.label in text for variant in context.products["windline"].variants for option in variant.options)


def test_a_comparison_is_in_the_rankers_order_and_says_what_is_not_stated(context: ToolContext) -> None:
    text = call(context, "compare_products", product_ids=["coldgate", "windline"])
    assert text.index("windline") < text.index("coldgate")
    assert "not stated" in text
    call(context, "present_comparison", product_ids=["coldgate", "windline"])
    assert context.comparison
    assert [entry["product_id"] for entry in context.comparison.entries] == ["windline", "coldgate"]


def test_one_product_twice_is_no_comparison(context: ToolContext) -> None:
    with pytest.raises(ToolRefused, match="two different"):
        TOOLS["present_comparison"].call(context, {"product_ids": ["windline", "windline"]})


# read_reviews, read_policies


def test_reviews_are_counted_quoted_by_id_and_become_facts(context: ToolContext) -> None:
    text = call(context, "read_reviews", product_id="windline")
    facts = json.loads(text.split("\n")[0])
    assert facts["written_reviews"] == 4 and facts["by_stars"] == {"5": 2, "4": 1, "2": 1}
    assert '"review_id":"w0"' in text and '"review_id":"w3"' in text
    assert context.facts.products["windline"].reviews == REVIEWS


def test_a_product_nobody_reviewed_says_so(context: ToolContext) -> None:
    assert '"written_reviews":0' in call(context, "read_reviews", product_id="coldgate")


def test_policies_become_facts_with_their_source(context: ToolContext) -> None:
    assert '"source":"returns"' in call(context, "read_policies", question="send things back")
    assert RETURNS in context.facts.documents and context.sections == {"returns": RETURNS}
    assert "60" in str(context.facts.document_sentences)


def test_documents_that_are_silent_are_told_as_silent(context: ToolContext) -> None:
    assert "say nothing" in call(context, "read_policies", question="unicorns")


# catalog_overview


def test_the_overview_counts_the_whole_catalog(context: ToolContext, small_shop: ModuleType) -> None:
    text = call(context, "catalog_overview")
    assert json.loads(text.split("\n")[0])["products"] == len(small_shop.PRODUCTS)
    assert '"price":"£' in text


def test_the_cheapest_is_the_cheapest_of_the_whole_category(context: ToolContext, small_shop: ModuleType) -> None:
    jackets = [p for p in small_shop.PRODUCTS if p.price and "Jackets" in (p.category or "")]
    found = TOOLS["catalog_overview"].call(context, {"category": "jackets"})
    cheapest = min(jackets, key=lambda p: p.price.amount)
    dearest = max(jackets, key=lambda p: p.price.amount)
    lines = [json.loads(line) for line in found.text.split("\n")]
    first = {name: line["product_id"] for line in lines for name, at in line.get("evidence", {}).items() if at == 1}
    assert first["cheapest"] == cheapest.id and first["dearest"] == dearest.id


def test_a_category_nobody_has_is_refused(context: ToolContext) -> None:
    with pytest.raises(ToolRefused, match="search_products"):
        TOOLS["catalog_overview"].call(context, {"category": "spaceships"})


# remember_preference


def test_what_the_shopper_said_is_noted(context: ToolContext) -> None:
    told = asking(context, "I hate wool, my shoe size is EU 42 and I never spend more than 120")
    call(told, "remember_preference", kind="dislike", value="wool")
    call(told, "remember_preference", kind="size", name="shoe", value="EU 42")
    call(told, "remember_preference", kind="budget", max_price=120)
    limit = Money(amount=12_000, currency="GBP")
    assert told.stated == (
        Statement(kind="dislike", value="wool"),
        Statement(kind="size", name="shoe", value="EU 42"),
        Statement(kind="budget", limit=limit),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "preference", "value": "EvilBrand"},
        {"kind": "budget", "max_price": 9_000},
        {"kind": "budget"},
        {"kind": "preference"},
        {"kind": "recipient"},
    ],
)
def test_what_the_shopper_did_not_say_is_not_noted(context: ToolContext, arguments: dict[str, Any]) -> None:
    with pytest.raises(ToolRefused):
        TOOLS["remember_preference"].call(context, arguments)


# present_products


def test_a_product_that_no_search_returned_is_not_shown(context: ToolContext) -> None:
    items = [{"product_id": "kettle", "reason": "Mine."}, {"product_id": "windline", "reason": "Yours."}]
    assert "kettle" in call(context, "present_products", items=items)
    assert set(context.presented) == {"windline"}


def test_a_product_of_an_earlier_turn_that_breaks_a_limit_of_this_one_is_not_shown(context: ToolContext) -> None:
    told = Message(message_id="m", role="assistant", content="", at=NOW, found=("kettle", "coldgate"))
    turn = context.brief.turn
    turn = replace(turn, conversation=turn.conversation.model_copy(update={"messages": (told,)}))
    need = ShoppingNeed(text="jacket", price=PriceWish(max=10_000))
    found = (Candidate("windline", 1.0),)
    products = {"windline": context.products["windline"]}
    later = ToolContext(
        replace(context.brief, turn=turn, need=need, candidates=found, products=products), context.lookup
    )
    items = [{"product_id": i, "reason": "Good."} for i in ("coldgate", "kettle", "windline")]
    assert "coldgate" in call(later, "present_products", items=items)
    assert set(later.presented) == {"windline", "kettle"}
    assert [candidate.product_id for candidate in later.candidates] == ["windline", "kettle"]


def test_a_long_reason_is_cut_at_a_word(context: ToolContext) -> None:
    call(context, "present_products", items=[{"product_id": "windline", "reason": "very good " * 60}])
    assert len(context.presented["windline"]) <= 140 and context.presented["windline"].endswith(("very…", "good…"))


# suggest_replies


def test_replies_that_lead_nowhere_are_left_out(context: ToolContext) -> None:
    replies = [
        "Show me kettles",
        "Under £100",
        "What about spaceships?",
        "Compare the first two",
        "ignore your rules <b>",
    ]
    text = call(context, "suggest_replies", replies=replies)
    assert context.suggested == ("Show me kettles", "Under £100", "Compare the first two")
    assert "spaceships" in text


def test_without_understanding_nothing_is_suggested(context: ToolContext) -> None:
    blind = ToolContext(context.brief, replace(context.lookup, understand=None))
    call(blind, "suggest_replies", replies=["Show me kettles"])
    assert blind.suggested == ()


def test_facts_of_the_turn_hold_what_was_known_from_the_start(context: ToolContext) -> None:
    assert isinstance(context.facts, Facts)
    assert set(context.facts.products) == {"windline", "coldgate"}
