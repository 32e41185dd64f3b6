"""Hostile input on routes of other protocols, feedback and recommendations: a 4xx or an answer, never a 5xx."""

from typing import Any

import pytest

JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
PATHS = ("/v1/chat/completions", "/v1/chat/ui-stream", "/mcp", "/v1/feedback", "/v1/recommendations")
STRANGE = (
    "暖かいジャケット",
    "سترة دافئة",
    "🧥" * 100,
    "jacket " * 500,
    "%s %n {0} ${jndi:ldap://x} '; DROP TABLE messages; --",
    "<script>alert(1)</script>",
    "\u202ejacket\u202c",
    "Z̸̢a̷l̴g̵o̶",
    "\u200b\ufeff jacket \u200d",
    "under £99999999999999999999999999999999999999",
    "\x7f\x1b[31mjacket",
    "(((((" * 100,
    "null",
    "-1e309",
)
WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**40,
    "",
    "x" * 10_000,
    [],
    [[]],
    {},
    {"a": {"b": []}},
    ["x"] * 1_000,
)


def user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content, "parts": [{"type": "text", "text": content}]}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("content", "statuses"),
    [
        ("", (400, 422)),
        ("{", (400,)),
        ("null", (400, 422)),
        ("[]", (400, 422)),
        ('"words"', (400, 422)),
        (r'{"messages": "\ud800"}', (400,)),
        (r'{"\udfff": 1}', (400,)),
        ('{"messages": NaN}', (400,)),
        ('{"limit": Infinity}', (400,)),
        (r'{"comment": "a\u0000b"}', (400,)),
        ("[" * 900, (400,)),
        ('{"messages": [' + '{"a":' * 900 + "1" + "}" * 900 + "]}", (400,)),
        ('{"rating": ' + "9" * 5_000 + "}", (400, 422)),
        ("\xff\xfe", (400,)),
    ],
)
def test_broken_json_is_a_clear_4xx(client: Any, path: str, content: str, statuses: tuple[int, ...]) -> None:
    response = client.http.post(path, content=content.encode("latin-1"), headers=JSON)
    assert response.status_code in statuses, response.text


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_large_is_refused_unread(client: Any, path: str) -> None:
    response = client.http.post(path, json={"messages": ["x" * 600_000]})
    assert response.status_code == 413
    assert "body_too_large" in response.text


@pytest.mark.parametrize("path", PATHS)
def test_only_json_is_taken(client: Any, path: str) -> None:
    assert client.http.post(path, content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_get_an_answer_in_every_protocol(client: Any, words: str) -> None:
    told = {"messages": [user("a jacket"), {"role": "assistant", "content": words}, user(words)]}
    completion = client.http.post("/v1/chat/completions", json=told)
    assert completion.json()["choices"][0]["message"]["content"].strip()
    lines = client.http.post("/v1/chat/ui-stream", json=told).text.splitlines()
    assert lines[-2] == "data: [DONE]"
    assert any('"type":"finish"' in line for line in lines)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "field",
    ["messages", "model", "stream", "stream_options", "n", "user", "metadata", "shopkeeper", "id", "trigger", "context",
     "conversation_id", "conversation_token"],
)  # fmt: skip
def test_a_field_of_a_wrong_type_is_a_4xx_or_passed_over(client: Any, field: str, wrong: Any) -> None:
    for path in PATHS[:2]:
        response = client.http.post(path, json={"messages": [user("boots")], field: wrong})
        assert response.status_code < 500, response.text


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["role", "content", "parts", "metadata", "shopkeeper"])
def test_a_message_of_a_wrong_shape_is_a_4xx_or_passed_over(client: Any, field: str, wrong: Any) -> None:
    odd = {"role": "assistant", "content": "Here.", "parts": [], field: wrong}
    for path in PATHS[:2]:
        response = client.http.post(path, json={"messages": [user("boots"), odd, user("cheaper")]})
        assert response.status_code < 500, response.text


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("field", ["products", "conversation_id", "conversation_token"])
def test_what_an_answer_is_said_to_carry_may_be_anything(client: Any, field: str, wrong: Any) -> None:
    carried = {"conversation_id": "c_x", "conversation_token": "ct_x", "products": {"items": []}, field: wrong}
    parts = [{"type": "data-products", "data": carried["products"]}]
    odd = {"role": "assistant", "content": "Here.", "shopkeeper": carried, "metadata": carried, "parts": parts}
    for path in PATHS[:2]:
        response = client.http.post(path, json={"messages": [user("boots"), odd, user("cheaper")]})
        assert response.status_code == 200, response.text


@pytest.mark.parametrize("wrong", WRONG)
def test_a_tools_arguments_may_be_anything(client: Any, wrong: Any) -> None:
    for name in ("search_catalog", "lookup_catalog", "get_product", "search_shop_policies_and_faqs", "no_such"):
        for field in ("query", "filters", "limit", "cursor", "pagination", "catalog", "meta", "ids", "id"):
            params = {"name": name, "arguments": {field: wrong}}
            asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
            response = client.http.post("/mcp", json=asked, headers=JSON)
            assert response.status_code < 500, response.text
            assert "Something went wrong" not in response.text, params


@pytest.mark.parametrize("wrong", WRONG)
def test_a_recommendations_fields_may_be_anything(client: Any, wrong: Any) -> None:
    for field in ("surface", "product_id", "exclude", "limit", "context", "user"):
        response = client.http.post("/v1/recommendations", json={"surface": "home", field: wrong})
        assert response.status_code < 500, response.text


@pytest.mark.parametrize("words", STRANGE)
def test_strange_words_are_kept_as_feedback(client: Any, words: str) -> None:
    answer = client.chat("a warm jacket")
    given = {"message_id": answer["message_id"], "rating": "up", "comment": words[:2_000]}
    headers = {"X-Conversation-Token": answer["conversation_token"]}
    assert client.http.post("/v1/feedback", json=given, headers=headers).status_code == 204
    (kept,) = client.shop.feedback.of_conversation(answer["conversation_id"])
    assert kept.comment == words[:2_000]


def test_a_conversation_id_that_was_never_given_out_is_not_found(client: Any) -> None:
    for odd in ("c_", "../x", "x" * 150, "c_" + "0" * 32, "';--"):
        response = client.http.post(PATHS[0], json={"messages": [user("boots")]}, headers={"X-Conversation-ID": odd})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
