"""The SDK's clients for every place where Claude is served, against a server that speaks their protocol."""

import asyncio
import time
from importlib.util import find_spec
from typing import Any

import pytest
from anthropic import AsyncAnthropicVertex

from assistant.claude import ClaudeLanguageModel
from assistant.claude_clients import connect_client
from assistant.failure_policy import FailureLimits, FailurePolicy
from assistant.language_model import (
    ModelError,
    ModelEvent,
    ModelMessage,
    ModelMisconfigured,
    ModelNotConfigured,
    ModelRequest,
    ModelStop,
    ModelTooSlow,
    ModelUnavailable,
    TextDelta,
)
from assistant.model_access import ModelAccess

REQUEST = ModelRequest("You are a shop assistant.", (ModelMessage("user", "a warm jacket"),))


def access_to(provider: str, url: str, **more: Any) -> ModelAccess:
    given: dict[str, Any] = {"api_key": "the-key", "region": "eu-west-1", "project": "shop-1", **more}
    return ModelAccess("claude-haiku-5-5", provider, base_url=url, **given)  # type: ignore[arg-type]


def ask(access: ModelAccess, policy: FailurePolicy | None = None) -> list[ModelEvent] | ModelError:
    """Everything one answer streams, or the error it ended with."""

    async def collect() -> list[ModelEvent]:
        model = ClaudeLanguageModel.reach(access, policy)
        try:
            return [event async for event in model.stream(REQUEST)]
        finally:
            await model.aclose()

    try:
        return asyncio.run(collect())
    except ModelError as error:
        return error


@pytest.mark.parametrize(
    ("provider", "path"),
    [
        ("anthropic", "/v1/messages"),
        ("bedrock", "/v1/messages"),
        (
            "vertex",
            "/projects/shop-1/locations/eu-west-1/publishers/anthropic/models/claude-haiku-5-5:streamRawPredict",
        ),
    ],
)
def test_every_provider_streams_the_same_answer(anthropic_server: Any, provider: str, path: str) -> None:
    events = ask(access_to(provider, anthropic_server.url))
    assert isinstance(events, list)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)).startswith("Hello!")
    assert isinstance(events[-1], ModelStop)
    assert anthropic_server.paths == [path]
    assert anthropic_server.headers[0]["authorization"] == "Bearer the-key"


def test_vertex_names_the_model_in_the_path_and_the_protocols_version_in_the_body(anthropic_server: Any) -> None:
    ask(access_to("vertex", anthropic_server.url))
    body = anthropic_server.requests[0]
    assert "model" not in body
    assert body["anthropic_version"]


@pytest.mark.parametrize("provider", ["anthropic", "bedrock", "vertex"])
@pytest.mark.parametrize("script", ["cut_mid_stream", "cut_cleanly", "server_error", "rate_limited_for_an_hour"])
def test_every_provider_is_under_the_same_policy(anthropic_server: Any, provider: str, script: str) -> None:
    anthropic_server.play(script)
    policy = FailurePolicy(uniform=lambda low, high: low)
    assert isinstance(ask(access_to(provider, anthropic_server.url), policy), ModelUnavailable)
    assert len(anthropic_server.requests) == (2 if script == "server_error" else 1)


@pytest.mark.parametrize(
    ("provider", "hint"),
    [("anthropic", "ANTHROPIC_API_KEY"), ("bedrock", "AWS_BEARER_TOKEN_BEDROCK"), ("vertex", "Google's credentials")],
)
def test_a_refusal_names_what_to_look_at(anthropic_server: Any, provider: str, hint: str) -> None:
    anthropic_server.play("wrong_key")
    error = ask(access_to(provider, anthropic_server.url))
    assert isinstance(error, ModelMisconfigured)
    assert error.status == 401
    assert f"check {hint}" in str(error)


