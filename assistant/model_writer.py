"""Lets a language model write an answer: a few rounds of prose and tools, every word verified before it is sent."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from assistant.answer import Answer
from assistant.grounding.verifier import AnswerVerifier, Facts
from assistant.language_model import (
    ModelError,
    ModelMessage,
    ModelProtocolError,
    ModelRefused,
    ModelRequest,
    ModelStop,
    StopReason,
    TextDelta,
    ToolCall,
    ToolResult,
)
from assistant.ports import CatalogReader, LanguageModel, ProductSearch
from assistant.prompt import compose
from assistant.stream import AnswerText, TurnEvent
from assistant.tools.context import ToolContext
from assistant.tools.definition import Tool, ToolArgumentsInvalid
from assistant.tools.present_products import present_products
from assistant.tools.search_products import search_products

MAX_ROUNDS = 3
MAX_CALLS = 6
#: Of all rounds together; each round gets what is left.
TURN_SECONDS = 45.0
TOOLS = {tool.spec.name: tool for tool in (Tool.of(search_products), Tool.of(present_products))}
#: Told to the client as they are: the answer may end in the middle.
_CUT_SHORT = ("max_tokens", "stop_sequence")
TOOL_SPECS = tuple(tool.spec for tool in TOOLS.values())


@dataclass(slots=True)
class _Round:
    """One call of the model: what it said, what it called, how it stopped."""

    text: str = ""
    calls: list[ToolCall] = field(default_factory=list)
    stop: StopReason | None = None


class ModelWriter:
    """Writes with `model`; raises the model's `ModelError` when it cannot finish."""

    def __init__(self, model: LanguageModel, search: ProductSearch, catalog: CatalogReader) -> None:
        self._model = model
        self._search = search
        self._catalog = catalog

    @property
    def name(self) -> str:
        """The model's name, as `message_end.writer` shows it."""
        return self._model.name

    async def write(self, answer: Answer) -> AsyncGenerator[TurnEvent, None]:
        """Stream verified prose, then the cards as chosen. At most 3 rounds and 6 calls; the last without tools."""
        context = ToolContext(answer.brief, self._search, self._catalog)
        try:
            async with aclosing(self._rounds(answer, context)) as events:
                async for event in events:
                    yield event
        except ModelError:
            # What the prose named before it broke off has a card, beside those that were there.
            if products := answer.present(context, keep=answer.shown):
                yield products
            raise
        if products := answer.present(context):
            yield products
        if not answer.text.strip():
            raise ModelProtocolError("the model gave no prose that is true")

    async def _rounds(self, answer: Answer, context: ToolContext) -> AsyncGenerator[TurnEvent, None]:
        verifier = AnswerVerifier(Facts.of(answer.brief))
        request, calls_left = compose(answer.brief, TOOL_SPECS), MAX_CALLS
        seconds = asyncio.get_running_loop().time
        deadline = seconds() + TURN_SECONDS
        for rounds_left in range(MAX_ROUNDS - 1, -1, -1):
            this = _Round()
            may_call = rounds_left > 0 and calls_left > 0
            allowed = replace(request, allow_tools=may_call, seconds_left=deadline - seconds())
            async with aclosing(self._one_round(allowed, this, answer, verifier)) as events:
                async for event in events:
                    yield event
            results = await self._run(this.calls[:calls_left] if allowed.allow_tools else [], context)
            calls_left -= len(results)
            verifier.facts.add_products(context.products.values())
            if _is_finished(this, answer):
                break
            request = _continued(request, this, results)
        rest = verifier.finish()
        answer.add_text(rest, verifier)
        if rest:
            yield AnswerText(text=rest)

    async def _one_round(
        self, request: ModelRequest, this: _Round, answer: Answer, verifier: AnswerVerifier
    ) -> AsyncGenerator[TurnEvent, None]:
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                match event:
                    case TextDelta(said):
                        text = _utf8(said)
                        this.text += text
                        if safe := verifier.feed(text):
                            answer.add_text(safe, verifier)
                            yield AnswerText(text=safe)
                    case ToolCall():
                        this.calls.append(event)
                    case ModelStop(reason, usage):
                        this.stop = reason
                        answer.stop_reason = reason if reason in _CUT_SHORT else "end_turn"
                        answer.add_usage(usage)

    async def _run(self, calls: Sequence[ToolCall], context: ToolContext) -> list[ToolResult]:
        return list(await asyncio.gather(*(asyncio.to_thread(_call, call, context) for call in calls)))


def _call(call: ToolCall, context: ToolContext) -> ToolResult:
    tool = TOOLS.get(call.name)
    if tool is None:
        return ToolResult(call.id, f"There is no tool named {call.name[:60]!r}.", is_error=True)
    try:
        return ToolResult(call.id, tool.call(context, call.arguments))
    except ToolArgumentsInvalid as error:
        return ToolResult(call.id, str(error), is_error=True)


def _utf8(text: str) -> str:
    """Lone surrogates, which a model can spell and no stream or database can carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_finished(this: _Round, answer: Answer) -> bool:
    """Whether the answer is whole; a refusal or an overflow ends it with an error instead."""
    match this.stop:
        case None:
            raise ModelProtocolError("the stream ended without a stop reason")
        case "refusal":
            raise ModelRefused("the model declined to answer")
        case "model_context_window_exceeded":
            raise ModelProtocolError("the prompt is too long for the model")
        case "tool_use":
            has_only_presented = bool(this.calls) and all(call.name == "present_products" for call in this.calls)
            return has_only_presented and bool(answer.text.strip() or this.text.strip())
        case "pause_turn":
            return False
        case _:
            return True


def _continued(request: ModelRequest, this: _Round, results: Sequence[ToolResult]) -> ModelRequest:
    """The next request: what the model said and called, and what its calls gave."""
    answered = {result.call_id for result in results}
    calls = tuple(call for call in this.calls if call.id in answered)
    said = ModelMessage("assistant", this.text, tool_calls=calls)
    follow_up = ModelMessage("user", "" if results else "Please go on.", tool_results=tuple(results))
    return replace(request, messages=(*request.messages, said, follow_up))
