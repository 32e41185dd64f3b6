"""What is kept of shoppers over HTTP: who may see it, what it changes, and that it really goes."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from assistant.conversation import Message
from assistant.language_model import ModelEvent, ModelRequest, TextDelta
from events.event import Event
from shoppers.statement import Statement

NO_WOOL = {"kind": "dislike", "value": "wool"}
ANN = "/v1/shoppers/ann"
GPC = {"Sec-GPC": "1"}


def patch(client: Any, secret: dict[str, str], path: str = ANN, **change: Any) -> Any:
    return client.http.patch(path, json=change, headers=secret)


def ask(client: Any, words: str, headers: dict[str, str], **body: Any) -> dict[str, Any]:
    response = client.http.post("/v1/chat", json={"message": {"content": words}, **body}, headers=headers)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def shown(answer: dict[str, Any]) -> set[str]:
    return {card["product_id"] for card in answer.get("products", {"items": []})["items"]}


def browse(client: Any, shopper: str, *products: str) -> None:
    for n, product in enumerate(products):
        at = datetime.now(UTC) - timedelta(days=9 - n)
        items = [{"item_id": product, "price": 99.0}]
        given = {"user_id": shopper, "timestamp": at, "properties": {"currency": "GBP", "items": items}}
        event = Event.model_validate({"message_id": f"{shopper}-{product}", "type": "purchase", **given})
        client.shop.events.append([event])


class NeverDone:
    """A language model that begins and does not end."""

    name = "slow"

    async def stream(self, _request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        yield TextDelta("The Trail Boots keep wet trails out. And ")
        await asyncio.sleep(60)


@pytest.fixture
def own(serve: Callable[..., Any]) -> Any:
    """A server of this test's own."""
    return serve()


def test_a_shopper_is_shown_with_source_and_date_of_every_entry(own: Any, secret: dict[str, str]) -> None:
    browse(own, "ann", "jacket-rain", "boots", "tent")
    assert patch(own, secret, add=[NO_WOOL]).status_code == 200
    told = own.http.get(ANN, headers=secret).json()
    assert told["profile"] == {"preferences": [], "dislikes": ["wool"], "sizes": {}}
    assert told["consent"] == {"serve": True, "personalize": True, "train": True}
    by_source = {entry["source"]: entry for entry in told["entries"] if entry["statement"]["kind"] != "budget"}
    assert by_source["stated"]["statement"]["value"] == "wool"
    assert by_source["concluded"]["statement"]["value"] == "Fjellmark"
    assert by_source["concluded"]["because"] == "bought 3 of 3 things from Fjellmark"
    assert all(datetime.fromisoformat(entry["at"]) for entry in told["entries"])


def test_entries_are_replaced_and_removed_and_a_rejected_conclusion_stays_away(
    own: Any, secret: dict[str, str]
) -> None:
    browse(own, "ann", "jacket-rain", "boots", "tent")
    entries = patch(own, secret, add=[NO_WOOL, {"kind": "size", "name": "shoe", "value": "41"}]).json()["entries"]
    ids = {entry["statement"]["value"]: entry["entry_id"] for entry in entries}
    change = {"add": [{"kind": "size", "name": "shoe", "value": "42"}], "remove": [ids["wool"], ids["Fjellmark"]]}
    told = patch(own, secret, **change).json()
    assert told["profile"]["sizes"] == {"shoe": "42"} and told["profile"]["dislikes"] == []
    browse(own, "ann", "jacket-lux")
    assert "Fjellmark" not in own.http.get(ANN, headers=secret).text


