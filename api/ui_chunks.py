"""An answer in the words of the AI SDK's UI message stream (version 1), chunk by chunk."""

from collections.abc import Iterator
from typing import Any

from assistant.stream import (
    AnswerText,
    Citation,
    Citations,
    Comparison,
    Failure,
    MessageEnd,
    MessageStart,
    Products,
    Status,
    Suggestions,
    TurnEvent,
)

#: What the AI SDK knows the protocol by.
UI_STREAM_HEADERS = {"x-vercel-ai-ui-message-stream": "v1"}
#: Why the writer stopped → the protocol's reasons; everything else is `stop`.
_FINISH_REASONS = {"max_tokens": "length", "model_context_window_exceeded": "length", "refusal": "content-filter"}


class UiChunks:
    """Turns an answer's events into chunks; belongs to one answer."""

    def __init__(self) -> None:
        self._message_id = ""
        self._is_writing = False

    def of(self, event: TurnEvent) -> Iterator[dict[str, Any]]:
        """The chunks of one event."""
        match event:
            case MessageStart():
                self._message_id = event.message_id
                yield {"type": "start", "messageId": event.message_id, "messageMetadata": _json(event)}
            case AnswerText():
                yield from self._text(event.text)
            case MessageEnd():
                yield from self._end_of_text()
                reason = _FINISH_REASONS.get(event.stop_reason, "stop")
                yield {"type": "finish", "finishReason": reason, "messageMetadata": _json(event)}
            case Failure():
                yield from self._end_of_text()
                yield from _failure(event)
            case _:
                yield from self._data(event)

    def _text(self, text: str) -> Iterator[dict[str, Any]]:
        if not self._is_writing:
            self._is_writing = True
            yield {"type": "text-start", "id": self._message_id}
        yield {"type": "text-delta", "id": self._message_id, "delta": text}

    def _end_of_text(self) -> Iterator[dict[str, Any]]:
        if self._is_writing:
            self._is_writing = False
            yield {"type": "text-end", "id": self._message_id}

    def _data(self, event: TurnEvent) -> Iterator[dict[str, Any]]:
        """A part with an id takes the place of the former part of that id."""
        match event:
            case Status():
                yield {"type": "data-status", "data": _json(event), "transient": True}
            case Products():
                yield {"type": "data-products", "id": event.list_id, "data": _json(event)}
            case Comparison():
                yield {"type": "data-comparison", "id": f"{self._message_id}:comparison", "data": _json(event)}
            case Suggestions():
                yield {"type": "data-suggestions", "id": f"{self._message_id}:suggestions", "data": _json(event)}
            case Citations():
                yield from (_source(citation) for citation in event.items)


def _source(citation: Citation) -> dict[str, Any]:
    if citation.url:
        return {"type": "source-url", "sourceId": citation.source_id, "url": citation.url, "title": citation.title}
    return {
        "type": "source-document",
        "sourceId": citation.source_id,
        "mediaType": "text/plain",
        "title": citation.title,
    }


def _failure(failure: Failure) -> Iterator[dict[str, Any]]:
    if failure.code == "turn_stopped":
        yield {"type": "abort", "reason": failure.detail}
        return
    yield {"type": "error", "errorText": failure.detail}
    yield {"type": "finish", "finishReason": "error", "messageMetadata": {"error": _json(failure)}}


def _json(event: TurnEvent) -> dict[str, Any]:
    return event.model_dump(mode="json", exclude_none=True, exclude={"type"})
