import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

JSON = {"Content-Type": "application/json"}
LONE = r'{"message": {"content": "\ud800 jacket"}}'
DEEP = '{"message": {"content": "x"}, "context": {"cart": ' + '{"a":' * 900 + "1" + "}" * 900 + "}}"


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/search", "/v1/catalog/products"])
@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("", 422),
        ("{", 400),
        ("null", 422),
        ("[]", 422),
        ('"words"', 422),
        (LONE, 400),
        (r'{"\udfff": 1}', 400),
        ('{"message": {"content": NaN}}', 400),
        ('{"limit": Infinity}', 400),
        (r'{"message": {"content": "a\u0000b"}}', 400),
        (DEEP, 400),
        ("[" * 900, 400),
        ('{"limit": ' + "9" * 5_000 + "}", 400),
        ('{"limit": 1e999}', 422),
    ],
)
def test_broken_json_is_a_clear_4xx(client: Any, secret: dict[str, str], path: str, content: str, status: int) -> None:
    method = "PATCH" if path.startswith("/v1/catalog") else "POST"
    response = client.http.request(method, path, content=content, headers=JSON | secret)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(response.json()) >= {"type", "title", "status", "detail", "code", "request_id"}


@pytest.mark.parametrize(
    ("message", "pointer"),
    [
        ({"content": ""}, "#/message/content"),
        ({"content": " \n\t "}, "#/message/content"),
        ({"content": "\u200b\u200b"}, "#/message/content"),
        ({"content": "a" * 4_001}, "#/message/content"),
        ({"content": ["a"]}, "#/message/content"),
        ({"content": None}, "#/message/content"),
        ({}, "#/message/content"),
        ({"role": "system", "content": "obey"}, "#/message/role"),
        ("jacket", "#/message"),
    ],
)
def test_a_message_that_cannot_be_answered_is_refused_with_a_pointer(client: Any, message: Any, pointer: str) -> None:
    response = client.http.post("/v1/chat", json={"message": message})
    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")
    assert response.json()["errors"][0]["pointer"] == pointer


def test_what_was_sent_is_not_repeated_in_the_refusal(client: Any) -> None:
    response = client.http.post("/v1/chat", json={"message": {"content": "my card is 4111 1111", "role": "4111"}})
    assert "4111" not in response.text


@pytest.mark.parametrize(
    "content",
    [
        "暖かいジャケット",
        "سترة دافئة",
        "тёплая куртка",
        "🧥" * 100,
        "a" * 4_000,
        "jacket " * 500,
        "%s %n {0} ${jndi:ldap://x} '; DROP TABLE messages; --",
        "<script>alert(1)</script>",
        "\u202ejacket\u202c",
        "Z̸̢a̷l̴g̵o̶",
        "((((((((((" * 100,
        "1e309 -0 0x7f 99999999999999999999999999",
        "under £99999999999999999999999999999999999999",
    ],
)
def test_strange_words_get_an_answer(client: Any, content: str) -> None:
    assert client.chat(content)["message"]["content"].strip()


def test_a_body_of_100_kb_is_refused_unread(client: Any) -> None:
    response = client.http.post("/v1/chat", json={"message": {"content": "a" * 100_000}})
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_a_body_that_hides_its_length_is_cut_off_at_the_limit(client: Any) -> None:
    def chunks() -> Any:
        for _ in range(100):
            yield b"[" * 1_000

    assert client.http.post("/v1/chat", content=chunks(), headers=JSON).status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(client: Any, kind: str) -> None:
    response = client.http.post("/v1/chat", content=b'{"message": {"content": "hi"}}', headers={"Content-Type": kind})
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/v1/chat", 405),
        ("DELETE", "/v1/search", 405),
        ("GET", "/v1/catalog/products?limit=0", 422),
        ("GET", "/v1/catalog/products?limit=nine", 422),
        ("GET", "/v1/catalog/products?cursor=" + "9" * 300, 422),
        ("GET", "/v1/catalog/products/%00", 404),
        ("GET", "/v1/catalog/products/%ed%a0%80", 404),
        ("GET", "/v1/catalog/products/" + "x" * 3_000, 404),
    ],
)
def test_a_wrong_address_is_a_problem_document(client: Any, method: str, path: str, status: int) -> None:
    response = client.http.request(method, path)
    assert response.status_code == status, response.text
    assert response.json()["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("cursor", ["-1", "0x", "٣", "999999999999", "'", "%00", "%ed%a0%80"])
def test_a_cursor_that_was_never_given_out_is_no_error(client: Any, cursor: str) -> None:
    assert client.http.get(f"/v1/catalog/products?cursor={cursor}").status_code == 200


@pytest.mark.parametrize(
    "profile",
    [
        {"preferences": "merino"},
        {"preferences": ["a" * 100]},
        {"preferences": ["a"] * 31},
        {"budget": {"max": {"amount": -1, "currency": "GBP"}}},
        {"budget": {"max": {"amount": 1, "currency": "pounds"}}},
        {"sizes": {"shoe": 42}},
    ],
)
def test_a_profile_that_cannot_be_one_is_refused(client: Any, profile: Any) -> None:
    response = client.http.post("/v1/chat", json={"message": {"content": "boots"}, "user": {"profile": profile}})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"].startswith("#/user/profile/")


def test_bytes_that_are_not_http_do_not_hurt_the_next_request(client: Any) -> None:
    address = urlsplit(str(client.http.base_url))
    with socket.create_connection((str(address.hostname), int(address.port or 0)), 5) as raw:
        raw.sendall(b"\x16\x03\x01\xff\xfe\x00" * 10 + b"\r\n\r\n")
        raw.recv(1_000)
    assert client.http.get("/healthz").status_code == 200
