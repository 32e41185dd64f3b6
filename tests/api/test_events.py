"""`POST /v1/events` over a real socket."""

import base64
import gzip
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

PUBLIC_KEY = "pk_0123456789abcdef0123"
SECRET_KEY = "sk_0123456789abcdef0123"
ORIGIN = "https://shop.example"


def event(product: str = "boots", **more: Any) -> dict[str, Any]:
    items = [{"item_id": product, "price": 120.0, "quantity": 1}]
    return {
        "message_id": uuid4().hex,
        "type": "view_item",
        "anonymous_id": "a",
        "timestamp": datetime.now(UTC).isoformat(),
        "properties": {"currency": "GBP", "items": items},
    } | more


def statuses(response: Any) -> list[str]:
    assert response.status_code == 202, response.text
    return [result["status"] for result in response.json()["results"]]


@pytest.fixture
def own(serve: Callable[..., Any]) -> Any:
    """A server of this test's own."""
    return serve()


def test_every_event_gets_its_verdict_and_one_bad_one_does_not_sink_the_batch(own: Any) -> None:
    good = event()
    batch = [good, good, event(type="view_itm"), {"type": "identify", "messageId": "i"}, event(properties={}), 5]
    response = own.http.post("/v1/events", json={"batch": batch})
    assert statuses(response) == ["accepted", "duplicate", "refused", "ignored", "refused", "refused"]
    told = response.json()
    assert [told[f"n_{name}"] for name in ("accepted", "duplicate", "refused", "ignored")] == [1, 1, 3, 1]
    assert [result.get("message_id") for result in told["results"][:2]] == [good["message_id"]] * 2
    assert "names no product" in told["results"][4]["reason"]
    assert own.shop.events.count() == 1
    assert own.shop.dead_letters.count() == 3
    assert own.http.get("/metrics").text.count("shopkeeper_events_total") >= 4


def test_an_order_that_is_told_twice_counts_once(own: Any) -> None:
    def order(message_id: str) -> dict[str, Any]:
        bought = {"items": [{"item_id": "boots"}], "transaction_id": "o-1"}
        return event(message_id=message_id, type="purchase", properties=bought)

    assert statuses(own.http.post("/v1/events", json={"batch": [order("m1"), order("m2")]})) == [
        "accepted",
        "duplicate",
    ]
    assert statuses(own.http.post("/v1/batch", json={"batch": [order("m3")]})) == ["duplicate"]


def test_a_beacon_sends_plain_text_with_its_key_in_the_address(serve: Any) -> None:
    client = serve(public_keys=PUBLIC_KEY, allowed_origins=ORIGIN)
    content, headers = json.dumps(event()), {"Content-Type": "text/plain;charset=UTF-8", "Origin": ORIGIN}
    assert statuses(client.http.post(f"/v1/events?key={PUBLIC_KEY}", content=content, headers=headers)) == ["accepted"]
    assert client.http.post("/v1/events", content=content, headers=headers).status_code == 401
    elsewhere = headers | {"Origin": "https://elsewhere.example"}
    refused = client.http.post(f"/v1/events?key={PUBLIC_KEY}", content=content, headers=elsewhere)
    assert (refused.status_code, refused.json()["code"]) == (403, "origin_refused")
    assert client.shop.events.count() == 1


def test_a_sandboxed_frame_sends_events_where_the_shop_lists_null_and_reads_nothing(serve: Any) -> None:
    content, headers = json.dumps(event()), {"Content-Type": "text/plain", "Origin": "null"}
    closed, opened = (serve(public_keys=PUBLIC_KEY, allowed_origins=listed) for listed in (ORIGIN, f"{ORIGIN} null"))
    where = f"/v1/events?key={PUBLIC_KEY}"
    assert closed.http.post(where, content=content, headers=headers).json()["code"] == "origin_refused"
    taken = opened.http.post(where, content=content, headers=headers)
    assert statuses(taken) == ["accepted"]
    assert "Access-Control-Allow-Origin" not in taken.headers
    assert opened.http.post("/v1/events", content=content, headers=headers).status_code == 401
    for strange in ("NULL", "https://null", "null, https://shop.example"):
        answer = opened.http.post(where, content=content, headers=headers | {"Origin": strange})
        assert answer.status_code == 403
    asked = {"Origin": "null", "Access-Control-Request-Method": "POST"}
    assert "Access-Control-Allow-Origin" not in opened.http.options("/v1/chat", headers=asked).headers


