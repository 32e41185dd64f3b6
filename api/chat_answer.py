"""A finished answer as one object: the content of the event stream, folded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from assistant.stream import (
    AnswerText,
    Citations,
    Comparison,
    Failure,
    MessageEnd,
    MessageStart,
    Products,
    Suggestions,
    TurnEvent,
)


class AnswerMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str


class ChatAnswer(BaseModel):
    """What `POST /v1/chat` returns to a client that does not stream; absent parts are left out."""

    conversation_id: str
    conversation_token: str | None = None
    message_id: str
    run_id: str
    created_at: datetime
    message: AnswerMessage
    products: Products | None = None
    comparison: Comparison | None = None
    citations: Citations | None = None
    suggestions: Suggestions | None = None
    stop_reason: str
    writer: str
    usage: dict[str, int | str] | None = None
    latency: dict[str, float]
    notice: str | None = None
    n_corrected: int = 0


#: Event → the part of the answer it is; of a kind that comes again, the newest counts.
_PARTS: dict[type[Any], str] = {
    Products: "products",
    Comparison: "comparison",
    Citations: "citations",
    Suggestions: "suggestions",
}


def fold_events(events: Iterable[TurnEvent]) -> dict[str, Any] | Failure:
    """The answer as JSON, or the failure that ended it."""
    text, fields = [], dict[str, Any]()
    for event in events:
        match event:
            case Failure():
                return event
            case AnswerText():
                text.append(event.text)
            case MessageStart() | MessageEnd():
                fields |= event.model_dump(exclude={"type"})
            case _ if type(event) in _PARTS:
                fields[_PARTS[type(event)]] = event
    answer = ChatAnswer(message=AnswerMessage(content="".join(text)), **fields)
    return answer.model_dump(mode="json", exclude_none=True, exclude={part: {"type"} for part in _PARTS.values()})