@pytest.mark.parametrize(
    "change",
    [
        {"add": [{"kind": "size"}]},
        {"add": [{"kind": "budget", "value": "120"}]},
        {"add": [{"kind": "dislike", "value": "   "}]},
        {"add": [{"kind": "dislike", "value": "a\x00b"}]},
        {"add": [{"kind": "dislike", "value": "a" * 81}]},
        {"add": [{"kind": "wish", "value": "a"}]},
        {"add": [NO_WOOL] * 81},
        {"consent": {"personalize": "perhaps"}},
        {"consent": {"sell": True}},
        {"forget": ["wool"]},
    ],
)
def test_a_change_that_cannot_be_one_is_refused(client: Any, secret: dict[str, str], change: Any) -> None:
    response = patch(client, secret, **change)
    assert response.status_code in (400, 422)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_an_entry_that_is_not_there_and_a_missing_consent_change_nothing(own: Any, secret: dict[str, str]) -> None:
    refused = patch(own, secret, add=[NO_WOOL], remove=["e_0"])
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    refused = patch(own, secret, "/v1/shoppers/anonymous%3Aa", add=[NO_WOOL])
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_required")
    assert own.http.get(ANN, headers=secret).json()["entries"] == []


def test_without_a_secret_key_nobody_is_seen_and_every_no_is_the_same(client: Any, secret: dict[str, str]) -> None:
    patch(client, secret, "/v1/shoppers/bea", add=[NO_WOOL])
    told = []
    for path in ("/v1/shoppers/bea", "/v1/shoppers/nobody", "/v1/shoppers/anonymous%3Axyz", "/v1/shoppers/%00"):
        for method, body in (("GET", None), ("PATCH", {"add": [NO_WOOL]}), ("DELETE", None)):
            told.append(client.http.request(method, path, json=body))
        told.append(client.http.get(f"{path}/export"))
    assert {response.status_code for response in told} == {404}
    assert len({response.json()["detail"] for response in told}) == 1
    assert client.http.get("/v1/shoppers/%00", headers=secret).status_code == 404
    assert client.http.get("/v1/shoppers/bea", headers=secret).json()["profile"]["dislikes"] == ["wool"]


def test_an_id_may_hold_what_a_path_may_not(client: Any, secret: dict[str, str]) -> None:
    for name in ("a/b", "zoë@shop.example", "50 %", "x?y#z", "暖"):
        path = f"/v1/shoppers/{quote(name, safe='')}"
        told = patch(client, secret, path, add=[NO_WOOL]).json()
        assert told["shopper_id"] == name
        assert client.http.get(f"{path}/export", headers=secret).json()["shopper_id"] == name


def test_what_a_shopper_dislikes_is_not_found_for_them_and_is_for_others(own: Any, secret: dict[str, str]) -> None:
    assert "socks" in shown(ask(own, "warm socks", secret, user={"id": "ann"}))
    patch(own, secret, add=[NO_WOOL])
    assert "socks" not in shown(ask(own, "warm socks", secret, user={"id": "ann"}))
    assert "socks" in shown(ask(own, "warm socks", secret, user={"id": "bob"}))
    assert "socks" in shown(ask(own, "warm socks", {}, user={"id": "ann"}))  # no key: anybody can write a name
    own.shop.shoppers.memory.forget("ann")
    assert "socks" in shown(ask(own, "warm socks", secret, user={"id": "ann"}))


def test_a_budget_that_is_remembered_is_held_until_a_message_names_another(own: Any, secret: dict[str, str]) -> None:
    limit = {"amount": 10_000, "currency": "GBP"}
    patch(own, secret, add=[{"kind": "budget", "limit": limit}])
    held = shown(ask(own, "a jacket", secret, user={"id": "ann"}))
    assert "jacket-rain" in held and not held & {"jacket-warm", "jacket-lux"}
    assert "jacket-warm" in shown(ask(own, "a warm jacket under 150", secret, user={"id": "ann"}))


def test_a_preference_and_a_size_are_evidence(own: Any, secret: dict[str, str]) -> None:
    patch(own, secret, add=[{"kind": "preference", "value": "waterproof"}])
    items = ask(own, "a jacket", secret, user={"id": "ann"})["products"]["items"]
    liked = {i["product_id"] for i in items if any(e["signal"] == "preference" for e in i["evidence"])}
    assert "jacket-rain" in liked