@pytest.mark.parametrize("how", ["bearer", "basic", "body"])
def test_a_key_comes_as_clients_send_it(serve: Any, how: str) -> None:
    client = serve(public_keys=PUBLIC_KEY)
    for key, status in ((PUBLIC_KEY, 202), (SECRET_KEY, 202), (PUBLIC_KEY[:-1] + "x", 401), ("other", 401)):
        basic = base64.b64encode(f"{key}:".encode()).decode()
        headers = {"bearer": {"Authorization": f"Bearer {key}"}, "basic": {"Authorization": f"Basic {basic}"}}.get(how)
        body = {"batch": [event()]} | ({"writeKey": key} if how == "body" else {})
        assert client.http.post("/v1/batch", json=body, headers=headers or {}).status_code == status


def test_a_variant_is_counted_as_its_product(own: Any) -> None:
    own.http.post("/v1/events", json=[event("boots-1"), event("no-such")])
    assert [line.product_id for line in own.shop.events.lines()] == ["boots", "no-such"]


def test_only_a_secret_key_speaks_for_a_signed_in_shopper(own: Any, secret: dict[str, str]) -> None:
    own.http.post("/v1/events", json=event(user_id="ann", anonymous_id="b1"))
    own.http.post("/v1/events", json=event("tent", user_id="ann"), headers=secret)
    now = datetime.now(UTC)
    assert [line.product_id for line in own.shop.events.history("ann", now)] == ["tent"]
    assert [line.product_id for line in own.shop.events.history("anonymous:b1", now)] == ["boots"]


@pytest.mark.parametrize("how", ["event", "header", "withdrawn"])
def test_without_consent_nothing_leads_to_the_shopper(own: Any, secret: dict[str, str], how: str) -> None:
    sent = event(user_id="canary-ann", session_id="canary-s", anonymous_id="canary-b")
    headers = dict(secret)
    if how == "event":
        sent["consent"] = {"personalization": False}
    elif how == "header":
        headers |= {"Sec-GPC": "1"}
    else:
        own.http.patch("/v1/shoppers/canary-ann", json={"consent": {"personalize": False}}, headers=secret)
    broken = sent | {"message_id": "x", "properties": {}}
    assert statuses(own.http.post("/v1/events", json=[sent, broken], headers=headers)) == ["accepted", "refused"]
    assert own.shop.events.history("canary-ann", datetime.now(UTC)) == []
    assert own.shop.events.session("canary-s", datetime.now(UTC)) == []
    if how != "withdrawn":
        assert not any("canary" in letter.body for letter in own.shop.dead_letters.all_letters())
    assert all(line.shopper_id is None for line in own.shop.events.lines())


