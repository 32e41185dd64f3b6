"""What staff see of what was said: all of the evidence, and nobody's name."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from api.console.conversations import MAX_TURNS
from assistant.conversation import Conversation, Message
from assistant.language_model import ModelMessage, ModelUnavailable, ToolCall, ToolResult
from assistant.need import ShoppingNeed
from assistant.scripted import ScriptedLanguageModel, call_tools, say

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
PRIVATE = "mail anna.b@example.com, call +44 7700 900123, card 4111 1111 1111 1111"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def shop(serve: Any, staff_of: Any) -> Any:
    """A client of a shop of its own, with staff."""
    client = serve()
    return client, staff_of(client)


def test_conversations_are_listed_and_lead_to_their_page(shop: Any, text_of: Callable[[str], str]) -> None:
    client, staff = shop
    answer = client.chat("a warm jacket", user={"anonymous_id": "a_1", "consent": {"personalization": True}})
    client.chat("cheaper", answer)
    page = staff.page("conversations")
    assert f'href="/console/conversations/{answer["conversation_id"]}"' in page
    words = text_of(staff.page(f"conversations/{answer['conversation_id']}"))
    assert "Turn 1" in words and "Turn 2" in words
    assert "Warm Down Jacket" in words
    assert "kind find" in words
    assert "total" in words  # milliseconds
    assert "No model was asked" in words
    evidence = answer["products"]["items"][0]["evidence"][0]
    assert f"{evidence['signal']} {evidence['weight']:+.3f}" in words


def test_the_page_of_a_turn_tells_prompt_calls_corrections_and_cost(serve: Any, staff_of: Any, text_of: Any) -> None:
    model = ScriptedLanguageModel(
        [
            call_tools(("search_products", {"query": "boots"})),
            say("The Trail Boots cost £999. The Trail Boots are waterproof."),
        ]
    )
    client = serve(model=model)
    answer = client.chat("waterproof boots")
    words = text_of(staff_of(client).page(f"conversations/{answer['conversation_id']}"))
    assert f"writer {model.name}" in words
    assert "search_products" in words
    assert '"query": "boots"' in words
    assert "Prompt as it was sent" in words
    assert "The shopper says: waterproof boots" in words
    assert "1 untrue statements held back" in words
    assert "output tokens" in words


def test_why_the_template_wrote_is_told(serve: Any, staff_of: Any, text_of: Any) -> None:
    client = serve(model=ScriptedLanguageModel([[ModelUnavailable("no answer")]]))
    answer = client.chat("waterproof boots")
    assert answer["notice"]
    assert f"The template wrote: {answer['notice']}" in text_of(
        staff_of(client).page(f"conversations/{answer['conversation_id']}")
    )


def test_what_leads_to_a_person_is_masked_everywhere(serve: Any, staff_of: Any) -> None:
    client = serve(model=ScriptedLanguageModel([say(f"I noted {PRIVATE}.")]))
    answer = client.chat(
        f"a tent, {PRIVATE}", user={"anonymous_id": "browser-of-anna", "consent": {"personalization": True}}
    )
    given = {"message_id": answer["message_id"], "rating": 1, "reason": "anna.b@example.com", "comment": PRIVATE}
    client.http.post("/v1/feedback", json=given, headers={"X-Conversation-Token": answer["conversation_token"]})
    staff = staff_of(client)
    paths = ("conversations", f"conversations/{answer['conversation_id']}", "feedback")
    for page in map(staff.page, paths):
        for private in ("anna.b", "7700", "900123", "4111", "browser-of-anna", answer["conversation_token"]):
            assert private not in page


def test_long_numbers_that_are_ids_of_products_are_not_masked(shop: Any) -> None:
    client, staff = shop
    conversation, _ = Conversation.begin()
    client.shop.conversations.create(conversation)
    asked = Message(
        message_id="m", role="user", content="a tent", at=NOW, prompt='{"product_id":"400638133393"} 400638133394'
    )
    told = Message(message_id="a", role="assistant", content="Here.", at=NOW, found=("400638133393",))
    client.shop.conversations.append(conversation.conversation_id, [asked, told])
    page = staff.page(f"conversations/{conversation.conversation_id}")
    assert "400638133393" in page
    assert "400638133394" not in page


def test_hostile_text_stays_text_in_every_field(shop: Any) -> None:
    client, staff = shop
    conversation, _ = Conversation.begin(f"anonymous:{HOSTILE}")
    client.shop.conversations.create(conversation)
    card = {
        "product_id": HOSTILE, "title": HOSTILE, "brand": HOSTILE, "url": "javascript:alert(1)",
        "image": "javascript:alert(1)", "availability": "in_stock", "reason": HOSTILE,
        "evidence": [{"signal": HOSTILE, "weight": 1.0, "because": HOSTILE}],
    }  # fmt: skip
    asked = Message(
        message_id="m", role="user", content=HOSTILE, at=NOW, prompt=HOSTILE,
        need=ShoppingNeed(text=HOSTILE, brands=(HOSTILE,), attributes={HOSTILE: (HOSTILE,)}),
    )  # fmt: skip
    call = ModelMessage("assistant", tool_calls=(ToolCall("1", HOSTILE, {HOSTILE: HOSTILE}),))
    result = ModelMessage("user", tool_results=(ToolResult("1", HOSTILE),))
    told = Message(
        message_id="a", role="assistant", content=HOSTILE, at=NOW, writer=HOSTILE, cards=(card,), notice=HOSTILE,
        citations=({"source_id": HOSTILE, "title": HOSTILE},), exchange=(call, result), experiments={HOSTILE: HOSTILE},
        found=(HOSTILE,), shown=(HOSTILE,),
    )  # fmt: skip
    client.shop.conversations.append(conversation.conversation_id, [asked, told])
    for response in (
        staff.get(f"conversations/{conversation.conversation_id}"),
        staff.get("conversations"),
        staff.get("conversations", q=HOSTILE, writer=HOSTILE, shopper=HOSTILE),
    ):
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text
        assert 'href="javascript' not in response.text
        assert 'src="javascript' not in response.text


def test_a_conversation_is_found_by_words_and_by_what_came_of_it(shop: Any) -> None:
    client, staff = shop
    jacket = client.chat("a warm jacket")["conversation_id"]
    piano = client.chat("a grand piano")["conversation_id"]

    def found(**query: str) -> set[str]:
        page = staff.page("conversations", **query)
        return {one for one in (jacket, piano) if one in page}

    assert found() == {jacket, piano}
    assert found(q="PIANO") == {piano}
    assert found(ending="nothing_shown") == {piano}
    assert found(writer="template") == {jacket, piano}
    assert found(writer="claude") == set()
    assert found(rated="any") == set()
    assert "No conversation is like that" in staff.page("conversations", q="yurt")


def test_conversations_of_one_shopper_are_found_by_their_pseudonym(shop: Any) -> None:
    client, staff = shop
    known = {"anonymous_id": "a_1", "consent": {"personalization": True}}
    own = client.chat("a warm jacket", user=known)["conversation_id"]
    other = client.chat("a warm jacket")["conversation_id"]
    pseudonym = staff.page(f"conversations/{own}").partition("of browser-")[2][:10]
    page = staff.page("conversations", shopper=f"browser-{pseudonym}")
    assert own in page and other not in page
    assert "a_1" not in page


def test_older_ones_are_a_page_away(shop: Any) -> None:
    client, staff = shop
    for _ in range(26):
        client.shop.conversations.create(Conversation.begin()[0])
    first = staff.page("conversations")
    place = first.partition("behind=")[2].partition('"')[0]
    second = staff.page("conversations", behind=place)
    assert (first.count('href="/console/conversations/c_'), second.count('href="/console/conversations/c_')) == (25, 1)


def test_a_shop_that_nobody_talked_to_says_how_to(new_staff: Any) -> None:
    assert "shopkeeper chat" in new_staff.page("conversations")


def test_of_an_endless_conversation_the_latest_turns_are_shown(shop: Any) -> None:
    client, staff = shop
    conversation, _ = Conversation.begin()
    client.shop.conversations.create(conversation)
    said = [
        Message(message_id=f"{role} {n}", role=role, content=f"{role} says {n}.", at=NOW)  # type: ignore[arg-type]
        for n in range(MAX_TURNS + 1)
        for role in ("user", "assistant")
    ]
    client.shop.conversations.append(conversation.conversation_id, said)
    page = staff.page(f"conversations/{conversation.conversation_id}")
    assert "user says 0." not in page
    assert page.index("user says 1.") < page.index(f"user says {MAX_TURNS}.")


def test_a_conversation_that_was_only_begun_is_a_page(shop: Any) -> None:
    client, staff = shop
    conversation, _ = Conversation.begin()
    client.shop.conversations.create(conversation)
    assert "Nothing was said in it yet" in staff.page(f"conversations/{conversation.conversation_id}")
    assert "(nothing was said)" in staff.page("conversations")
