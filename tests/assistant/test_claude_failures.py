"""Every way a model can fail, over a real socket: the right error, in time, retried or not, and nothing sent twice."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.circuit_breaker import CircuitBreaker
from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailureLimits, FailurePolicy
from assistant.language_model import (
    ModelCircuitOpen,
    ModelError,
    ModelEvent,
    ModelMessage,
    ModelMisconfigured,
    ModelProtocolError,
    ModelRejected,
    ModelRequest,
    ModelUnavailable,
    TextDelta,
)

REQUEST = ModelRequest("system", (ModelMessage("user", "a warm jacket"),))
#: A hundredth of what shoppers are given, so that waiting is over soon.
QUICK = FailureLimits(first_content_seconds=0.25, between_content_seconds=0.15, turn_seconds=0.8)


@dataclass
class Watch:
    """A clock that tests move, and a sleep that only notes how long."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Shop:
    """A model with a policy, and what came of asking it."""

    server: Any
    policy: FailurePolicy
    base_url: str | None = None
    heard: list[ModelEvent] = field(default_factory=list)

    def ask(self, *scripts: str) -> ModelError | None:
        """Stream one answer; the error it ended with, if any."""
        if scripts:
            self.server.play(*scripts)
        return asyncio.run(self._ask())

    async def _ask(self) -> ModelError | None:
        model = ClaudeLanguageModel.connect("key", base_url=self.base_url or self.server.url, policy=self.policy)
        self.heard = []
        try:
            async for event in model.stream(REQUEST):
                self.heard.append(event)
        except ModelError as error:
            return error
        finally:
            await model.aclose()
        return None

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.heard if isinstance(event, TextDelta))

    @property
    def n_requests(self) -> int:
        return len(self.server.requests)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def shop(anthropic_server: Any, watch: Watch) -> Shop:
    """Time stands still but for sleeps; jitter is always the most there can be."""
    return Shop(anthropic_server, FailurePolicy(clock=watch.clock, sleep=watch.sleep, uniform=lambda low, high: high))


@pytest.fixture
def impatient(anthropic_server: Any) -> Callable[..., Shop]:
    """Real time, short limits."""

    def make(limits: FailureLimits = QUICK) -> Shop:
        return Shop(anthropic_server, FailurePolicy(limits, uniform=lambda low, high: low))

    return make


@pytest.mark.parametrize(
    ("script", "hint"),
    [
        ("wrong_key", "check ANTHROPIC_API_KEY"),
        ("no_permission", "ANTHROPIC_API_KEY"),
        ("unknown_model", "model's name"),
    ],
)
def test_a_refused_key_or_model_is_rejected_with_a_hint_and_never_retried(shop: Shop, script: str, hint: str) -> None:
    error = shop.ask(script)
    assert isinstance(error, ModelRejected)
    assert hint in str(error)
    assert shop.n_requests == 1


def test_a_refused_key_is_not_tried_again_for_a_minute_and_then_it_is(shop: Shop, watch: Watch) -> None:
    shop.ask("wrong_key")
    watch.now += 59
    assert isinstance(shop.ask("hello"), ModelMisconfigured)
    assert shop.n_requests == 1
    watch.now += 2
    assert shop.ask("hello") is None
    assert shop.n_requests == 2


@pytest.mark.parametrize("script", ["bad_request", "too_large", "bad_request_mid_stream"])
def test_a_bad_request_is_rejected_and_the_next_one_is_asked(shop: Shop, script: str) -> None:
    assert type(shop.ask(script)) is ModelRejected
    assert shop.ask("hello") is None
    assert shop.n_requests == 2


@pytest.mark.parametrize(
    "script",
    ["server_error", "overloaded", "html_502", "rate_limited", "rate_limited_until_a_date", "cut_before_anything"],
)
def test_a_passing_trouble_is_retried_once_and_the_shopper_gets_the_answer(
    shop: Shop, script: str, watch: Watch
) -> None:
    assert shop.ask(script, "hello") is None
    assert shop.text.startswith("Hello!")
    assert watch.slept == [0.5]


@pytest.mark.parametrize("script", ["server_error", "overloaded", "html_502", "rate_limited"])
def test_a_lasting_trouble_is_asked_twice_and_no_more(shop: Shop, script: str) -> None:
    assert isinstance(shop.ask(script), ModelUnavailable)
    assert shop.n_requests == 2


def test_retry_after_is_obeyed_when_the_shopper_can_wait_for_it(shop: Shop, watch: Watch) -> None:
    assert shop.ask("rate_limited_briefly", "hello") is None
    assert watch.slept == [1.5]


def test_an_hour_is_not_waited_for(shop: Shop, watch: Watch) -> None:
    assert isinstance(shop.ask("rate_limited_for_an_hour", "hello"), ModelUnavailable)
    assert (watch.slept, shop.n_requests) == ([], 1)


def test_an_unreachable_server_is_unavailable_after_one_retry(shop: Shop, wire: Any, watch: Watch) -> None:
    shop.base_url = f"http://127.0.0.1:{wire.closed_port()}"
    error = shop.ask()
    assert isinstance(error, ModelUnavailable)
    assert "cannot reach the model" in str(error)
    assert len(watch.slept) == 1


