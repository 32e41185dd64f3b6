"""Tests cannot leave this machine, cannot reach a real model, and respx sees what the model's client sends."""

import asyncio
import os
import socket

import anthropic
import pytest
import respx

from assistant.claude import ClaudeLanguageModel
from assistant.language_model import ModelMessage, ModelRequest, ModelUnavailable

REQUEST = ModelRequest("system", (ModelMessage("user", "hello"),))


def test_connecting_to_another_machine_is_refused() -> None:
    with socket.socket() as outward, pytest.raises(Exception, match="tests have no network"):
        outward.connect(("192.0.2.1", 443))


def test_looking_a_name_up_is_refused() -> None:
    with pytest.raises(Exception, match="tests have no network"):
        socket.getaddrinfo("api.anthropic.com", 443)


def test_no_key_is_in_the_environment() -> None:
    assert not [name for name in os.environ if name.startswith("ANTHROPIC_")]


def test_a_real_model_call_fails_before_it_leaves() -> None:
    async def ask() -> None:
        model = ClaudeLanguageModel.connect("made-up")
        try:
            async for _ in model.stream(REQUEST):
                pass
        finally:
            await model.aclose()

    with pytest.raises(ModelUnavailable):
        asyncio.run(ask())


def test_respx_intercepts_the_async_client_of_the_model() -> None:
    async def ask() -> int:
        async with anthropic.AsyncAnthropic(api_key="made-up", max_retries=0) as client:
            counted = await client.messages.count_tokens(model="m", messages=[{"role": "user", "content": "hi"}])
        return counted.input_tokens

    with respx.mock(using="httpcore") as router:
        router.post("https://api.anthropic.com/v1/messages/count_tokens").respond(json={"input_tokens": 42})
        assert asyncio.run(ask()) == 42


def test_respx_intercepts_the_sync_client_of_the_model() -> None:
    with respx.mock(using="httpcore") as router, anthropic.Anthropic(api_key="made-up", max_retries=0) as client:
        router.post("https://api.anthropic.com/v1/messages/count_tokens").respond(json={"input_tokens": 7})
        counted = client.messages.count_tokens(model="m", messages=[{"role": "user", "content": "hi"}])
    assert counted.input_tokens == 7
