"""`POST /v1/chat/completions`: the assistant for clients that speak OpenAI's Chat Completions."""

import time
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response

from api.door import Reader, TheDoor
from api.event_stream import failure_problem
from api.foreign_stream import stream_translated
from api.foreign_turn import begin_foreign_turn
from api.openai_answer import CompletionStream, completion
from api.openai_request import CompletionRequest
from api.problem import PROBLEM_TYPE
from api.whole_answer import whole_answer
from assistant.stream import Failure

router = APIRouter(tags=["adapters"])
PATH = "/v1/chat/completions"
_ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {}, "text/event-stream": {"schema": {"type": "string"}}}}
}


@router.post(PATH, responses=_ANSWERED, response_class=Response)
async def complete_chat(
    request: Request,
    asked: CompletionRequest,
    caller: Reader,
    door: TheDoor,
    x_conversation_id: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Answer the last message of the role `user`, as chunks with `stream`, otherwise as one `chat.completion`."""
    run = await begin_foreign_turn(door, asked.turn(x_conversation_id), caller)
    if asked.stream:
        chunks = CompletionStream(door.shop.writer, asked.wants_usage).chunks
        return stream_translated(run, chunks, door.shop.settings.ping_seconds)
    answer = await whole_answer(run, request)
    if isinstance(answer, Failure):
        return JSONResponse(failure_problem(answer), answer.status, media_type=PROBLEM_TYPE)
    return JSONResponse(completion(answer, int(time.time())), headers={"Cache-Control": "no-store"})
