"""`POST /v1/chat/ui-stream`: the assistant for pages that use the AI SDK (`useChat`, `DefaultChatTransport`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import Response

from api.door import Reader, TheDoor
from api.foreign_stream import stream_translated
from api.foreign_turn import begin_foreign_turn
from api.ui_chunks import UI_STREAM_HEADERS, UiChunks
from api.ui_request import UiRequest

router = APIRouter(tags=["adapters"])
PATH = "/v1/chat/ui-stream"
_STREAMED: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}


@router.post(PATH, responses=_STREAMED, response_class=Response)
async def stream_ui_message(
    asked: UiRequest,
    caller: Reader,
    door: TheDoor,
    x_conversation_id: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Answer the last message of the role `user` as a UI message stream: text, cards, sources, suggestions."""
    run = await begin_foreign_turn(door, asked.turn(x_conversation_id), caller)
    return stream_translated(run, UiChunks().of, door.shop.settings.ping_seconds, UI_STREAM_HEADERS)
