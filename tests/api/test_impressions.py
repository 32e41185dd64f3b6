"""What the server tells the event log of the lists that it gives out."""

from collections import Counter
from typing import Any

import pytest

from events.event_line import EventLine

SHOPPER = {"user": {"anonymous_id": "a_1"}, "context": {"session_id": "s_1"}}


def lines(client: Any, list_id: str) -> list[EventLine]:
    client.shop.impressions.flush()
    return [line for line in client.shop.events.impressions() if line.list_id == list_id]


def test_the_cards_of_an_answer_are_told_in_their_order(client: Any) -> None:
    answer = client.chat("a warm jacket", **SHOPPER)
    shown = lines(client, answer["products"]["list_id"])
    assert [line.product_id for line in shown] == [card["product_id"] for card in answer["products"]["items"]]
    assert [line.position for line in shown] == list(range(len(shown)))
    assert {line.policy for line in shown} == {"chat/preference"}
    assert {line.propensity for line in shown} == {1.0}
    assert {(line.shopper_id, line.session_id) for line in shown} == {("anonymous:a_1", "s_1")}


def test_a_list_goes_back_to_its_conversation_and_message(client: Any) -> None:
    answer = client.chat("a warm jacket", user={"anonymous_id": "a_9"})
    client.shop.impressions.flush()
    (told,) = client.shop.events.events_of("anonymous:a_9")
    assert told["attribution"] == {
        "list_id": answer["products"]["list_id"],
        "conversation_id": answer["conversation_id"],
        "message_id": answer["message_id"],
    }


def test_an_answer_that_finds_nothing_is_told_as_such(client: Any) -> None:
    before = sum(line.product_id is None for line in client.shop.events.impressions())
    answer = client.chat("a grand piano")
    assert not answer.get("products")
    client.shop.impressions.flush()
    assert sum(line.product_id is None for line in client.shop.events.impressions()) == before + 1


@pytest.mark.parametrize("message", ["hello", "can I send it back?"])
def test_an_answer_without_a_list_is_no_impression(client: Any, message: str) -> None:
    client.shop.impressions.flush()
    before = len(list(client.shop.events.impressions()))
    client.chat(message)
    client.shop.impressions.flush()
    assert len(list(client.shop.events.impressions())) == before


@pytest.mark.parametrize("surface", ["home", "session"])
def test_recommendations_are_told_with_their_surface(client: Any, surface: str) -> None:
    answer = client.http.post("/v1/recommendations", json={"surface": surface, **SHOPPER}).json()
    shown = lines(client, answer["list_id"])
    assert [line.product_id for line in shown] == [card["product_id"] for card in answer["items"]]
    assert {line.policy for line in shown} == {f"{surface}/preference"}


def test_a_search_is_told(client: Any) -> None:
    answer = client.http.post("/v1/search", json={"query": "boots", **SHOPPER}).json()
    shown = lines(client, answer["list_id"])
    assert [line.product_id for line in shown] == [card["product_id"] for card in answer["items"]]
    assert {(line.policy, line.shopper_id) for line in shown} == {("search/words", "anonymous:a_1")}


def test_who_does_not_agree_is_not_named(client: Any) -> None:
    refused = {"user": {"anonymous_id": "a_2", "consent": {"personalization": False}}}
    for answer in (
        client.chat("a warm jacket", **refused)["products"],
        client.http.post("/v1/recommendations", json={"surface": "home", **refused}).json(),
        client.http.post("/v1/search", json={"query": "boots", **refused}).json(),
    ):
        shown = lines(client, answer["list_id"])
        assert shown
        assert {(line.shopper_id, line.session_id, line.consent) for line in shown} == {(None, None, False)}


def test_who_took_consent_back_is_not_named(client: Any, secret: dict[str, str]) -> None:
    client.http.patch("/v1/shoppers/anonymous:a_3", json={"consent": {"personalize": False}}, headers=secret)
    answer = client.http.post("/v1/recommendations", json={"surface": "home", "user": {"anonymous_id": "a_3"}}).json()
    assert {line.shopper_id for line in lines(client, answer["list_id"])} == {None}


def test_an_explored_place_has_the_probability_of_its_choice(serve: Any) -> None:
    exploring = serve(exploration=1.0)
    answer = exploring.http.post("/v1/recommendations", json={"surface": "home"}).json()
    by_place = {line.position: line.propensity for line in lines(exploring, answer["list_id"])}
    assert by_place[0] == by_place[1] == by_place[2] == 1.0
    assert by_place[3] == pytest.approx(1 / (len(by_place) - 3))


def test_what_is_opened_where_it_was_drawn_is_drawn_more_often(serve: Any) -> None:
    learning = serve(exploration=0.5, bandit="thompson")

    def drawn(visit: str) -> EventLine:
        asked = {"surface": "home", "user": {"anonymous_id": visit}}
        answer = learning.http.post("/v1/recommendations", json=asked).json()
        return next(line for line in lines(learning, answer["list_id"]) if line.position == 3)

    first = [drawn(f"a_{number}") for number in range(40)]
    (liked, n_liked), *_ = Counter(line.product_id for line in first).most_common()
    acts = [
        {
            "type": "select_item",
            "message_id": f"m{number}",
            "anonymous_id": f"a_{number}",
            "timestamp": line.at.isoformat(),
            "properties": {"items": [{"item_id": liked}]},
            "attribution": {"list_id": line.list_id},
        }
        for number, line in enumerate(first)
        if line.product_id == liked
    ]
    assert len(acts) == n_liked
    assert learning.http.post("/v1/events", json={"batch": acts}).status_code == 202
    learning.shop.recommenders.prepare()  # counts at once
    after = [line for line in (drawn(f"b_{number}") for number in range(40)) if line.product_id == liked]
    before = max(line.propensity or 0 for line in first if line.product_id == liked)
    assert min(line.propensity or 0 for line in after) > 1.2 * before


def test_what_waits_is_written_when_the_server_ends(serve: Any, shop_home: Any) -> None:
    own = serve()
    own.chat("a warm jacket")
    own.shop.close()
    assert list(own.shop.events.impressions())