def test_limits_are_those_of_the_contract(client: Any) -> None:
    many = client.http.post("/v1/events", json={"batch": [{"message_id": "m"}] * 501})
    assert (many.status_code, many.json()["code"]) == (413, "too_many_events")
    large = client.http.post("/v1/events", json={"batch": [event(context={"a": "x" * 520_000})]})
    assert (large.status_code, large.json()["code"]) == (413, "body_too_large")
    one_large = [event(), event(properties={"items": [{"item_id": "a"}] * 10_000})]
    assert statuses(client.http.post("/v1/events", json=one_large)) == ["accepted", "refused"]
    assert statuses(client.http.post("/v1/events", json=[event() for _ in range(500)])) == ["accepted"] * 500


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "invalid_json"),
        (b"{", 400, "invalid_json"),
        ('{"batch": [{"type": "é"}]}'.encode("utf-16"), 400, "invalid_json"),
        (b"[" * 400_000, 400, "json_too_deep"),
        (b'{"batch": []}', 400, "no_events"),
        (b'{"batch": {"a": 1}}', 400, "no_events"),
        (b"5", 400, "no_events"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/events", "/v1/batch"])
def test_a_body_without_events_is_a_problem_document(
    client: Any, path: str, content: bytes, status: int, code: str
) -> None:
    response = client.http.post(path, content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_other_types_of_body_are_refused(client: Any) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/html", ""):
        response = client.http.post("/v1/events", content=b"{}", headers={"Content-Type": kind})
        assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_gzipped_body_is_unpacked_and_a_bomb_is_not(client: Any) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    packed = gzip.compress(json.dumps([event()]).encode())
    assert statuses(client.http.post("/v1/batch", content=packed, headers=headers)) == ["accepted"]
    bomb = gzip.compress(b"[" * 50_000_000)
    assert client.http.post("/v1/batch", content=bomb, headers=headers).status_code == 413
    for broken in (b"no gzip", packed[:-20]):
        response = client.http.post("/v1/batch", content=broken, headers=headers)
        assert (response.status_code, response.json()["code"]) == (400, "invalid_gzip")
    assert client.http.post("/v1/chat", content=packed, headers=headers).status_code == 400


BAD = [
    "NaN",
    "1e999",
    "9" * 5_000,
    r'"\ud800"',
    r'"a\u0000b"',
    "[" * 200 + "]" * 200,
    "{}",
    "[]",
    "true",
    "null",
    '"x"',
]


@pytest.mark.parametrize("bad", BAD)
def test_no_value_anywhere_spoils_the_batch_or_the_server(client: Any, bad: str) -> None:
    good = json.dumps(event())
    names = (
        "message_id",
        "type",
        "anonymous_id",
        "timestamp",
        "session_id",
        "properties",
        "context",
        "consent",
        "event",
    )
    broken = [f'{{{json.dumps(event())[1:-1]}, "{name}": {bad}}}' for name in (*names, "attribution", "sentAt", "name")]
    inner = [
        f'{{"items": {bad}}}',
        f'{{"items": [{bad}]}}',
        f'{{"items": [{{"item_id": {bad}}}]}}',
        f'{{"product_id": {bad}}}',
    ]
    broken += [f'{{{json.dumps(event())[1:-1]}, "properties": {one}}}' for one in inner]
    content = f'{{"batch": [{", ".join([*broken, good])}]}}'
    response = client.http.post("/v1/events", content=content.encode(), headers={"Content-Type": "application/json"})
    told = statuses(response)
    assert len(told) == len(broken) + 1
    assert told[-1] == "accepted"
    assert "refused" in told


def test_nothing_is_acknowledged_while_the_database_is_locked_and_it_can_be_sent_again(own: Any) -> None:
    sent = event()
    with own.shop.database.write(), ThreadPoolExecutor() as pool:
        response = pool.submit(own.http.post, "/v1/events", json=sent).result(15)
    assert (response.status_code, response.json()["code"]) == (503, "events_delayed")
    assert response.headers["Retry-After"] == "2"
    assert set(statuses(own.http.post("/v1/events", json=sent))) <= {"accepted", "duplicate"}
    assert own.shop.events.count() == 1


def test_a_segment_call_by_itself_is_taken(client: Any) -> None:
    told = {"event": "Product Viewed", "messageId": uuid4().hex, "properties": {"product_id": "boots"}}
    for path in ("/v1/track", "/v1/t"):
        assert statuses(client.http.post(path, json=told | {"messageId": uuid4().hex})) == ["accepted"]
    for path in ("identify", "page", "screen", "group", "alias", "i", "p"):
        assert statuses(client.http.post(f"/v1/{path}", json={"messageId": "x", "traits": {}})) == ["ignored"]


def test_erasing_a_shopper_reaches_the_refused_events(own: Any, secret: dict[str, str]) -> None:
    own.http.post("/v1/events", json=event(user_id="canary-ann", properties={}), headers=secret)
    own.http.post("/v1/events", json=event(anonymous_id="canary-b", properties={}))
    assert own.shop.dead_letters.count() == 2
    (kept,) = own.http.get("/v1/shoppers/canary-ann/export", headers=secret).json()["refused_events"]
    assert "names no product" in kept["reason"]
    own.http.delete("/v1/shoppers/canary-ann", headers=secret)
    own.http.delete("/v1/shoppers/anonymous%3Acanary-b", headers=secret)
    assert own.shop.dead_letters.count() == 0
    assert not any(b"canary" in file.read_bytes() for file in own.shop.settings.home.glob("shop.db*"))


def test_an_accepted_click_on_a_list_is_counted(client: Any, secret: dict[str, str]) -> None:
    def clicks() -> float:
        text = client.http.get("/metrics", headers=secret).text
        counts = re.findall(r'^shopkeeper_attributed_events_total\{type="select_item"\} (\S+)', text, re.MULTILINE)
        return float(counts[0]) if counts else 0.0

    before = clicks()
    event = {
        "message_id": "click-counted",
        "type": "select_item",
        "anonymous_id": "a_1",
        "properties": {"items": [{"item_id": "boots"}]},
        "attribution": {"list_id": "l_1"},
    }
    assert client.http.post("/v1/events", json={"batch": [event]}, headers=secret).json()["n_accepted"] == 1
    assert clicks() == before + 1
