"""Spans of turns, model calls and tools, under the names of OpenTelemetry's conventions for generative AI.

Every attribute's name is here, since the conventions still move. There is no text of anybody and no id of a shopper in
a span. Without OpenTelemetry's SDK in the process, all of it does nothing.
"""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer, TracerProvider

from assistant.language_model import ModelError, ModelEvent, ModelRequest, ModelStop, Usage
from assistant.model_access import Provider
from assistant.ports import LanguageModel

AGENT = "shopkeeper"
OPERATION, PROVIDER = "gen_ai.operation.name", "gen_ai.provider.name"
AGENT_NAME = "gen_ai.agent.name"
REQUEST_MODEL, REQUEST_MAX_TOKENS = "gen_ai.request.model", "gen_ai.request.max_tokens"
FINISH_REASONS = "gen_ai.response.finish_reasons"
INPUT_TOKENS, OUTPUT_TOKENS = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
CACHE_READ_TOKENS = "gen_ai.usage.cache_read.input_tokens"
CACHE_WRITE_TOKENS = "gen_ai.usage.cache_creation.input_tokens"
TOOL_NAME, TOOL_TYPE = "gen_ai.tool.name", "gen_ai.tool.type"
ERROR_TYPE = "error.type"
WRITER = "shopkeeper.writer"

PROVIDER_NAMES: dict[Provider, str] = {
    "anthropic": "anthropic",
    "bedrock": "aws.bedrock",
    "vertex": "gcp.vertex_ai",
}
_SCOPE = "shopkeeper"


class TracedLanguageModel:
    """Asks `model`, with a span `chat {model}` for each call."""

    def __init__(
        self, model: LanguageModel, provider: Provider = "anthropic", tracers: TracerProvider | None = None
    ) -> None:
        self.name = model.name
        self._model = model
        self._provider = PROVIDER_NAMES[provider]
        self._tracers = tracers

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Stream one answer.

        Raises:
            ModelError: of the model.
        """
        # Not made the current span: a generator may be closed in another context than it was begun in.
        span = _tracer(self._tracers).start_span(f"chat {self.name}", kind=SpanKind.CLIENT)
        try:
            span.set_attributes({OPERATION: "chat", PROVIDER: self._provider, REQUEST_MODEL: self.name})
            if request.max_tokens:
                span.set_attribute(REQUEST_MAX_TOKENS, request.max_tokens)
            async with aclosing(self._model.stream(request)) as events:
                async for event in events:
                    if isinstance(event, ModelStop):
                        span.set_attribute(FINISH_REASONS, [event.reason])
                        tell_usage(span, event.usage)
                    yield event
        except ModelError as error:
            tell_failure(span, type(error).__name__)
            raise
        finally:
            span.end()

    async def aclose(self) -> None:
        """Close the model's connections, where it has any."""
        close = getattr(self._model, "aclose", None)
        if close:
            await close()


@contextmanager
def turn_span(tracers: TracerProvider | None = None) -> Iterator[Span]:
    """A span `invoke_agent shopkeeper` around one turn; what is asked and called inside belongs to it."""
    attributes = {OPERATION: "invoke_agent", AGENT_NAME: AGENT}
    with _current(f"invoke_agent {AGENT}", attributes, tracers) as span:
        yield span


@contextmanager
def tool_span(name: str, tracers: TracerProvider | None = None) -> Iterator[Span]:
    """A span `execute_tool {name}` around one call of a tool that exists: a model can spell any other name."""
    attributes = {OPERATION: "execute_tool", TOOL_NAME: name, TOOL_TYPE: "function"}
    with _current(f"execute_tool {name}", attributes, tracers) as span:
        yield span


def tell_usage(span: Span, usage: Usage) -> None:
    """The tokens; by the conventions, those of the cache are part of the input."""
    n_read, n_written = int(usage.get("cache_read_input_tokens", 0)), int(usage.get("cache_creation_input_tokens", 0))
    span.set_attributes(
        {
            INPUT_TOKENS: int(usage.get("input_tokens", 0)) + n_read + n_written,
            OUTPUT_TOKENS: int(usage.get("output_tokens", 0)),
            CACHE_READ_TOKENS: n_read,
            CACHE_WRITE_TOKENS: n_written,
        }
    )


def tell_failure(span: Span, kind: str) -> None:
    """That it failed, and the kind of error; never its message."""
    span.set_attribute(ERROR_TYPE, kind)
    span.set_status(StatusCode.ERROR)


@contextmanager
def _current(name: str, attributes: dict[str, str], tracers: TracerProvider | None) -> Iterator[Span]:
    """Exceptions are told by their kind alone: their words, which the library would record, may be a shopper's."""
    start = _tracer(tracers).start_as_current_span
    with start(name, attributes=attributes, record_exception=False, set_status_on_exception=False) as span:
        try:
            yield span
        except Exception as error:
            tell_failure(span, type(error).__name__)
            raise


def _tracer(tracers: TracerProvider | None) -> Tracer:
    return trace.get_tracer(_SCOPE, tracer_provider=tracers)
