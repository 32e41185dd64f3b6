from typing import Any

import pytest


def messages_of(client: Any, conversation: dict[str, Any], **headers: str) -> Any:
    return client.http.get(f"/v1/conversations/{conversation['conversation_id']}/messages", headers=headers)


def token_of(conversation: dict[str, Any]) -> dict[str, str]:
    return {"X-Conversation-Token": conversation["conversation_token"]}


def test_what_was_said_and_shown_can_be_read_with_the_token(client: Any) -> None:
    answer = client.chat("a warm jacket under 120")
    asked, told = messages_of(client, answer, **token_of(answer)).json()["messages"]
    assert (asked["role"], asked["content"]) == ("user", "a warm jacket under 120")
    assert (told["role"], told["content"]) == ("assistant", answer["message"]["content"])
    assert told["message_id"] == answer["message_id"]
    assert [card["product_id"] for card in told["cards"]] == [
        card["product_id"] for card in answer["products"]["items"]
    ]


def test_a_secret_key_reads_every_conversation(client: Any, secret: dict[str, str]) -> None:
    assert messages_of(client, client.chat("hello"), **secret).status_code == 200


def test_somebody_elses_conversation_and_none_at_all_look_the_same(client: Any) -> None:
    mine, other = client.chat("hello"), client.chat("hello")
    stranger = messages_of(client, mine, **token_of(other))
    nobody = messages_of(client, mine)
    missing = messages_of(client, mine | {"conversation_id": "c_" + "0" * 32}, **token_of(mine))
    assert [r.status_code for r in (stranger, nobody, missing)] == [404, 404, 404]
    told = [{k: v for k, v in r.json().items() if k != "request_id"} for r in (stranger, nobody, missing)]
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("wrong", ["c_1", "x", "%00", "..%2f..", "c_" + "g" * 32, "%ed%a0%80"])
def test_an_id_that_cannot_be_one_is_not_found(client: Any, wrong: str) -> None:
    assert client.http.get(f"/v1/conversations/{wrong}/messages").status_code == 404


def test_a_deleted_conversation_is_gone(client: Any) -> None:
    answer = client.chat("a warm jacket")
    path = f"/v1/conversations/{answer['conversation_id']}"
    assert client.http.delete(path).status_code == 404
    assert client.http.delete(path, headers=token_of(answer)).status_code == 204
    assert messages_of(client, answer, **token_of(answer)).status_code == 404
    ask = {"message": {"content": "more"}, "conversation_id": answer["conversation_id"]}
    assert client.http.post("/v1/chat", json=ask, headers=token_of(answer)).status_code == 404


def test_the_token_itself_is_not_kept(client: Any) -> None:
    answer = client.chat("hello")
    kept = client.shop.conversations.load(answer["conversation_id"])
    assert answer["conversation_token"] not in kept.model_dump_json()
