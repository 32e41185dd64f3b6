"""An answer in the words of OpenAI's Chat Completions: one object, or chunk by chunk.

Cards, sources, comparison and suggestions are in `shopkeeper`: on the message of a whole answer, and beside the
choices of a chunk.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.chat_answer import fold_events
from api.openai_error import error_object
from assistant.stream import AnswerText, Failure, MessageEnd, MessageStart, Products, TurnEvent

#: Why the writer stopped → how a client of this protocol knows it; everything else is `stop`.
_FINISH_REASONS = {"max_tokens": "length", "model_context_window_exceeded": "length"}
_NOT_OURS = ("message", "usage", "created_at")


def completion(answer: Mapping[str, Any], created: int) -> dict[str, Any]:
    """A folded answer as a `chat.completion`."""
    message = {
        "role": "assistant",
        "content": answer["message"]["content"],
        "refusal": None,
        "shopkeeper": _extension(answer),
    }
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish_reason(answer["stop_reason"])}
    return {
        "id": f"chatcmpl-{answer['message_id']}",
        "object": "chat.completion",
        "created": created,
        "model": model_name(answer["writer"]),
        "choices": [choice],
        "usage": _usage(answer.get("usage")),
    }


def model_name(writer: str) -> str:
    """What the client is told it talks to."""
    return f"shopkeeper/{writer}"


class CompletionStream:
    """Turns an answer's events into `chat.completion.chunk` objects; belongs to one answer.

    Args:
        writer: who is expected to write; the last chunk says who did.
        wants_usage: whether a last chunk counts tokens.
    """

    def __init__(self, writer: str, wants_usage: bool) -> None:
        self._head: dict[str, Any] = {"object": "chat.completion.chunk", "model": model_name(writer)}
        self._wants_usage = wants_usage
        self._events: list[TurnEvent] = []

    def chunks(self, event: TurnEvent) -> Iterator[dict[str, Any]]:
        """The chunks of one event."""
        self._events.append(event)
        match event:
            case MessageStart():
                created = int(event.created_at.timestamp())
                self._head = {"id": f"chatcmpl-{event.message_id}", "created": created, **self._head}
                ours = event.model_dump(mode="json", exclude_none=True, exclude={"type", "created_at"})
                yield self._chunk({"role": "assistant", "content": ""}) | {"shopkeeper": ours}
            case Products():
                products = event.model_dump(mode="json", exclude_none=True, exclude={"type"})
                yield self._chunk({}) | {"shopkeeper": {"products": products}}
            case AnswerText():
                yield self._chunk({"content": event.text})
            case MessageEnd():
                yield from self._end(event)
            case Failure():
                yield error_object(event.status, event.code, event.detail)

    def _end(self, end: MessageEnd) -> Iterator[dict[str, Any]]:
        self._head["model"] = model_name(end.writer)
        answer = fold_events(self._events)
        if not isinstance(answer, Failure):
            yield self._chunk({}, _finish_reason(end.stop_reason)) | {"shopkeeper": _extension(answer)}
        if self._wants_usage:
            yield {**self._head, "choices": [], "usage": _usage(end.usage)}

    def _chunk(self, delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return {**self._head, "choices": [choice]} | ({"usage": None} if self._wants_usage else {})


def _extension(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in _NOT_OURS}


def _finish_reason(stop_reason: str) -> str:
    return _FINISH_REASONS.get(stop_reason, "stop")


def _usage(counted: Mapping[str, int | str] | None) -> dict[str, Any]:
    """Tokens; none where no model wrote. What a model read from its cache is part of the prompt."""
    tokens = {name: count for name, count in (counted or {}).items() if isinstance(count, int)}
    cached = tokens.get("cache_read_input_tokens", 0)
    prompt = tokens.get("input_tokens", 0) + cached + tokens.get("cache_creation_input_tokens", 0)
    written = tokens.get("output_tokens", 0)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": written,
        "total_tokens": prompt + written,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
