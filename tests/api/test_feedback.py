from typing import Any

import pytest


def give(client: Any, answer: dict[str, Any], **given: Any) -> Any:
    headers = {"X-Conversation-Token": answer["conversation_token"]}
    return client.http.post("/v1/feedback", json={"message_id": answer["message_id"], **given}, headers=headers)


def test_what_a_shopper_says_of_an_answer_is_kept(client: Any) -> None:
    answer = client.chat("a warm jacket")
    response = give(client, answer, rating="down", reason="too_expensive", comment="All of them cost too much.")
    assert (response.status_code, response.content) == (204, b"")
    (kept,) = client.shop.feedback.of_conversation(answer["conversation_id"])
    assert (kept.message_id, kept.stars) == (answer["message_id"], 1)
    assert (kept.reason, kept.comment) == ("too_expensive", "All of them cost too much.")
    assert kept.at.tzinfo


@pytest.mark.parametrize(("rating", "stars"), [("up", 5), ("down", 1), (1, 1), (4, 4)])
def test_thumbs_and_stars_are_one_scale(client: Any, rating: Any, stars: int) -> None:
    answer = client.chat("a warm jacket")
    assert give(client, answer, rating=rating).status_code == 204
    assert client.shop.feedback.of_conversation(answer["conversation_id"])[0].stars == stars


def test_the_latest_word_counts(client: Any) -> None:
    answer = client.chat("a warm jacket")
    give(client, answer, rating="down", comment="no")
    give(client, answer, rating="up")
    (kept,) = client.shop.feedback.of_conversation(answer["conversation_id"])
    assert (kept.stars, kept.comment) == (5, None)


def test_the_token_may_be_in_the_body_for_beacons_of_pages(client: Any) -> None:
    answer = client.chat("a warm jacket")
    given = {"message_id": answer["message_id"], "rating": 5, "conversation_token": answer["conversation_token"]}
    assert client.http.post("/v1/feedback", json=given).status_code == 204


def test_nobody_else_can_say_it(client: Any, secret: dict[str, str]) -> None:
    answer, other = client.chat("a warm jacket"), client.chat("boots")
    given = {"message_id": answer["message_id"], "rating": "up"}
    for headers in ({}, {"X-Conversation-Token": other["conversation_token"]}):
        assert client.http.post("/v1/feedback", json=given, headers=headers).status_code == 404
    assert client.shop.feedback.of_conversation(answer["conversation_id"]) == ()
    assert client.http.post("/v1/feedback", json=given, headers=secret).status_code == 204


def test_only_answers_are_rated(client: Any) -> None:
    answer = client.chat("a warm jacket")
    asked = client.shop.conversations.load(answer["conversation_id"]).messages[0]
    assert give(client, answer | {"message_id": asked.message_id}, rating="up").status_code == 404
    assert give(client, answer | {"message_id": "m_nothing"}, rating="up").status_code == 404


def test_it_goes_when_the_conversation_goes(client: Any) -> None:
    answer = client.chat("a warm jacket")
    give(client, answer, rating="up")
    headers = {"X-Conversation-Token": answer["conversation_token"]}
    assert client.http.delete(f"/v1/conversations/{answer['conversation_id']}", headers=headers).status_code == 204
    assert client.shop.feedback.of_conversation(answer["conversation_id"]) == ()


def test_it_is_told_and_erased_with_everything_else_of_a_shopper(client: Any, secret: dict[str, str]) -> None:
    asked = {"message": {"content": "a warm jacket"}, "user": {"id": "c_rating_shopper"}}
    answer = client.http.post("/v1/chat", json=asked, headers=secret).json()
    given = {"message_id": answer["message_id"], "rating": "down", "comment": "too dear for me"}
    client.http.post("/v1/feedback", json=given, headers=secret)
    told = client.http.get("/v1/shoppers/c_rating_shopper/export", headers=secret).json()
    assert told["conversations"][0]["feedback"][0]["comment"] == "too dear for me"
    assert client.http.delete("/v1/shoppers/c_rating_shopper", headers=secret).status_code == 204
    assert client.shop.feedback.of_conversation(answer["conversation_id"]) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": 0}, {"rating": 6}, {"rating": "good"}, {"rating": True}, {"rating": 4.5}, {"rating": None}, {},
        {"rating": "up", "comment": "x" * 2_001}, {"rating": "up", "reason": ["a"]}, {"rating": "up", "message_id": 5},
        {"rating": "up", "message_id": "m_" + "x" * 100}, {"rating": "up", "message_id": "m_';--"},
    ],
)  # fmt: skip
def test_what_is_no_rating_is_refused(client: Any, wrong: dict[str, Any]) -> None:
    answer = {"message_id": "m_1", "conversation_token": "ct_x"}
    assert give(client, answer, **wrong).status_code == 422
