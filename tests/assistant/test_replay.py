"""The prompt of a conversation: it only grows within a block, stays bounded, and forgets nothing that was shown."""

import asyncio
import itertools
import json
from contextlib import aclosing
from dataclasses import asdict
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.brief import Turn
from assistant.briefing import Briefing
from assistant.conversation import Conversation, Message
from assistant.fakes import MemoryCatalog, MemoryConversationStore, UnchangedRanker, WordSearch
from assistant.language_model import ModelMessage, ModelRequest, ModelStop, TextDelta, ToolCall, ToolResult
from assistant.model_writer import ModelWriter
from assistant.replay import BLOCK_TURNS, Replay
from assistant.scripted import ScriptedLanguageModel, call_tools, say

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MESSAGES = ("a jacket", "in moss", "what about a kettle?", "boots", "cheaper", "how do returns work?", "a merino top")


class Chat:
    """A conversation with a scripted model."""

    def __init__(self, shop: ModuleType, *scripts: Any) -> None:
        self.model = ScriptedLanguageModel(scripts)
        self.store = MemoryConversationStore()
        self.store.create(Conversation(conversation_id="c_1", token_hash="-", created_at=NOW))
        search, catalog = WordSearch(shop.PRODUCTS), MemoryCatalog(shop.PRODUCTS)
        briefing = Briefing(search, UnchangedRanker(), catalog)
        writer = ModelWriter(self.model, search, catalog, UnchangedRanker(), briefing.understand)
        self.assistant = Assistant(briefing, self.store, writer)

    def ask(self, message: str) -> list[ModelRequest]:
        """One turn; the requests it made."""
        before = len(self.model.requests)
        asyncio.run(self._ask(message))
        return self.model.requests[before:]

    async def _ask(self, message: str) -> None:
        # As a server that was started anew would have it: from the conversation as it is kept, nothing else.
        kept = Conversation.model_validate_json(self.conversation.model_dump_json(exclude_defaults=True))
        async with aclosing(self.assistant.answer(Turn(message, kept))) as events:
            assert [event.type async for event in events][-1] == "message_end"

    @property
    def conversation(self) -> Conversation:
        known = self.store.load("c_1")
        assert known
        return known


def wire(messages: tuple[ModelMessage, ...]) -> list[str]:
    return [json.dumps(asdict(message), ensure_ascii=False) for message in messages]


def lively(request: ModelRequest) -> Any:
    """Searches, presents and speaks, in two rounds."""
    if not request.messages[-1].tool_calls and not request.messages[-1].tool_results:
        return call_tools(
            ("search_products", {"query": "jacket", "max_price": 120.5}),
            ("search_products", {"query": "kettle", "brands": ["Fjellmark"]}),
            preamble="Let me look. ",
        )
    if "search_products" in str(request.messages[-2].tool_calls):
        items = [{"product_id": "windline", "reason": "Cut long at the back."}]
        return [
            TextDelta("The Windline Commuter Softshell would suit you."),
            ToolCall("call_9", "present_products", {"items": items}),
            ModelStop("tool_use"),
        ]
    return say("The Windline Commuter Softshell would suit you.")


@pytest.mark.parametrize("script", [lively, say("Have a look at these.")])
def test_within_a_block_every_request_begins_with_the_one_before_byte_for_byte(
    small_shop: ModuleType, script: Any
) -> None:
    chat = Chat(small_shop, script)
    sent: list[list[str]] = []
    for n in range(2 * BLOCK_TURNS):
        sent += [wire(request.messages) for request in chat.ask(MESSAGES[n % len(MESSAGES)])]
    for earlier, later in itertools.pairwise(sent):
        assert later[: len(earlier)] == earlier


def test_the_prefix_changes_once_in_six_turns(small_shop: ModuleType) -> None:
    chat = Chat(small_shop, say("Have a look at these."))
    sent = [wire(chat.ask(f"jacket {n}")[-1].messages) for n in range(5 * BLOCK_TURNS)]
    broken = [n for n, (earlier, later) in enumerate(itertools.pairwise(sent), 1) if later[: len(earlier)] != earlier]
    assert broken == [2 * BLOCK_TURNS, 3 * BLOCK_TURNS, 4 * BLOCK_TURNS]


def test_a_conversation_of_forty_turns_stays_within_bounds(small_shop: ModuleType) -> None:
    chat = Chat(small_shop, lively)
    sizes = [sum(map(len, wire(chat.ask(MESSAGES[n % len(MESSAGES)] + "!" * 300)[-1].messages))) for n in range(40)]
    assert max(sizes) < 60_000
    assert max(sizes[24:]) <= max(sizes[:24]) * 1.2


def test_what_was_shown_stays_known_when_its_turn_is_dropped(small_shop: ModuleType) -> None:
    chat = Chat(small_shop, say("Have a look at these."))
    first = chat.ask("a kettle")[-1]
    for _ in range(2 * BLOCK_TURNS):
        last = chat.ask("a jacket")[-1]
    assert first.messages[-1].text not in [message.text for message in last.messages]
    opening = last.messages[0].text
    assert opening.startswith("<earlier>") and "Shopper: a kettle" in opening
    assert "kettle" in opening.split("Shown then: ")[1].split("\n")[0] and "£" in opening


def test_roles_alternate_and_every_call_has_its_result_in_the_next_message(small_shop: ModuleType) -> None:
    chat = Chat(small_shop, lively)
    for n in range(15):
        for request in chat.ask(MESSAGES[n % len(MESSAGES)]):
            roles = [message.role for message in request.messages]
            assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]
            for said, answered in zip(request.messages, request.messages[1:], strict=False):
                assert [c.id for c in said.tool_calls] == [r.call_id for r in answered.tool_results]
                assert said.text.strip() or said.tool_calls or said.tool_results


def test_a_conversation_that_began_without_a_model_is_told_in_its_words() -> None:
    said = (
        Message(message_id="m1", role="user", content="a jacket", at=NOW),
        Message(message_id="m2", role="assistant", content="The Windline.", at=NOW, writer="template"),
    )
    replay = Replay.of(Conversation(conversation_id="c_1", token_hash="-", created_at=NOW, messages=said))
    assert [message.text for message in replay.messages] == ["a jacket", "The Windline."]


def test_results_of_the_last_calls_go_with_the_next_message() -> None:
    call = ToolCall("c1", "present_products", {})
    exchange = (
        ModelMessage("assistant", "Take it.", (call,)),
        ModelMessage("user", tool_results=(ToolResult("c1", "Shown."),)),
    )
    said = (
        Message(message_id="m1", role="user", content="a jacket", at=NOW, prompt="material"),
        Message(message_id="m2", role="assistant", content="Take it.", at=NOW, exchange=exchange),
    )
    replay = Replay.of(Conversation(conversation_id="c_1", token_hash="-", created_at=NOW, messages=said))
    assert replay.messages == (ModelMessage("user", "material"), exchange[0])
    assert replay.pending == (ToolResult("c1", "Shown."),)
