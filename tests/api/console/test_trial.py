"""A chat as any shopper: the answer they would get, what it was made from, and no trace of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from api.chat_request import MAX_MESSAGE_CHARACTERS
from api.console.rehearsals import MAX_KEPT, Rehearsals
from api.shop import Shop
from assistant.conversation import Conversation
from assistant.scripted import ScriptedLanguageModel, say
from database.tables import metadata
from shoppers.statement import Statement
from tests.small_shop import make_product

HOSTILE = "<script>alert(1)</script> a tent"
SIGNED_IN = "u_1"


@pytest.fixture
def shop(serve: Any, staff_of: Any) -> Any:
    client = serve()
    return client, staff_of(client)


def everything(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the database."""
    shop.impressions.flush()
    with shop.database.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))] for name, table in metadata.tables.items()
        }


def ask(staff: Any, question: str, **fields: str) -> str:
    response = staff.press("try", question=question, **fields)
    assert response.status_code == 200, response.text
    page: str = response.text
    return page


def rehearsal_in(page: str) -> str:
    return page.partition('name="rehearsal" value="')[2].partition('"')[0]


def remember(shop: Shop, kind: str, name: str, value: str = "") -> None:
    shop.shoppers.memory.remember(SIGNED_IN, [Statement(kind=kind, name=name, value=value)], "I said so")  # type: ignore[arg-type]


def test_the_answer_is_the_shoppers_with_every_candidate_beside_it(shop: Any, text_of: Callable[[str], str]) -> None:
    client, staff = shop
    real = client.chat("something waterproof under 300")
    words = text_of(ask(staff, "something waterproof under 300"))
    for card in real["products"]["items"]:
        assert f"{card['title']}" in words
        for evidence in card["evidence"]:
            assert f"{evidence['signal'].replace('_', ' ')} {evidence['weight']:+.3f}" in words
    brief = client.shop.assistant.prepare(_turn("something waterproof under 300"))
    assert len(brief.candidates) >= len(real["products"]["items"]) > 1
    for candidate in brief.candidates:
        assert f"{candidate.score:.3f}" in words
    assert "price max £300.00" in words
    assert "The shopper says: something waterproof under 300" in words
    assert "How it was searched" in words


def _turn(message: str) -> Any:
    from assistant.brief import Turn

    return Turn(message, Conversation.begin()[0])


def test_nothing_of_it_is_in_the_database(shop: Any) -> None:
    client, staff = shop
    remember(client.shop, "dislike", "wool")
    before = everything(client.shop)
    page = ask(staff, "I hate down. My size is 42. A warm jacket", user_id=SIGNED_IN)
    ask(staff, "forget everything you know about me", user_id=SIGNED_IN, rehearsal=rehearsal_in(page))
    ask(staff, "a grand piano", anonymous_id="a_1")
    assert everything(client.shop) == before


def test_a_model_that_writes_it_is_paid_for_and_leaves_nothing_else(serve: Any, staff_of: Any) -> None:
    client = serve(model=ScriptedLanguageModel([say("The Warm Down Jacket is warm.")]))
    before = everything(client.shop)
    page = ask(staff_of(client), "a warm jacket")
    assert "The Warm Down Jacket is warm." in page
    after = everything(client.shop)
    assert {name for name in after if after[name] != before[name]} <= {"spending"}


def test_it_is_answered_with_what_is_remembered_of_the_shopper(shop: Any, text_of: Callable[[str], str]) -> None:
    client, staff = shop
    remember(client.shop, "dislike", "wool")
    words = text_of(ask(staff, "warm socks", user_id=SIGNED_IN))
    assert "dislike wool" in words
    assert "memory nothing" in text_of(ask(staff, "warm socks"))


def test_of_a_shopper_who_does_not_agree_nothing_is_used(shop: Any, text_of: Callable[[str], str]) -> None:
    client, staff = shop
    remember(client.shop, "dislike", "wool")
    secret = {"Authorization": "Bearer sk_0123456789abcdef0123"}
    told = client.http.patch(f"/v1/shoppers/{SIGNED_IN}", json={"consent": {"personalize": False}}, headers=secret)
    assert told.status_code == 200
    words = text_of(ask(staff, "warm socks", user_id=SIGNED_IN))
    assert "memory nothing" in words


def test_the_chat_goes_on_from_turn_to_turn(shop: Any, text_of: Callable[[str], str]) -> None:
    _, staff = shop
    first = ask(staff, "a warm jacket")
    second = ask(staff, "compare the first two", rehearsal=rehearsal_in(first))
    assert rehearsal_in(second) == rehearsal_in(first)
    words = text_of(second)
    assert "kind compare" in words
    assert "a warm jacket" in words  # what was said before stands above


def test_as_somebody_else_it_begins_anew(shop: Any) -> None:
    _, staff = shop
    first = ask(staff, "a warm jacket", user_id="u_1")
    other = ask(staff, "the second one", user_id="u_2", rehearsal=rehearsal_in(first))
    assert rehearsal_in(other) != rehearsal_in(first)


def test_a_rehearsal_never_reads_a_shoppers_own_conversation(shop: Any, text_of: Callable[[str], str]) -> None:
    client, staff = shop
    real = client.chat("a tent")
    page = ask(staff, "a lamp", rehearsal=real["conversation_id"])
    assert rehearsal_in(page) != real["conversation_id"]


def test_hostile_words_and_ids_stay_text(shop: Any) -> None:
    _, staff = shop
    page = ask(staff, HOSTILE, user_id='"><script>alert(2)</script>', anonymous_id="'><img src=x>")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    begun = staff.get("try", user_id='"><script>alert(2)</script>').text
    assert "<script>alert" not in begun


def test_a_hostile_product_stays_text_among_the_candidates(shop: Any) -> None:
    client, staff = shop
    hostile = make_product(
        "<img src=x>", "Tent <script>alert(1)</script>", "<script>alert(1)</script>", 9_900,
        category="Camping > <script>alert(1)</script>", text="A yurt. </pre><script>alert(1)</script>",
    )  # fmt: skip
    client.shop.upsert_products([hostile])
    client.shop.refresh_index()
    page = ask(staff, "a yurt tent")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("question", ["", "   ", "x" * (MAX_MESSAGE_CHARACTERS + 1)])
def test_what_cannot_be_asked_is_a_page_that_says_so(shop: Any, question: str) -> None:
    _, staff = shop
    refused = staff.press("try", question=question)
    assert refused.status_code == 400
    assert "<nav" in refused.text


@pytest.mark.parametrize("body", [b"question=%ff%fe", b"&".join([b"question=a"] * 40)])
def test_a_form_that_no_browser_sends_is_refused(shop: Any, body: bytes) -> None:
    client, _ = shop
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    sent = client.http.post("/console/try", content=body, headers=headers, auth=("x", "sk_0123456789abcdef0123"))
    assert sent.status_code == 400


def test_json_is_no_form(shop: Any) -> None:
    client, _ = shop
    sent = client.http.post("/console/try", json={"question": "a tent"}, auth=("x", "sk_0123456789abcdef0123"))
    assert sent.status_code == 415


def test_the_rehearsal_that_was_silent_longest_is_forgotten_first(client: Any) -> None:
    rehearsals = Rehearsals(client.shop)
    begun = [
        Conversation(conversation_id=f"c_{n}", token_hash="", created_at=datetime.now(UTC)) for n in range(MAX_KEPT + 1)
    ]
    for one in begun[:-1]:
        rehearsals.create(one)
    rehearsals.append("c_0", [])
    rehearsals.create(begun[-1])
    assert rehearsals.load("c_0") is not None
    assert rehearsals.load("c_1") is None
