"""The fake server's own counting: what the provider's cache would have read."""

from typing import Any

import pytest

MARK = {"cache_control": {"type": "ephemeral"}}
LONG = "x" * 400


def text(words: str, *, marked: bool = False) -> dict[str, Any]:
    return {"type": "text", "text": words, **(MARK if marked else {})}


def request(*messages: tuple[str, dict[str, Any]], system: str = LONG, choice: str = "auto") -> dict[str, Any]:
    return {
        "tools": [{"name": "search", "description": LONG, **MARK}],
        "tool_choice": {"type": choice},
        "system": [text(system, marked=True)],
        "messages": [{"role": role, "content": [block]} for role, block in messages],
    }


@pytest.fixture
def cache(wire: Any) -> Any:
    return wire.PromptCache(min_tokens=50)


def test_the_first_request_writes_what_it_marks_and_reads_nothing(cache: Any) -> None:
    counted = cache.count(request(("user", text(LONG, marked=True)), ("assistant", text("Hm."))))
    assert counted["cache_read_input_tokens"] == 0
    assert counted["cache_creation_input_tokens"] > 300
    assert 0 < counted["input_tokens"] < 30


def test_a_longer_conversation_reads_the_whole_of_the_shorter_one(cache: Any) -> None:
    first = cache.count(request(("user", text(LONG, marked=True))))
    second = cache.count(request(("user", text(LONG, marked=True)), ("user", text("more " * 50, marked=True))))
    assert second["cache_read_input_tokens"] == first["cache_creation_input_tokens"]
    assert 50 < second["cache_creation_input_tokens"] < 90
    assert second["input_tokens"] == 0


def test_the_marks_themselves_are_not_part_of_a_prefix(cache: Any) -> None:
    cache.count(request(("user", text(LONG, marked=True))))
    moved = request(("user", text(LONG)), ("user", text(LONG, marked=True)))
    assert cache.count(moved)["cache_read_input_tokens"] < 250  # tools and system alone: the old end is not marked


def test_one_byte_changed_loses_everything_behind_it(cache: Any) -> None:
    cache.count(request(("user", text(LONG, marked=True))))
    changed = cache.count(request(("user", text(LONG, marked=True)), system=LONG + "."))
    assert 80 < changed["cache_read_input_tokens"] < 130  # the tools


def test_forbidding_tools_loses_the_messages_but_not_the_system_prompt(cache: Any) -> None:
    cache.count(request(("user", text(LONG, marked=True))))
    forbidden = cache.count(request(("user", text(LONG, marked=True)), choice="none"))
    assert 200 < forbidden["cache_read_input_tokens"] < 250


def test_a_prefix_that_is_too_short_is_not_kept(wire: Any) -> None:
    cache = wire.PromptCache(min_tokens=10_000)
    for _ in range(2):
        counted = cache.count(request(("user", text(LONG, marked=True))))
        assert (counted["cache_read_input_tokens"], counted["cache_creation_input_tokens"]) == (0, 0)


def test_every_token_is_counted_once(cache: Any) -> None:
    asked = request(("user", text(LONG, marked=True)), ("assistant", text("Hm.")), ("user", text("more", marked=True)))
    sums = [sum(cache.count(asked).values()) for _ in range(3)]
    assert max(sums) - min(sums) <= 2  # each kind is rounded down
