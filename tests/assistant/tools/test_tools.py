"""The tools as the model sees them and as they run."""

from datetime import UTC, datetime
from types import ModuleType

import pytest

from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation
from assistant.fakes import MemoryCatalog, WordSearch
from assistant.model_writer import TOOLS
from assistant.need import ShoppingNeed
from assistant.tools.context import ToolContext
from assistant.tools.definition import ToolArgumentsInvalid
from catalog.candidate import Candidate


@pytest.fixture
def context(small_shop: ModuleType) -> ToolContext:
    conversation = Conversation(conversation_id="c_1", token_hash="x", created_at=datetime(2026, 11, 20, tzinfo=UTC))
    catalog = MemoryCatalog(small_shop.PRODUCTS)
    windline = catalog.products(["windline"])
    need = ShoppingNeed(text="jacket", exclude=("merino",))
    found = (Candidate("windline", 1.0),)
    brief = TurnBrief(Turn("a jacket", conversation), need, found, windline, vocabulary=catalog.vocabulary())
    return ToolContext(brief, WordSearch(small_shop.PRODUCTS), catalog)


def test_a_tools_schema_is_its_signature_and_its_prompt_the_docstring() -> None:
    spec = TOOLS["search_products"].spec
    assert spec.description.startswith("Search the shop's catalog")
    assert set(spec.input_schema["properties"]) == {"query", "max_price", "in_stock"}
    assert spec.input_schema["required"] == ["query"]


def test_no_tool_takes_an_identity() -> None:
    for tool in TOOLS.values():
        assert not {"user", "shopper_id", "user_id", "conversation_id", "url"} & set(
            tool.spec.input_schema["properties"]
        )


def test_what_a_search_finds_may_be_presented(context: ToolContext) -> None:
    text = TOOLS["search_products"].call(context, {"query": "kettle"})
    assert '"product_id":"kettle"' in text and "kettle" in context.products
    assert (
        TOOLS["present_products"].call(context, {"items": [{"product_id": "kettle", "reason": "Boils."}]}) == "Shown."
    )
    assert context.presented == {"kettle": "Boils."}


def test_what_the_shopper_excluded_stays_excluded(context: ToolContext) -> None:
    assert "Nothing" in TOOLS["search_products"].call(context, {"query": "merino base layer", "max_price": 60})


def test_a_price_limit_is_in_major_units(context: ToolContext) -> None:
    TOOLS["search_products"].call(context, {"query": "jacket", "max_price": 100})
    assert "windline" in context.products and "coldgate" not in context.products


def test_a_product_that_no_search_returned_is_not_shown(context: ToolContext) -> None:
    items = [{"product_id": "kettle", "reason": "Mine."}, {"product_id": "windline", "reason": "Yours."}]
    assert "kettle" in TOOLS["present_products"].call(context, {"items": items})
    assert set(context.presented) == {"windline"}


@pytest.mark.parametrize("arguments", [{}, {"query": 7}, {"query": "x", "max_price": -1}, {"query": "x" * 400}])
def test_wrong_arguments_go_back_to_the_model_in_words(context: ToolContext, arguments: dict[str, object]) -> None:
    with pytest.raises(ToolArgumentsInvalid, match="Invalid arguments for search_products"):
        TOOLS["search_products"].call(context, arguments)
