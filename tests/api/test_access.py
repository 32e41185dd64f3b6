from collections.abc import Callable
from typing import Any

import pytest

from api.access import Caller, Keys, sha256
from api.errors import KeyRequired
from api.settings import Settings
from assistant.conversation import Conversation

PUBLIC = "pk_0123456789abcdef0123"
SECRET = "sk_0123456789abcdef0123"
SEARCH = {"query": "boots"}


def test_a_server_on_loopback_without_keys_lets_everybody_read_and_nobody_write() -> None:
    keys = Keys(Settings())
    caller = keys.caller("", None)
    keys.check_reader(caller)
    with pytest.raises(KeyRequired, match="SHOPKEEPER_SECRET_KEYS"):
        keys.check_secret(caller)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "shop.example"])
def test_a_server_that_others_can_reach_lets_nobody_in_without_a_key(host: str) -> None:
    keys = Keys(Settings(host=host, secret_keys=SECRET))
    with pytest.raises(KeyRequired, match="SHOPKEEPER_PUBLIC_KEYS"):
        keys.check_reader(keys.caller("", None))
    keys.check_reader(keys.caller(f"Bearer {SECRET}", None))


@pytest.mark.parametrize("sent", ["Bearer pk_wrong", "Bearer sk_wrong", f"Bearer {PUBLIC}x", f"bearer {SECRET[:-1]}"])
def test_a_key_that_is_not_the_shops_is_refused_even_where_none_is_needed(sent: str) -> None:
    with pytest.raises(KeyRequired):
        Keys(Settings(public_keys=PUBLIC, secret_keys=SECRET)).caller(sent, None)


def test_a_public_key_cannot_stand_for_a_secret_one() -> None:
    keys = Keys(Settings(public_keys=PUBLIC, secret_keys=SECRET))
    with pytest.raises(KeyRequired):
        keys.check_secret(keys.caller(f"Bearer {PUBLIC}", None))


def test_only_the_tokens_holder_and_a_secret_key_open_a_conversation() -> None:
    conversation, token = Conversation.begin()
    assert conversation.token_hash == sha256(token) != token
    assert Caller(True, False, token).may_open(conversation)
    assert Caller(False, False).may_open(conversation, token)
    assert Caller(True, True).may_open(conversation)
    assert not Caller(True, False, conversation.token_hash).may_open(conversation)
    assert not Caller(True, False, Conversation.begin()[1]).may_open(conversation)
    assert not Caller(True, False).may_open(conversation)


def test_with_public_keys_set_chat_and_search_need_one(serve: Callable[..., Any]) -> None:
    http = serve(public_keys=PUBLIC).http
    refused = http.post("/v1/search", json=SEARCH)
    assert (refused.status_code, refused.json()["code"]) == (401, "key_required")
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert http.post("/v1/chat", json={"message": {"content": "hi"}}).status_code == 401
    assert http.post("/v1/search", json=SEARCH, headers={"Authorization": f"Bearer {PUBLIC}"}).status_code == 200


def test_a_public_key_and_a_conversations_token_travel_together(serve: Callable[..., Any]) -> None:
    http = serve(public_keys=PUBLIC).http
    key = {"Authorization": f"Bearer {PUBLIC}"}
    first = http.post("/v1/chat", json={"message": {"content": "a warm jacket"}}, headers=key).json()
    ask = {"message": {"content": "cheaper"}, "conversation_id": first["conversation_id"]}
    assert http.post("/v1/chat", json=ask, headers=key).status_code == 404
    both = key | {"X-Conversation-Token": first["conversation_token"]}
    assert http.post("/v1/chat", json=ask, headers=both).status_code == 200


def test_only_listed_origins_may_call_from_a_browser(serve: Callable[..., Any]) -> None:
    http = serve(allowed_origins="https://shop.example").http
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    good = http.options("/v1/chat", headers={"Origin": "https://shop.example", **asked})
    assert good.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "Access-Control-Allow-Credentials" not in good.headers
    bad = http.options("/v1/chat", headers={"Origin": "https://evil.example", **asked})
    assert "Access-Control-Allow-Origin" not in bad.headers


def test_no_cookie_is_ever_set(client: Any) -> None:
    for response in (client.http.get("/healthz"), client.http.post("/v1/search", json=SEARCH)):
        assert "Set-Cookie" not in response.headers
