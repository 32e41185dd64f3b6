"""One answer by a language model, a round at a time: every word verified, every call run, every card the catalog's."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from assistant.answer import Answer
from assistant.citing import cited_reviews, cited_sections
from assistant.grounding.verifier import AnswerVerifier
from assistant.language_model import (
    ModelEvent,
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
from assistant.ports import LanguageModel
from assistant.stream import AnswerText, Citations, Comparison, Status, TurnEvent
from assistant.template.comparison import MAX_PRODUCTS, MIN_PRODUCTS, comparison_table
from assistant.tools.context import ToolContext
from assistant.tools.toolbox import CLOSING, PRESENTING, run_call

MAX_CALLS = 6
#: Of all rounds together; each round gets what is left.
TURN_SECONDS = 45.0
#: No answer across a counter is longer; what runs on is cut off, as at the model's own limit.
MAX_ANSWER_CHARACTERS = 8_000
MAX_ARGUMENTS_CHARACTERS = 3_000
#: Told to the client as they are: the answer may end in the middle.
_CUT_SHORT = ("max_tokens", "stop_sequence")
_STATUS = {
    "search_products": "Looking a little further…",
    "recommend_for_shopper": "Thinking of what might suit you…",
    "read_reviews": "Reading what people say…",
    "read_policies": "Checking the shop's terms…",
    "catalog_overview": "Looking through the whole range…",
    "compare_products": "Putting them side by side…",
    "get_product": "Checking the details…",
}


@dataclass(slots=True)
class _Round:
    """One call of the model: what it called, how it stopped, and what its calls gave so far."""

    calls: list[ToolCall] = field(default_factory=list)
    results: dict[str, ToolResult] = field(default_factory=dict)
    stop: StopReason | None = None
    n_characters: int = 0


class ModelTurn:
    """Writes one answer. `round` asks the model, `look` runs what it called; `finish` or `break_off` comes last."""

    def __init__(self, model: LanguageModel, answer: Answer, context: ToolContext, request: ModelRequest) -> None:
        self._model, self._answer, self._context, self._request = model, answer, context, request
        self._verifier = AnswerVerifier(context.facts)
        self._calls_left = MAX_CALLS
        self._ids: set[str] = set()
        self._deadline = time.monotonic() + TURN_SECONDS
        self._this = _Round()
        self._needs_break = False

    @property
    def is_finished(self) -> bool:
        """Whether the answer is whole after this round."""
        this, has_prose = self._this, bool(self._answer.text.strip())
        match this.stop:
            case "tool_use":
                return has_prose and bool(this.calls) and all(call.name in CLOSING for call in this.calls)
            case "pause_turn":
                return False
            case _:
                return has_prose or not this.calls

    async def round(self, *, may_call: bool) -> AsyncGenerator[TurnEvent, None]:
        """Ask the model once. Prose is sent as it is verified, a presenting call is run as soon as it is whole.

        Raises:
            ModelError: if there is no whole answer, or the model declines.
        """
        self._this = this = _Round()
        may_call = may_call and self._calls_left > 0
        seconds_left = self._deadline - time.monotonic()
        request = replace(self._request, allow_tools=may_call, seconds_left=seconds_left)
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                for sent in await self._take(event, may_call=may_call):
                    yield sent
                if this.n_characters > MAX_ANSWER_CHARACTERS:
                    self._stop("max_tokens")
                    break
        _check(this.stop)
        if this.stop != "pause_turn":
            for sent in self._send(self._verifier.finish()):
                yield sent
            self._needs_break = True

    async def look(self) -> AsyncGenerator[TurnEvent, None]:
        """Run the calls that wait, side by side; the next round knows what they gave, and so do later turns."""
        this = self._this
        goes_on = this.stop in ("tool_use", "pause_turn") or not self.is_finished
        waiting = [call for call in this.calls if call.id not in this.results] if goes_on else []
        if status := next((_STATUS[call.name] for call in waiting if call.name in _STATUS), None):
            yield Status(text=status)
        outcomes = await asyncio.gather(*(asyncio.to_thread(run_call, call, self._context) for call in waiting))
        for result, found in outcomes:
            this.results[result.call_id] = result
            self._context.take(found)
        self._verifier.facts = self._context.facts
        self._continue()

    def finish(self) -> Iterator[TurnEvent]:
        """What goes with the finished prose: cards, table, sources.

        Raises:
            ModelProtocolError: if nothing that is true is left of the prose.
        """
        yield from self._settle()
        if not self._answer.text.strip():
            raise ModelProtocolError("the model gave no prose that is true")
        yield from self._table()
        yield from self._sources()

    def break_off(self) -> Iterator[TurnEvent]:
        """The model did not finish: what its prose named has a card, beside those that were there."""
        yield from self._settle(is_whole=False)

    async def _take(self, event: ModelEvent, *, may_call: bool) -> list[TurnEvent]:
        """What is sent to the shopper for one event of the model's."""
        match event:
            case TextDelta(said):
                text = _utf8(said)
                self._this.n_characters += len(text)
                return list(self._send(self._verifier.feed(text)))
            case ToolCall() if may_call and self._calls_left > 0:
                call = self._accept(event)
                return await self._present(call) if call.name in PRESENTING else []
            case ModelStop(reason, usage):
                self._stop(reason)
                self._answer.add_usage(usage)
        return []

    def _send(self, text: str) -> Iterator[TurnEvent]:
        answer = self._answer
        answer.n_corrected = len(self._verifier.corrections)
        if self._needs_break and text.strip():
            is_apart = not answer.text or answer.text[-1].isspace()
            text, self._needs_break = ("" if is_apart else "\n\n") + text.lstrip("\n"), False
        if text:
            answer.text += text
            yield AnswerText(text=text)

    def _accept(self, call: ToolCall) -> ToolCall:
        """The call as it can be sent again; one whose arguments cannot be is refused."""
        self._calls_left -= 1
        call_id = call.id if call.id and call.id not in self._ids else f"{call.id}_{self._calls_left}"
        self._ids.add(call_id)
        arguments = _carriable(call.arguments)
        call = ToolCall(call_id, _utf8(call.name)[:64], arguments or {})
        self._this.calls.append(call)
        if arguments is None:
            self._this.results[call_id] = ToolResult(call_id, "These arguments are too long or no JSON.", is_error=True)
        return call

    async def _present(self, call: ToolCall) -> list[TurnEvent]:
        """Run a presenting call, off the event loop; the cards or the table it chose, if they are new."""
        return [] if call.id in self._this.results else await asyncio.to_thread(self._run_presenting, call)

    def _run_presenting(self, call: ToolCall) -> list[TurnEvent]:
        table = self._context.comparison
        self._this.results[call.id], _ = run_call(call, self._context)
        cards = self._answer.present(self._context) if call.name == "present_products" else None
        shown = self._context.comparison
        return [event for event in (cards, shown if shown != table else None) if event]

    def _stop(self, reason: StopReason) -> None:
        self._this.stop = reason
        self._answer.stop_reason = reason if reason in _CUT_SHORT else "end_turn"

    def _continue(self) -> None:
        """Append what was said, called and found to the request; prose that nothing follows is kept by the answer."""
        this, answer = self._this, self._answer
        calls = tuple(call for call in this.calls if call.id in this.results)
        if not calls and this.stop != "pause_turn":
            return
        said = ModelMessage("assistant", answer.take_unexchanged(), tool_calls=calls)
        if not said.text.strip() and not calls:
            return
        results = tuple(this.results[call.id] for call in calls)
        follow_up = ModelMessage("user", "" if results else "Please go on.", tool_results=results)
        answer.exchange = (*answer.exchange, said, follow_up)
        self._request = replace(self._request, messages=(*self._request.messages, said, follow_up))

    def _settle(self, *, is_whole: bool = True) -> Iterator[TurnEvent]:
        answer, context = self._answer, self._context
        answer.suggested, answer.stated = context.suggested, context.stated
        if products := answer.present(context, keep=() if is_whole else answer.shown):
            yield products

    def _table(self) -> Iterator[Comparison]:
        """Who asks for a comparison gets the table, also where the model forgot it."""
        brief = self._answer.brief
        compared = list({product.id: product for product in brief.referenced}.values())[:MAX_PRODUCTS]
        if brief.need.kind == "compare" and len(compared) >= MIN_PRODUCTS and not self._context.comparison:
            yield comparison_table(brief, compared)

    def _sources(self) -> Iterator[Citations]:
        answer, context = self._answer, self._context
        sections = {section.source_id: section for section in answer.brief.policies} | context.sections
        reviews = [review for facts in context.facts.products.values() for review in facts.reviews]
        cited = (
            cited_sections(answer.text, sections.values(), context.products.values()),
            cited_reviews(answer.text, reviews, context.products),
        )
        answer.citations = (*cited[0], *cited[1])
        if answer.citations:
            yield Citations(items=answer.citations)


def _check(stop: StopReason | None) -> None:
    """A refusal, an overflow or no reason at all: no answer, and an error instead."""
    if stop is None:
        raise ModelProtocolError("the stream ended without a stop reason")
    if stop == "refusal":
        raise ModelRefused("the model declined to answer")
    if stop == "model_context_window_exceeded":
        raise ModelProtocolError("the prompt is too long for the model")


def _utf8(text: str) -> str:
    """Lone surrogates, which a model can spell and no stream or database can carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _carriable(arguments: object) -> dict[str, object] | None:
    """Arguments as a request can carry them again; None if they are too long or no JSON."""
    try:
        text = json.dumps(arguments, ensure_ascii=False, allow_nan=False)
        known = json.loads(_utf8(text)) if len(text) <= MAX_ARGUMENTS_CHARACTERS else None
    except (ValueError, TypeError, RecursionError):
        return None
    return known if isinstance(known, dict) else None
