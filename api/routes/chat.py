"""`POST /v1/chat`: a shopper's message in, a reasoned answer out, as a stream or as one object."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.chat_answer import ChatAnswer
from api.chat_request import ChatRequest
from api.door import Reader, TheDoor
from api.event_stream import failure_problem, stream_run
from api.problem import PROBLEM_TYPE
from api.turns import begin_turn
from api.whole_answer import whole_answer
from assistant.stream import Failure

router = APIRouter(tags=["chat"])
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"model": ChatAnswer, "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.post("/v1/chat", responses=_STREAMED)
async def chat(request: Request, message: ChatRequest, caller: Reader, door: TheDoor) -> Response:
    """Answer a message: events for `Accept: text/event-stream`, otherwise one object with the same content."""
    run = await begin_turn(door, message, caller)
    if "text/event-stream" in request.headers.get("accept", ""):
        return stream_run(run, 0, door.shop.settings.ping_seconds)
    answer = await whole_answer(run, request)
    if isinstance(answer, Failure):
        return JSONResponse(failure_problem(answer), answer.status, media_type=PROBLEM_TYPE)
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})