@pytest.mark.parametrize("how", ["header", "request", "withdrawn"])
def test_who_does_not_agree_is_answered_without_stored_memory(own: Any, secret: dict[str, str], how: str) -> None:
    patch(own, secret, add=[NO_WOOL])
    user: dict[str, Any] = {"id": "ann"}
    headers = dict(secret)
    if how == "header":
        headers |= GPC
    elif how == "request":
        user["consent"] = {"personalization": False}
    else:
        assert patch(own, secret, consent={"personalize": False}).json()["entries"] == []
    assert "socks" in shown(ask(own, "warm socks", headers, user=user))


def test_a_signed_in_shopper_keeps_their_conversation_from_the_next(own: Any, secret: dict[str, str]) -> None:
    first = ask(own, "hello", secret, user={"id": "ann"})
    going_on = {"message": {"content": "hello"}, "conversation_id": first["conversation_id"], "user": {"id": "bob"}}
    assert own.http.post("/v1/chat", json=going_on, headers=secret).status_code == 404
    going_on["user"] = {"id": "ann"}
    assert own.http.post("/v1/chat", json=going_on, headers=secret).status_code == 200


def test_who_signs_in_takes_the_conversation_along(own: Any, secret: dict[str, str]) -> None:
    visitor = Browser(own)
    begun = visitor.ask("hello")
    ids = {"conversation_id": begun["conversation_id"]}
    ask(own, "hello", secret, user={"id": "ann", "anonymous_id": "a_1"}, **ids)
    assert visitor.get(visitor.tokens[0]).status_code == 404  # it is no browser's any more
    export = own.http.get(f"{ANN}/export", headers=secret).json()
    assert [one["conversation_id"] for one in export["conversations"]] == [begun["conversation_id"]]
    ask(own, "hello", secret, user={"anonymous_id": "a_1", "consent": {"personalization": True}}, **ids)
    assert own.shop.conversations.load(begun["conversation_id"]).shopper_id == "ann"


def test_an_answer_under_way_does_not_outlive_its_shopper(serve: Callable[..., Any], secret: dict[str, str]) -> None:
    own = serve(NeverDone())
    sent = {"message": {"content": "boots for CANARY"}, "user": {"id": "ann"}}
    with own.http.stream("POST", "/v1/chat", json=sent, headers=secret | {"Accept": "text/event-stream"}) as answer:
        lines = answer.iter_lines()
        assert next(line for line in lines if "text_delta" in line)
        assert own.http.delete(ANN, headers=secret).status_code == 204
        assert "turn_stopped" in "".join(lines)
    assert own.shop.conversations.ids_of("ann") == ()
    assert b"CANARY" not in _bytes_of(own.shop.settings.home)


class Browser:
    """An anonymous visitor with consent, and what their browser keeps."""

    def __init__(self, client: Any, anonymous_id: str = "a_1") -> None:
        self.client, self.anonymous_id, self.tokens = client, anonymous_id, list[str]()
        self.path = f"/v1/shoppers/anonymous%3A{anonymous_id}"

    def ask(self, words: str, *, agrees: bool | None = True, token: str | None = None, **more: Any) -> dict[str, Any]:
        user = {"anonymous_id": self.anonymous_id} | (
            {} if agrees is None else {"consent": {"personalization": agrees}}
        )
        answer = ask(self.client, words, {"X-Conversation-Token": token} if token else {}, user=user, **more)
        self.tokens.append(answer.get("conversation_token") or str(token))
        return answer

    def get(self, token: str, path: str = "") -> Any:
        return self.client.http.get(self.path + path, headers={"X-Conversation-Token": token})

    def state(self, token: str, *statements: dict[str, Any]) -> Any:
        return self.client.http.patch(self.path, json={"add": statements}, headers={"X-Conversation-Token": token})


