"""The Model Context Protocol's own client against `POST /mcp`."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client

from api.mcp.server import McpServer
from api.mcp.tool import Arguments, ShopTool, ToolAnswer
from database.errors import DatabaseLocked

PUBLIC_KEY = "pk_0123456789abcdef0123"
TOOLS = {"search_catalog", "lookup_catalog", "get_product", "search_shop_policies_and_faqs"}
HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


def url_of(client: Any) -> str:
    return str(client.http.base_url.join("/mcp"))


def through(client: Any, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """What `use` makes of the SDK's client."""

    async def connect() -> Any:
        async with Client(url_of(client)) as mcp:
            return await use(mcp)

    return asyncio.run(connect())


def call(client: Any, tool: str, **arguments: Any) -> Any:
    return through(client, lambda mcp: mcp.call_tool(tool, arguments))


@asynccontextmanager
async def session_of(url: str, **headers: str) -> AsyncIterator[ClientSession]:
    """A client that greets the server first, as those of 2025 do."""
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        streamable_http_client(url, http_client=http) as (incoming, outgoing),
        ClientSession(incoming, outgoing) as session,
    ):
        yield session


def test_the_tools_are_listed_with_their_schemas_and_only_read(client: Any) -> None:
    tools = through(client, lambda mcp: mcp.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.input_schema["type"] == "object"


def test_a_client_that_initializes_first_is_served_too(client: Any) -> None:
    async def greet() -> tuple[Any, Any, Any]:
        async with session_of(url_of(client)) as session:
            begun = await session.initialize()
            return begun, await session.list_tools(), await session.call_tool("search_catalog", {"query": "boots"})

    begun, listed, found = asyncio.run(greet())
    assert begun.server_info.name == "shopkeeper"
    assert {tool.name for tool in listed.tools} == TOOLS
    assert found.structured_content["products"][0]["id"] == "boots"


def test_search_finds_products_in_the_protocols_shape(client: Any) -> None:
    answer = call(client, "search_catalog", query="warm jacket", filters={"price_max": 12_000}, limit=3)
    found = answer.structured_content
    assert not answer.is_error
    assert json.loads(answer.content[0].text) == found
    assert found["ucp"]["version"] == "2026-04-08"
    first = found["products"][0]
    assert first["id"] == "jacket-warm"
    assert first["price_range"]["min"] == {"amount": 11_900, "currency": "GBP"}
    assert first["variants"][0]["availability"] == {"available": True, "status": "in_stock"}
    assert all(product["price_range"]["min"]["amount"] <= 12_000 for product in found["products"])


def test_search_takes_what_agents_of_the_commerce_protocol_send(client: Any) -> None:
    catalog = {
        "query": "jacket",
        "filters": {"price": {"max": 12_000}, "brand": ["Nordvik"]},
        "pagination": {"limit": 1},
    }
    meta = {"ucp-agent": {"profile": "https://agent.example/profile.json"}}
    found = call(client, "search_catalog", meta=meta, catalog=catalog).structured_content
    assert [product["id"] for product in found["products"]] == ["jacket-warm"]


def test_the_pages_of_a_search_hold_every_product_once(client: Any) -> None:
    seen, cursor = [], None
    while True:
        page = call(client, "search_catalog", limit=4, **({"cursor": cursor} if cursor else {})).structured_content
        seen += [product["id"] for product in page["products"]]
        if not page["pagination"]["has_next_page"]:
            break
        cursor = page["pagination"]["cursor"]
    assert sorted(seen) == sorted({product.id for product in client.shop.catalog.all_products()})


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"in_stock": True, "categories": ["Footwear"]}, {"boots"}),
        ({"availability": ["in_stock"], "categories": ["Footwear"]}, {"boots"}),
        ({"availability": ["in_stock", "out_of_stock"], "categories": ["Footwear"]}, {"boots", "sneaker"}),
        ({"brand": ["lumo"]}, {"lamp", "odd/id"}),
        ({"price_min": 25_000}, {"tent", "jacket-lux"}),
        ({"categories": ["Apparel"], "exclude_terms": ["jacket"]}, {"socks"}),
    ],
)
def test_every_filter_holds(client: Any, filters: dict[str, Any], ids: set[str]) -> None:
    found = call(client, "search_catalog", filters=filters, limit=50).structured_content["products"]
    assert {product["id"] for product in found} == ids


def test_lookup_takes_ids_of_products_and_of_variants(client: Any) -> None:
    found = call(client, "lookup_catalog", ids=["boots", "tent-1", "tent", "no-such"]).structured_content
    assert [product["id"] for product in found["products"]] == ["boots", "tent"]
    tent = found["products"][1]["variants"][0]
    assert tent["inputs"] == [{"id": "tent-1", "match": "exact"}, {"id": "tent", "match": "featured"}]
    assert found["messages"] == [{"type": "info", "code": "not_found", "content": "no-such"}]


def test_lookup_of_nothing_known_is_an_empty_list_not_an_error(client: Any) -> None:
    answer = call(client, "lookup_catalog", ids=["no-such"])
    assert not answer.is_error
    assert answer.structured_content["products"] == []


@pytest.mark.parametrize(
    "asked", [{"id": "boots"}, {"id": "boots-1"}, {"product_id": "boots"}, {"catalog": {"id": "boots"}}]
)
def test_a_product_is_told_whole(client: Any, asked: dict[str, Any]) -> None:
    product = call(client, "get_product", **asked).structured_content["product"]
    assert (product["id"], product["title"]) == ("boots", "Trail Boots")
    assert product["description"]["plain"] == "Waterproof boots for wet trails."
    assert product["rating"]["value"] == 4.5