@pytest.mark.parametrize(
    ("provider", "lacking", "words"),
    [
        ("anthropic", {"api_key": None}, "set ANTHROPIC_API_KEY"),
        ("bedrock", {"region": None}, "set SHOPKEEPER_MODEL_REGION"),
        ("bedrock", {"api_key": None}, r"AWS_BEARER_TOKEN_BEDROCK.*shopkeeper-assistant\[bedrock\]"),
        ("vertex", {"region": None}, "set SHOPKEEPER_MODEL_REGION"),
        ("vertex", {"project": None}, "set SHOPKEEPER_MODEL_PROJECT"),
        ("vertex", {"api_key": None}, r"shopkeeper-assistant\[vertex\]"),
    ],
)
def test_what_is_missing_is_named_before_anything_is_asked(provider: str, lacking: dict[str, None], words: str) -> None:
    with pytest.raises(ModelNotConfigured, match=words):
        ClaudeLanguageModel.reach(access_to(provider, "http://127.0.0.1", **lacking), installed=lambda module: False)


def test_google_without_credentials_is_a_misconfiguration_that_is_not_tried_again_at_once(
    anthropic_server: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    policy = FailurePolicy()
    for _ in range(2):
        error = ask(access_to("vertex", anthropic_server.url, api_key=None), policy)
        assert isinstance(error, ModelMisconfigured)
        assert "Google's credentials" in str(error)
    assert "not asked again yet" in str(error)
    assert anthropic_server.requests == []


class SlowCredentials:
    """Google's, from a metadata server that hangs."""

    token = None
    expired = True

    def refresh(self, request: object) -> None:
        time.sleep(0.8)


def test_credentials_that_hang_do_not_hold_the_shopper_up(anthropic_server: Any) -> None:
    limits = FailureLimits(first_content_seconds=0.2)
    client = AsyncAnthropicVertex(
        region="eu", project_id="shop-1", credentials=SlowCredentials(), base_url=anthropic_server.url, max_retries=0
    )

    async def seconds_to_the_error() -> float:
        model = ClaudeLanguageModel(client, access_to("vertex", anthropic_server.url), FailurePolicy(limits))
        started = time.monotonic()
        with pytest.raises(ModelTooSlow):
            async for _ in model.stream(REQUEST):
                pass
        waited = time.monotonic() - started
        await asyncio.sleep(1)  # until the thread is done
        await model.aclose()
        return waited

    assert asyncio.run(seconds_to_the_error()) < 0.6


@pytest.mark.skipif(find_spec("boto3") is None, reason="needs shopkeeper-assistant[bedrock]")
def test_bedrock_signs_with_aws_credentials(anthropic_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert isinstance(ask(access_to("bedrock", anthropic_server.url, api_key=None)), list)
    assert anthropic_server.headers[0]["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")


@pytest.mark.skipif(find_spec("boto3") is None, reason="needs shopkeeper-assistant[bedrock]")
def test_bedrock_without_credentials_says_what_to_check(
    anthropic_server: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    error = ask(access_to("bedrock", anthropic_server.url, api_key=None, region="eu-central-1"))
    assert isinstance(error, ModelMisconfigured)
    assert "the AWS credentials" in str(error)


@pytest.mark.parametrize("provider", ["anthropic", "bedrock", "vertex"])
def test_time_and_retries_are_the_policys_whoever_serves(provider: str) -> None:
    client = connect_client(access_to(provider, "http://127.0.0.1"), FailureLimits())
    assert client.max_retries == 0
    assert (client.timeout.connect, client.timeout.read) == (2.0, 45.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("effort", ["low", "high", None])
def test_effort_is_sent_only_where_it_is_set(anthropic_server: Any, effort: str | None) -> None:
    ask(access_to("anthropic", anthropic_server.url, effort=effort))
    assert anthropic_server.requests[0].get("output_config") == ({"effort": effort} if effort else None)


def test_the_models_own_limit_holds_unless_a_request_says_less(anthropic_server: Any) -> None:
    ask(access_to("anthropic", anthropic_server.url, max_tokens=300))
    assert anthropic_server.requests[0]["max_tokens"] == 300


def test_a_key_is_not_shown_when_access_is_printed() -> None:
    assert "the-key" not in repr(access_to("bedrock", "http://127.0.0.1"))