def test_an_anonymous_visitor_who_agrees_is_opened_by_their_conversations_token_alone(own: Any) -> None:
    me, stranger = Browser(own), Browser(own, "a_2")
    me.ask("hello")
    stranger.ask("hello")
    assert me.state(me.tokens[0], NO_WOOL).status_code == 200
    assert me.get(me.tokens[0]).json()["profile"]["dislikes"] == ["wool"]
    assert me.get(me.tokens[0], "/export").status_code == 200
    assert me.get(stranger.tokens[0]).status_code == me.get("ct_made_up").status_code == 404


def test_an_anonymous_visitor_who_does_not_agree_owns_nothing(own: Any, secret: dict[str, str]) -> None:
    for agrees in (None, False):
        me = Browser(own)
        me.ask("hello", agrees=agrees)
        assert me.get(me.tokens[0]).status_code == 404
    assert own.http.get(Browser(own).path, headers=secret).json()["consent"]["personalize"] is False


def test_a_new_conversation_needs_a_token_of_an_earlier_one_to_be_known(own: Any) -> None:
    me, thief = Browser(own), Browser(own)
    me.ask("hello")
    me.state(me.tokens[0], NO_WOOL)
    assert "socks" in shown(thief.ask("warm socks"))  # the id alone could be anyone's
    assert thief.get(thief.tokens[0]).status_code == 404
    assert "socks" not in shown(me.ask("warm socks", token=me.tokens[0]))
    assert me.get(me.tokens[1]).status_code == 200


def test_who_agrees_later_takes_along_what_was_said_before(own: Any, secret: dict[str, str]) -> None:
    me = Browser(own)
    first = me.ask("hello", agrees=None)
    stated = (Statement(kind="dislike", value="wool"),)
    said = Message(message_id="m", role="user", content="no wool", at=datetime.now(UTC), stated=stated)
    own.shop.conversations.append(first["conversation_id"], (said,))
    me.ask("hello", token=me.tokens[0], conversation_id=first["conversation_id"])
    assert me.get(me.tokens[0]).json()["profile"]["dislikes"] == ["wool"]


def test_a_browser_is_not_told_what_was_bought_under_its_id(own: Any, secret: dict[str, str]) -> None:
    me = Browser(own)
    for product in ("jacket-rain", "boots", "tent"):
        item = {"currency": "GBP", "items": [{"item_id": product, "price": 99.0}]}
        given = {"anonymous_id": "a_1", "timestamp": datetime.now(UTC) - timedelta(days=1), "properties": item}
        own.shop.events.append([Event.model_validate({"message_id": product, "type": "purchase", **given})])
    me.ask("hello")
    assert "Fjellmark" not in me.get(me.tokens[0]).text
    assert me.get(me.tokens[0], "/export").json()["events"] == []
    assert "Fjellmark" in own.http.get(me.path, headers=secret).text
    assert len(own.http.get(f"{me.path}/export", headers=secret).json()["events"]) == 3


def test_an_export_holds_everything_and_no_token(own: Any, secret: dict[str, str]) -> None:
    browse(own, "ann", "jacket-rain")
    answer = ask(own, "something for CANARY-WORD", secret, user={"id": "ann"})
    patch(own, secret, add=[NO_WOOL])
    told = own.http.get(f"{ANN}/export", headers=secret)
    export = told.json()
    assert [event["type"] for event in export["events"]] == ["purchase", "shown"]
    assert [one["conversation_id"] for one in export["conversations"]] == [answer["conversation_id"]]
    assert "CANARY-WORD" in str(export["conversations"]) and "token" not in str(export["conversations"])
    assert [entry["statement"]["value"] for entry in export["entries"]] == ["wool"]
    assert told.headers["Cache-Control"] == "no-store"


def _bytes_of(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(home.glob("shop.db*")))


