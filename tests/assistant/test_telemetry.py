"""What a trace shows of a turn, and what it must not show."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes as conventions

from assistant import telemetry
from assistant.language_model import ModelMessage, ModelRequest, ModelStop, ModelUnavailable, TextDelta
from assistant.payer import Payer
from assistant.scripted import ScriptedLanguageModel
from assistant.telemetry import TracedLanguageModel, tool_span, turn_span

REQUEST = ModelRequest(
    "the system prompt", (ModelMessage("user", "a warm jacket"),), max_tokens=300, payer=Payer("c_1", "k_1")
)
USAGE = {"input_tokens": 10, "cache_read_input_tokens": 200, "cache_creation_input_tokens": 30, "output_tokens": 7}


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def tracers(exporter: InMemorySpanExporter) -> Iterator[TracerProvider]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield provider
    provider.shutdown()


def ask(model: TracedLanguageModel) -> None:
    async def drain() -> None:
        async for _ in model.stream(REQUEST):
            pass

    asyncio.run(drain())


def only(exporter: InMemorySpanExporter) -> ReadableSpan:
    (span,) = exporter.get_finished_spans()
    return span


def test_a_call_of_the_model_is_a_span_with_the_conventions_names(
    exporter: InMemorySpanExporter, tracers: TracerProvider
) -> None:
    script = [TextDelta("Hello."), ModelStop("end_turn", USAGE)]
    ask(TracedLanguageModel(ScriptedLanguageModel([script], "claude-x"), "bedrock", tracers))
    span = only(exporter)
    assert span.name == "chat claude-x"
    assert dict(span.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": "claude-x",
        "gen_ai.request.max_tokens": 300,
        "gen_ai.response.finish_reasons": ("end_turn",),
        "gen_ai.usage.input_tokens": 240,
        "gen_ai.usage.output_tokens": 7,
        "gen_ai.usage.cache_read.input_tokens": 200,
        "gen_ai.usage.cache_creation.input_tokens": 30,
    }


def test_a_failed_call_tells_the_kind_of_error_and_not_its_words(
    exporter: InMemorySpanExporter, tracers: TracerProvider
) -> None:
    with pytest.raises(ModelUnavailable):
        ask(TracedLanguageModel(ScriptedLanguageModel([[ModelUnavailable("a warm jacket")]]), tracers=tracers))
    span = only(exporter)
    assert (span.attributes or {})["error.type"] == "ModelUnavailable"
    assert not span.status.is_ok
    assert "jacket" not in span.to_json()


def test_nothing_that_was_said_and_nobodys_id_is_in_a_span(
    exporter: InMemorySpanExporter, tracers: TracerProvider
) -> None:
    script = [TextDelta("The Nordlys is warm."), ModelStop("end_turn", USAGE)]
    ask(TracedLanguageModel(ScriptedLanguageModel([script]), tracers=tracers))
    shown = only(exporter).to_json()
    for secret in ("jacket", "Nordlys", "system prompt", "c_1", "k_1"):
        assert secret not in shown


def test_calls_and_tools_lie_inside_their_turn(exporter: InMemorySpanExporter, tracers: TracerProvider) -> None:
    with turn_span(tracers):
        ask(TracedLanguageModel(ScriptedLanguageModel(["Hello."], "m"), tracers=tracers))
        with tool_span("search_products", tracers):
            pass
    chat, tool, turn = exporter.get_finished_spans()
    assert [span.name for span in (chat, tool, turn)] == [
        "chat m",
        "execute_tool search_products",
        "invoke_agent shopkeeper",
    ]
    assert turn.context
    for span in (chat, tool):
        assert span.parent
        assert span.parent.span_id == turn.context.span_id
    assert (tool.attributes or {})["gen_ai.tool.name"] == "search_products"


def test_a_tool_that_fails_tells_the_kind_alone(exporter: InMemorySpanExporter, tracers: TracerProvider) -> None:
    with pytest.raises(ValueError, match="jacket"), tool_span("search_products", tracers):
        raise ValueError("a warm jacket")
    span = only(exporter)
    assert (span.attributes or {})["error.type"] == "ValueError"
    assert "jacket" not in json.dumps(json.loads(span.to_json()))


def test_without_an_sdk_nothing_happens() -> None:
    with turn_span() as span, tool_span("search_products"):
        assert not span.is_recording()
    ask(TracedLanguageModel(ScriptedLanguageModel(["Hello."])))


def test_every_name_is_one_of_the_published_conventions() -> None:
    published = {value for name, value in vars(conventions).items() if name.startswith("GEN_AI_")}
    ours: dict[str, Any] = {name: value for name, value in vars(telemetry).items() if name.isupper()}
    names = {value for value in ours.values() if isinstance(value, str) and value.startswith("gen_ai.")}
    assert len(names) == 12
    assert names <= published
