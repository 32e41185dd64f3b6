"""Budgets, usage and cost, through the whole stack."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from api.errors import SettingsInvalid
from assistant.budget import Budget

PRICES = "claude-haiku-5-5=1.00/5.00"
MODEL: dict[str, Any] = {"anthropic_api_key": "any", "model_prices": PRICES}


@pytest.fixture
def served(serve: Callable[..., Any], anthropic_server: Any) -> Callable[..., Any]:
    """Serves the small shop with the fake provider behind it."""
    return lambda **settings: serve(anthropic_base_url=anthropic_server.url, **MODEL, **settings)


def metric(client: Any, line: str) -> float:
    """A figure of the metrics."""
    text = client.http.get("/metrics").text
    return float(next(row.rsplit(" ", 1)[1] for row in text.splitlines() if row.startswith(line)))


def test_usage_and_cost_are_told_with_every_answer_of_a_model(served: Callable[..., Any], wire: Any) -> None:
    usage = served().chat("a warm jacket")["usage"]
    assert usage["currency"] == "USD"
    tokens = {kind: n for kind, n in usage.items() if kind.endswith("tokens")}
    expected = (tokens["input_tokens"] + tokens.get("cache_creation_input_tokens", 0) * Decimal("1.25")) / 10**6
    assert Decimal(usage["cost"]) == round(expected + tokens["output_tokens"] * Decimal(5) / 10**6, 6)


def test_the_stream_tells_the_same(served: Callable[..., Any]) -> None:
    end = served().stream("a warm jacket")[-1]
    assert end.name == "message_end"
    assert float(end.data["usage"]["cost"]) > 0
    assert isinstance(end.data["usage"]["cost"], str)


def test_without_a_price_tokens_are_told_and_money_is_not(serve: Callable[..., Any], anthropic_server: Any) -> None:
    client = serve(anthropic_base_url=anthropic_server.url, anthropic_api_key="any")
    usage = client.chat("a warm jacket")["usage"]
    assert usage["output_tokens"] == 15
    assert not {"cost", "currency"} & usage.keys()


def test_an_answer_that_broke_off_tells_what_it_used(served: Callable[..., Any], anthropic_server: Any) -> None:
    anthropic_server.play("cut_mid_stream")
    answer = served().chat("a warm jacket")
    assert answer["writer"] == "template"
    assert Decimal(answer["usage"]["cost"]) > 0


def test_a_used_up_shop_answers_by_template_at_once_and_says_so(
    served: Callable[..., Any], anthropic_server: Any
) -> None:
    client = served(shop_budget=Budget(1))
    assert client.chat("a warm jacket")["writer"] == "claude-haiku-5-5"
    n_asked, started = len(anthropic_server.requests), time.perf_counter()
    answer = client.chat("a warm jacket")
    assert time.perf_counter() - started < 0.3
    assert (answer["writer"], answer["notice"]) == ("template", "the day's model budget is used up")
    assert answer["products"]["items"]
    assert len(anthropic_server.requests) == n_asked
    assert metric(client, 'shopkeeper_budget_turns_total{budget="shop"}') == 1
    assert metric(client, "shopkeeper_model_breaker_open") == 0


def test_a_used_up_conversation_leaves_the_others_alone(served: Callable[..., Any]) -> None:
    client = served(session_budget=Budget(None, Decimal("0.000001")))
    first = client.chat("a warm jacket")
    again = client.chat("cheaper", first)
    assert (again["writer"], "conversation's model budget" in again["notice"]) == ("template", True)
    assert client.chat("a warm jacket")["writer"] == "claude-haiku-5-5"


def test_a_used_up_key_leaves_the_others_alone(served: Callable[..., Any]) -> None:
    keys = [f"pk_{letter * 16}" for letter in "ab"]
    client = served(key_budget=Budget(1), public_keys=", ".join(keys))

    def writer(key: str) -> str:
        asked = {"message": {"role": "user", "content": "a warm jacket"}}
        response = client.http.post("/v1/chat", json=asked, headers={"Authorization": f"Bearer {key}"})
        return str(response.json()["writer"])

    assert [writer(key) for key in (keys[0], keys[0], keys[1])] == ["claude-haiku-5-5", "template", "claude-haiku-5-5"]


def test_the_metrics_count_tokens_by_kind_and_money(served: Callable[..., Any]) -> None:
    client = served()
    usage = client.chat("a warm jacket")["usage"]
    assert metric(client, 'shopkeeper_model_tokens_total{kind="output"}') == usage["output_tokens"]
    assert metric(client, 'shopkeeper_model_tokens_total{kind="input"}') == usage["input_tokens"]
    assert metric(client, "shopkeeper_model_cost_usd_total") == pytest.approx(float(usage["cost"]), abs=1e-6)


def test_an_answer_that_nobody_waits_for_is_in_the_metrics(served: Callable[..., Any], anthropic_server: Any) -> None:
    anthropic_server.play("endless_trickle")
    client = served(resume_seconds=0)
    asked = {"message": {"role": "user", "content": "a warm jacket"}}
    with client.http.stream("POST", "/v1/chat", json=asked, headers={"Accept": "text/event-stream"}) as response:
        assert any(line == "event: text_delta" for line in response.iter_lines())
    deadline = time.monotonic() + 5
    while metric(client, "shopkeeper_model_cost_usd_total") == 0:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_budget_in_money_needs_the_models_price(serve: Callable[..., Any]) -> None:
    with pytest.raises(SettingsInvalid, match="SHOPKEEPER_SHOP_BUDGET: names money"):
        serve(anthropic_api_key="any", shop_budget="1 USD")


@pytest.mark.parametrize("provider", ["bedrock", "vertex"])
def test_a_cloud_without_its_settings_is_not_served(serve: Callable[..., Any], provider: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"SHOPKEEPER_PROVIDER={provider}: set SHOPKEEPER_MODEL_REGION"):
        serve(provider=provider)


def test_a_cloud_answers_like_anthropic_itself(serve: Callable[..., Any], anthropic_server: Any) -> None:
    cloud = {"provider": "bedrock", "bedrock_api_key": "any", "model_region": "eu-central-1"}
    client = serve(anthropic_base_url=anthropic_server.url, **cloud)
    assert client.chat("a warm jacket")["writer"] == "claude-haiku-5-5"