@pytest.mark.parametrize("script", ["cut_mid_stream", "cut_cleanly", "error_mid_stream", "no_stop_reason"])
def test_a_stream_that_breaks_off_is_never_taken_for_a_whole_answer_nor_begun_again(shop: Shop, script: str) -> None:
    assert isinstance(shop.ask(script), ModelUnavailable)
    assert shop.text == "Here are "
    assert shop.n_requests == 1


@pytest.mark.parametrize(
    "script",
    ["malformed_json", "malformed_event", "not_utf8", "empty_content", "tool_with_broken_json", "tool_with_a_list"],
)
def test_what_the_protocol_does_not_allow_is_an_error_and_not_an_answer(shop: Shop, script: str) -> None:
    assert isinstance(shop.ask(script), ModelProtocolError)
    assert shop.n_requests == 1


def test_a_page_instead_of_a_stream_is_no_answer(shop: Shop) -> None:
    assert isinstance(shop.ask("not_a_stream"), ModelError)
    assert shop.text == ""


@pytest.mark.parametrize("script", ["slow_headers", "pings_instead_of_content"])
def test_first_content_is_waited_for_only_so_long_and_pings_do_not_count(
    impatient: Callable[..., Shop], script: str
) -> None:
    shop, started = impatient(), time.monotonic()
    error = shop.ask(script)
    assert isinstance(error, ModelUnavailable)
    assert "no first content" in str(error)
    assert 0.2 < time.monotonic() - started < 0.7
    assert shop.n_requests == 1


def test_thinking_is_no_silence_and_nothing_to_show(impatient: Callable[..., Shop], wire: Any) -> None:
    shop = impatient()
    opening = wire.event("content_block_start", index=0, content_block={"type": "thinking", "thinking": ""})
    thought = wire.event("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "Hm, a jacket."})
    thinking = (opening, *((wire.Pause(0.05), thought) * 8), wire.event("content_block_stop", index=0))
    shop.server.play(wire.Script((wire.start(), *thinking, *wire.text_block("Hello.", index=1), *wire.end())))
    assert shop.ask() is None
    assert shop.text == "Hello."


@pytest.mark.parametrize("script", ["silence_after_first_words", "pings_after_first_words"])
def test_silence_between_words_is_borne_only_so_long(impatient: Callable[..., Shop], script: str) -> None:
    shop, started = impatient(), time.monotonic()
    error = shop.ask(script)
    assert isinstance(error, ModelUnavailable)
    assert "no further content" in str(error)
    assert shop.text == "Here are "
    assert time.monotonic() - started < 0.6


def test_a_trickle_ends_with_the_turn(impatient: Callable[..., Shop]) -> None:
    shop, started = impatient(), time.monotonic()
    assert isinstance(shop.ask("endless_trickle"), ModelUnavailable)
    assert shop.text.startswith("la la ")
    assert 0.7 < time.monotonic() - started < 1.4


def test_the_rest_of_a_turn_shortens_the_deadline(anthropic_server: Any) -> None:
    anthropic_server.play("slow_headers")
    started = time.monotonic()

    async def ask() -> None:
        model = ClaudeLanguageModel.connect("key", base_url=anthropic_server.url)
        try:
            async for _ in model.stream(ModelRequest("s", REQUEST.messages, seconds_left=0.1)):
                pass
        finally:
            await model.aclose()

    with pytest.raises(ModelUnavailable):
        asyncio.run(ask())
    assert time.monotonic() - started < 0.6


def test_many_failures_open_the_breaker_and_the_next_turn_is_not_even_asked(shop: Shop) -> None:
    for _ in range(3):
        shop.ask("overloaded")
    asked = shop.n_requests
    started = time.monotonic()
    assert isinstance(shop.ask("hello"), ModelCircuitOpen)
    assert shop.n_requests == asked
    assert time.monotonic() - started < 0.3


def test_an_open_breaker_lets_a_probe_through_and_closes_when_it_goes_well(shop: Shop, watch: Watch) -> None:
    for _ in range(3):
        shop.ask("overloaded")
    watch.now += 16
    assert shop.ask("hello") is None
    assert shop.ask("hello") is None


def test_wrong_keys_and_bad_requests_do_not_count_as_an_outage(shop: Shop, watch: Watch) -> None:
    for _ in range(6):
        shop.ask("bad_request")
        shop.ask("wrong_key")
        watch.now += 61
    assert not shop.policy.breaker.is_open


def test_each_model_has_a_breaker_of_its_own(anthropic_server: Any, watch: Watch) -> None:
    broken = Shop(anthropic_server, FailurePolicy(clock=watch.clock, sleep=watch.sleep))
    other = Shop(anthropic_server, FailurePolicy(breaker=CircuitBreaker(clock=watch.clock), clock=watch.clock))
    for _ in range(3):
        broken.ask("overloaded")
    assert isinstance(broken.ask("hello"), ModelCircuitOpen)
    assert other.ask("hello") is None


def test_the_error_for_the_log_carries_no_word_of_the_shopper(shop: Shop) -> None:
    for script in ("wrong_key", "overloaded", "malformed_json", "cut_mid_stream"):
        assert "warm jacket" not in str(shop.ask(script))
