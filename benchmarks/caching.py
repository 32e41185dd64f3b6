"""How much of a conversation's input the provider reads from its cache: ten turns through the real client."""

import json
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from api.settings import Settings
from api.wiring import open_shop
from assistant.stream import MessageEnd, TurnEvent
from benchmarks.errors import BenchmarkFailed
from benchmarks.shops import OUTFITTERS
from benchmarks.table import Table, at_least
from benchmarks.wire_server import wire_server
from benchmarks.workplace import Workplace
from cli.dialogue import Dialogue

#: What the shopper says, and what the model does about it: `look` calls a search, `show` presents products, `talk` does
#: neither. Half of the turns need a round of tools, as conversations in shops do.
TURNS = (
    ("a warm jacket for cycling, under 150", "look"),
    ("is the first one waterproof?", "talk"),
    ("and in blue?", "show"),
    ("what do people say about the second one?", "look"),
    ("something cheaper", "show"),
    ("can I send it back?", "talk"),
    ("I also need boots for wet trails", "look"),
    ("compare the first two", "show"),
    ("a gift for my sister who hikes, about 40", "look"),
    ("thanks, which one would you take?", "talk"),
)
TARGET = 0.90
#: Models differ in how long a prefix must be to be kept; this is the longest that a price list names.
LONG_MIN_TOKENS = 4_096


def measure(workplace: Workplace) -> Table:
    """Hold the conversation, then add up what the server counted."""
    wire = wire_server()
    server = wire.AnthropicWireServer()
    try:
        by_turn = _hold_conversation(workplace, wire, server)
        n_long = _recount(wire.PromptCache(LONG_MIN_TOKENS), server.requests, len(by_turn[0]))
    finally:
        server.close()
    later = [usage for turn in by_turn[1:] for usage in turn]
    table = Table("Prompt caching over a conversation", "python -m benchmarks caching")
    table.add("of the input of turns 2–10, read from the cache", _share(later), "", at_least(TARGET))
    table.add(f"the same, where {LONG_MIN_TOKENS:,} tokens are the least that is kept", n_long, "")
    table.add("of the input of turn 1", _share(by_turn[0]), "")
    table.add("requests of turns 2–10", len(later), "")
    table.add("input tokens of turns 2–10, all kinds", sum(map(_n_input, later)), "")
    table.notes.append("By turn: " + ", ".join(f"{n} {_share(turn):.0%}" for n, turn in enumerate(by_turn, 1)) + ".")
    table.notes.append("Counted by the fake server from prefixes that are equal byte for byte, 4 characters a token.")
    return table


def _hold_conversation(workplace: Workplace, wire: ModuleType, server: Any) -> list[list[Mapping[str, int]]]:
    """The usages of every request, by turn."""
    settings = Settings(
        home=OUTFITTERS.home(workplace), anthropic_api_key="any", anthropic_base_url=server.url, _env_file=None
    )
    by_turn: list[list[Mapping[str, int]]] = []
    with open_shop(settings) as shop, Dialogue(shop) as dialogue:
        for n, (words, kind) in enumerate(TURNS):
            ids = [candidate.product_id for candidate in dialogue.prepare(words).candidates[:2]]
            server.play(*_scripts(wire, kind, words, ids, n))
            before, events = len(server.usages), list[TurnEvent]()
            dialogue.ask(words, events.append)
            _check(events[-1], words)
            by_turn.append(server.usages[before:])
    return by_turn


def _scripts(wire: ModuleType, kind: str, words: str, ids: Sequence[str], n: int) -> list[Any]:
    """What the model answers to each request of a turn."""
    said = wire.Script(
        (wire.start(), *wire.text_block("Here is what I would look at first. ", "Shall I say more?"), *wire.end())
    )
    if kind == "talk" or not ids:
        return [said]
    chosen = [{"product_id": product_id, "reason": "It is what you asked for."} for product_id in ids]
    calls = {
        "look": ("search_products", {"query": words}),
        "show": ("present_products", {"items": chosen}),
    }
    name, arguments = calls[kind]
    call = wire.tool_block(name, json.dumps(arguments), index=n + 1)
    opening = wire.text_block("Let me see. ")
    return [wire.Script((wire.start(), *opening, *call, *wire.end("tool_use"))), said]


def _check(end: TurnEvent, words: str) -> None:
    if not isinstance(end, MessageEnd) or end.notice:
        raise BenchmarkFailed(f"the model did not answer {words!r}: {end}")


def _recount(cache: Any, requests: Sequence[Mapping[str, Any]], n_first: int) -> float:
    usages = [cache.count(request) for request in requests]
    return _share(usages[n_first:])


def _share(usages: Sequence[Mapping[str, int]]) -> float:
    return sum(usage["cache_read_input_tokens"] for usage in usages) / max(1, sum(map(_n_input, usages)))


def _n_input(usage: Mapping[str, int]) -> int:
    kinds = "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"
    return sum(usage[kind] for kind in kinds)