def test_what_is_forgotten_is_in_no_byte_of_the_database(own: Any, secret: dict[str, str]) -> None:
    home = own.shop.settings.home
    words = [f"CANARY{n}x" for n in range(40)]
    patch(own, secret, add=[{"kind": "preference", "value": word} for word in words])
    assert all(word.encode() in _bytes_of(home) for word in words)
    entries = own.http.get(ANN, headers=secret).json()["entries"]
    gone = [entry["entry_id"] for entry in entries[:20]]
    patch(own, secret, remove=gone)
    own.shop.shoppers.memory.forget("ann", words)
    left = _bytes_of(home)
    assert not [word for word in words if word.encode() in left]


def test_an_erased_shopper_is_in_no_byte_of_the_database(own: Any, secret: dict[str, str]) -> None:
    home, canary = own.shop.settings.home, "CANARY4711"
    browse(own, canary, "jacket-rain", "boots")
    path = f"/v1/shoppers/{canary}"
    ask(own, f"boots for {canary}", secret, user={"id": canary})
    patch(own, secret, path, add=[{"kind": "preference", "value": canary}], consent={"train": False})
    patch(own, secret, add=[NO_WOOL])
    assert canary.encode() in _bytes_of(home)
    assert own.http.delete(path, headers=secret).status_code == 204
    assert canary.encode() not in _bytes_of(home)
    assert own.http.delete(path, headers=secret).status_code == 204
    assert own.http.get(path, headers=secret).json()["entries"] == []
    assert own.http.get(ANN, headers=secret).json()["profile"]["dislikes"] == ["wool"]


def test_what_an_erased_shopper_did_before_is_not_taken_in_again(own: Any, secret: dict[str, str]) -> None:
    n_before = own.shop.events.count()
    browse(own, "ann", "jacket-rain")
    assert own.http.delete(ANN, headers=secret).status_code == 204
    own.shop.events.append([purchase("again", "ann", datetime.now(UTC) - timedelta(days=1))])
    assert own.shop.events.events_of("ann") == []
    assert own.shop.events.count() == n_before + 1  # what leads to nobody is kept
    own.shop.events.append([purchase("later", "ann", datetime.now(UTC) + timedelta(seconds=1))])
    assert [event["message_id"] for event in own.shop.events.events_of("ann")] == ["later"]


def purchase(message_id: str, shopper: str, at: datetime) -> Event:
    given = {"message_id": message_id, "type": "purchase", "user_id": shopper, "timestamp": at}
    return Event.model_validate(given | {"properties": {"items": [{"item_id": "boots"}]}})


def test_a_browser_erases_itself_and_its_token_opens_nothing_more(own: Any) -> None:
    me = Browser(own)
    me.ask("hello")
    token = {"X-Conversation-Token": me.tokens[0]}
    assert own.http.delete(me.path, headers=token).status_code == 204
    assert own.http.delete(me.path, headers=token).status_code == 404


def test_what_a_browser_had_remembered_goes_with_its_last_conversation(own: Any, secret: dict[str, str]) -> None:
    me = Browser(own)
    me.ask("hello")
    me.state(me.tokens[0], NO_WOOL)
    later = datetime.now(UTC) + timedelta(days=1)
    assert own.shop.shoppers.forget_idle(later) == 0
    own.shop.conversations.delete_before(later)
    assert own.shop.shoppers.forget_idle(later) == 1
    told = own.http.get(me.path, headers=secret).json()
    assert (told["entries"], told["consent"]["personalize"]) == ([], False)


def test_a_browser_of_another_origin_may_change_what_is_known(serve: Callable[..., Any]) -> None:
    http = serve(allowed_origins="https://shop.example").http
    asked = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "content-type"}
    allowed = http.options("/v1/shoppers/anonymous%3Aa", headers={"Origin": "https://shop.example", **asked})
    assert allowed.status_code == 200 and "PATCH" in allowed.headers["Access-Control-Allow-Methods"]
