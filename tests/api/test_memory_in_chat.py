"""What is said of oneself in a conversation, from the words to the next visit and to being forgotten."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def own(serve: Callable[..., Any]) -> Any:
    return serve()


class Talk:
    """One conversation, message after message."""

    def __init__(self, client: Any, headers: dict[str, str], **user: Any) -> None:
        self.client, self.headers, self.user = client, headers, user
        self.ids: dict[str, str] = {}

    def say(self, words: str) -> set[str]:
        """The ids of the products on the cards of the answer."""
        body = {"message": {"content": words}, "user": self.user, **self.ids}
        answer = self.client.http.post("/v1/chat", json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        token = self.last.get("conversation_token") or self.ids.get("conversation_token")
        self.ids = {"conversation_id": self.last["conversation_id"], "conversation_token": token}
        return {card["product_id"] for card in self.last.get("products", {"items": []})["items"]}


def test_wool_is_never_shown_again_to_who_never_wears_it(own: Any, secret: dict[str, str]) -> None:
    ann = Talk(own, secret, id="ann")
    ann.say("I never wear wool")
    ann.say("a waterproof jacket")
    ann.say("and boots?")
    ann.say("a lantern for the tent")
    assert "socks" not in ann.say("warm socks for hiking")
    assert "socks" not in Talk(own, secret, id="ann").say("warm socks for hiking")
    assert "socks" in Talk(own, secret, id="bob").say("warm socks for hiking")


def test_forget_everything_forgets_it_here_and_in_the_next_conversation(own: Any, secret: dict[str, str]) -> None:
    ann = Talk(own, secret, id="ann")
    ann.say("I never wear wool")
    ann.say("forget everything you know about me")
    assert own.http.get("/v1/shoppers/ann", headers=secret).json()["entries"] == []
    assert "socks" in ann.say("warm socks for hiking")
    assert "socks" in Talk(own, secret, id="ann").say("warm socks for hiking")


def test_an_anonymous_visitor_keeps_a_sessions_memory_only(own: Any, secret: dict[str, str]) -> None:
    visitor = Talk(own, {}, anonymous_id="a_1")
    visitor.say("I never wear wool")
    visitor.say("a waterproof jacket")
    assert "socks" not in visitor.say("warm socks for hiking")
    assert "socks" in Talk(own, {}, anonymous_id="a_1").say("warm socks for hiking")
    assert own.http.get("/v1/shoppers/anonymous%3Aa_1", headers=secret).json()["entries"] == []


def test_an_anonymous_visitor_who_agrees_is_known_by_a_token_of_before(own: Any) -> None:
    agreed = {"anonymous_id": "a_1", "consent": {"personalization": True}}
    first = Talk(own, {}, **agreed)
    first.say("I never wear wool")
    token = {"X-Conversation-Token": first.ids["conversation_token"]}
    told = own.http.get("/v1/shoppers/anonymous%3Aa_1", headers=token).json()
    assert [entry["because"] for entry in told["entries"]] == ["I never wear wool"]
    assert "socks" not in Talk(own, token, **agreed).say("warm socks for hiking")
    thief = Talk(own, {}, **agreed)
    assert "socks" in thief.say("warm socks for hiking")
    thief.say("I hate boots")
    assert len(own.http.get("/v1/shoppers/anonymous%3Aa_1", headers=token).json()["entries"]) == 1


def test_a_turn_with_a_global_opt_out_is_not_remembered(own: Any, secret: dict[str, str]) -> None:
    private = Talk(own, secret | {"Sec-GPC": "1"}, id="ann")
    private.say("I never wear wool")
    assert "socks" not in private.say("warm socks for hiking")
    assert own.http.get("/v1/shoppers/ann", headers=secret).json()["entries"] == []


def test_what_is_deleted_in_the_settings_does_not_live_on_in_the_chat(own: Any, secret: dict[str, str]) -> None:
    ann = Talk(own, secret, id="ann")
    ann.say("I never wear wool")
    (entry,) = own.http.get("/v1/shoppers/ann", headers=secret).json()["entries"]
    own.http.patch("/v1/shoppers/ann", json={"remove": [entry["entry_id"]]}, headers=secret)
    assert "socks" in ann.say("warm socks for hiking")


def test_what_is_taken_back_is_forgotten_and_the_rest_is_not(own: Any, secret: dict[str, str]) -> None:
    ann = Talk(own, secret, id="ann")
    ann.say("I never wear wool")
    ann.say("my shoe size is 42")
    ann.say("forget what I said about wool")
    entries = own.http.get("/v1/shoppers/ann", headers=secret).json()["entries"]
    assert [entry["statement"]["value"] for entry in entries] == ["42"]
    assert "socks" in ann.say("warm socks for hiking")