def test_a_product_that_is_not_there_is_an_error_of_the_tool(client: Any) -> None:
    answer = call(client, "get_product", id="no-such")
    assert answer.is_error
    assert answer.structured_content["messages"][0]["code"] == "not_found"


def test_policies_are_found_with_what_to_cite(client: Any) -> None:
    sections = call(client, "search_shop_policies_and_faqs", query="can I send it back?").structured_content["sections"]
    assert sections[0]["source_id"] == "returns#30-days"
    assert "30 days" in sections[0]["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "named"),
    [
        ("search_catalog", {"query": "x" * 1_001}, "query"),
        ("search_catalog", {"query": ["boots"]}, "query"),
        ("search_catalog", {"query": "boots", "limit": 0}, "limit"),
        ("search_catalog", {"query": "boots", "limit": "many"}, "limit"),
        ("search_catalog", {"query": "boots", "filters": {"price_max": -1}}, "filters.price_max"),
        ("search_catalog", {"query": "boots", "filters": {"price_max": 10**30}}, "filters.price_max"),
        ("search_catalog", {"query": "boots", "filters": "cheap"}, "filters"),
        ("search_catalog", {"query": "boots", "filters": {"attributes": {"a": ["x" * 300]}}}, "filters.attributes"),
        ("lookup_catalog", {}, "ids"),
        ("lookup_catalog", {"ids": []}, "ids"),
        ("lookup_catalog", {"ids": [str(n) for n in range(51)]}, "ids"),
        ("lookup_catalog", {"ids": "boots"}, "ids"),
        ("get_product", {}, "id"),
        ("get_product", {"id": 5}, "id"),
        ("search_shop_policies_and_faqs", {"query": ""}, "query"),
    ],
)
def test_wrong_arguments_are_an_error_of_the_tool(client: Any, tool: str, arguments: Any, named: str) -> None:
    answer = call(client, tool, **arguments)
    assert answer.is_error
    assert named in answer.content[0].text
    assert "pydantic" not in answer.content[0].text


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(client: Any) -> None:
    async def buy(mcp: Client) -> None:
        with pytest.raises(MCPError, match="no tool of this name"):
            await mcp.call_tool("buy_everything", {})

    through(client, buy)


@pytest.mark.parametrize(
    "words", ["暖かいジャケット", "🧥" * 100, "'; DROP TABLE products; --", "\u202ejacket", "%s%n{0}"]
)
@pytest.mark.parametrize("tool", ["search_catalog", "search_shop_policies_and_faqs"])
def test_strange_words_get_an_answer(client: Any, tool: str, words: str) -> None:
    assert not call(client, tool, query=words).is_error


@pytest.mark.parametrize(
    ("fault", "said"),
    [(DatabaseLocked("locked: /srv/shop.db"), "try again"), (ValueError("secret detail"), "Something went wrong")],
)
def test_a_tool_that_fails_says_so_in_a_sentence_without_the_fault(client: Any, fault: Exception, said: str) -> None:
    def fail(shop: Any, arguments: Arguments) -> ToolAnswer:
        raise fault

    answer = asyncio.run(McpServer(client.shop, [ShopTool.of("Fail", fail)]).call("fail", {}))
    assert answer.is_error
    assert said in answer.content[0].text
    assert str(fault) not in answer.content[0].text


def test_with_keys_set_a_key_is_needed(serve: Callable[..., Any]) -> None:
    server = serve(public_keys=PUBLIC_KEY)
    assert server.http.post("/mcp", json={}, headers=HEADERS).status_code == 401

    async def list_tools() -> Any:
        async with session_of(url_of(server), Authorization=f"Bearer {PUBLIC_KEY}") as session:
            await session.initialize()
            return await session.list_tools()

    assert len(asyncio.run(list_tools()).tools) == len(TOOLS)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 403),
        ("http://127.0.0.1.evil.example:8000", 403),
        ("null", 403),
        ("http://[", 403),
        ("https://shop.example", 200),
        ("http://localhost:6274", 200),
    ],
)
def test_pages_of_other_origins_are_refused(serve: Callable[..., Any], origin: str, status: int) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    http = serve(allowed_origins="https://shop.example null").http
    assert http.post("/mcp", json=ping, headers=HEADERS | {"Origin": origin}).status_code == status


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_are_no_sessions_to_open_or_close(client: Any, method: str) -> None:
    assert client.http.request(method, "/mcp", headers=HEADERS).status_code == 405


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", "5", '"x"', "[" * 900, '{"jsonrpc": NaN}', r'{"a": "\ud800"}', '{"jsonrpc": "2.0"}',
     '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": 5}',
     '{"jsonrpc": "2.0", "id": [], "method": 5}',
     '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": {}, "arguments": []}}'],
)  # fmt: skip
def test_what_is_not_a_message_of_the_protocol_is_no_fault_of_ours(client: Any, body: str) -> None:
    assert client.http.post("/mcp", content=body, headers=HEADERS).status_code < 500


def test_a_body_that_is_too_large_is_refused(client: Any) -> None:
    assert client.http.post("/mcp", json={"a": "x" * 70_000}, headers=HEADERS).status_code == 413


def test_the_sdk_is_not_loaded_before_an_agent_comes() -> None:
    looked = "import sys; import api.app; print([name for name in sys.modules if name.split('.')[0] == 'mcp'])"
    run = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
