"""Reads the events of Anthropic's streaming protocol, as they stand on the wire."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from assistant.language_model import (
    ModelEvent,
    ModelOverloaded,
    ModelProtocolError,
    ModelRejected,
    ModelStop,
    ModelUnavailable,
    StopReason,
    TextDelta,
    ToolCall,
)

_log = logging.getLogger(__name__)
_TEMPORARY_TYPES = ("api_error", "overloaded_error", "rate_limit_error", "timeout_error")
_STOP_REASONS = frozenset(get_args(StopReason))
#: An answer that stops for one of these must have said or asked something.
_REASONS_WITH_CONTENT = ("end_turn", "stop_sequence", "tool_use")
_CHARACTERS_PER_TOKEN = 4
_USAGE_FIELDS = ("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


@dataclass
class _Block:
    """A content block being received."""

    kind: str
    id: str = ""
    name: str = ""
    json_text: str = ""
    is_told: bool = False

    def early_call(self) -> ToolCall | None:
        """The call, if it can be told before the stop reason: one that `max_tokens` cut is empty or no JSON."""
        if self.kind != "tool_use" or not self.json_text:
            return None
        try:
            call = self.as_call()
        except ModelProtocolError:
            return None
        return call if call.arguments else None

    def as_call(self) -> ToolCall:
        try:
            arguments = json.loads(self.json_text or "{}")
        except ValueError as error:
            raise ModelProtocolError(
                f"arguments of tool {self.name!r} are not JSON: {self.json_text[:80]!r}"
            ) from error
        if not isinstance(arguments, dict):
            raise ModelProtocolError(f"arguments of tool {self.name!r} are not an object: {self.json_text[:80]!r}")
        return ToolCall(self.id, self.name, arguments)


@dataclass
class AnswerReader:
    """Turns one answer's raw events into ours.

    A call is told as soon as its arguments are whole. One without arguments, or with broken ones, waits for the stop
    reason, because a call that `max_tokens` cut off arrives looking like that.
    """

    is_done: bool = False
    _blocks: list[_Block] = field(default_factory=list)
    _reason: str | None = None
    _has_text: bool = False
    _usage: dict[str, int] = field(default_factory=dict)
    _n_characters: int = 0

    @property
    def usage(self) -> Mapping[str, int]:
        """Tokens used so far; empty before the first event.

        The provider counts what it wrote at the end: of an answer that breaks off, the tokens are judged by its length.
        """
        if not self._usage or self._reason is not None:
            return self._usage
        written = max(self._usage.get("output_tokens", 0), self._n_characters // _CHARACTERS_PER_TOKEN)
        return self._usage | {"output_tokens": written}

    def read(self, data: str) -> Iterator[ModelEvent | None]:
        """What one event says; None where only progress is to be told, nothing for pings and unknown events.

        Raises:
            ModelError: if the event is an error, or not what the protocol says.
        """
        if not data:
            return
        try:
            event = json.loads(data)
            yield from self._read(event["type"], event)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise ModelProtocolError(f"not an event of the model's protocol: {data[:80]!r}") from error

    def _read(self, kind: str, event: Mapping[str, Any]) -> Iterator[ModelEvent | None]:
        match kind:
            case "content_block_start":
                yield from self._start_block(event["content_block"])
            case "content_block_delta":
                yield from self._continue_block(event["delta"])
            case "content_block_stop":
                yield from self._end_block()
            case "message_start":
                self._count(event["message"].get("usage"))
            case "message_delta":
                self._reason = event["delta"].get("stop_reason") or self._reason
                self._count(event.get("usage"))
            case "message_stop":
                yield from self._finish()
            case "error":
                raise _from_error_event(event["error"])

    def _start_block(self, block: Mapping[str, Any]) -> Iterator[ModelEvent | None]:
        self._blocks.append(_Block(block["type"], block.get("id", ""), block.get("name", "")))
        if block["type"] == "tool_use":
            yield None
        elif block["type"] == "text":
            yield from self._say(block.get("text", ""))

    def _continue_block(self, delta: Mapping[str, Any]) -> Iterator[ModelEvent | None]:
        if delta["type"] == "text_delta":
            yield from self._say(delta["text"])
        elif delta["type"] == "thinking_delta":
            yield None  # not for the shopper, yet no silence
        elif delta["type"] == "input_json_delta":
            self._blocks[-1].json_text += delta["partial_json"]
            self._n_characters += len(delta["partial_json"])
            yield None

    def _end_block(self) -> Iterator[ToolCall]:
        call = self._blocks[-1].early_call() if self._blocks else None
        if call and not self._blocks[-1].is_told:
            self._blocks[-1].is_told = True
            yield call

    def _say(self, text: str) -> Iterator[TextDelta]:
        if text:
            self._has_text = self._has_text or bool(text.strip())
            self._n_characters += len(text)
            yield TextDelta(text)

    def _count(self, usage: Mapping[str, Any] | None) -> None:
        counted = {name: (usage or {}).get(name) for name in _USAGE_FIELDS}
        self._usage.update({name: n for name, n in counted.items() if isinstance(n, int)})

    def _finish(self) -> Iterator[ModelEvent]:
        if self._reason is None:
            raise ModelUnavailable("the model's answer ended without a stop reason")
        calls = [block for block in self._blocks if block.kind == "tool_use"]
        if self._reason != "tool_use" and calls and self._blocks[-1] is calls[-1] and not calls[-1].is_told:
            calls.pop()  # cut off
        late = [block.as_call() for block in calls if not block.is_told]
        if self._reason in _REASONS_WITH_CONTENT and not calls and not self._has_text:
            raise ModelProtocolError(f"the model's answer is empty, stop reason {self._reason!r}")
        yield from late
        self.is_done = True
        yield ModelStop(self._known_reason(), self._usage)

    def _known_reason(self) -> StopReason:
        if self._reason not in _STOP_REASONS:
            _log.warning("unknown stop reason %r of the model, taken as the end of its turn", self._reason)
            return "end_turn"
        return cast(StopReason, self._reason)


def _from_error_event(error: Mapping[str, Any]) -> ModelUnavailable | ModelRejected:
    said = f"{error.get('type')}: {str(error.get('message'))[:200]}"
    if error.get("type") in _TEMPORARY_TYPES:
        return ModelOverloaded(f"the model gave up, {said}")
    return ModelRejected(f"the model refused, {said}")
