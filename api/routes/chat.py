"""`POST /v1/chat`: a shopper's message in, a reasoned answer out, as a stream or as one object."""

import asyncio
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.chat_answer import ChatAnswer, fold_events
from api.chat_request import ChatRequest
from api.door import Reader, TheDoor
from api.event_stream import failure_problem, stream_run
from api.problem import PROBLEM_TYPE
from api.run import Run
from api.turns import begin_turn
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
    answer = await _wait_for(run, request)
    if isinstance(answer, Failure):
        return JSONResponse(failure_problem(answer), answer.status, media_type=PROBLEM_TYPE)
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


async def _wait_for(run: Run, request: Request) -> dict[str, Any] | Failure:
    """The folded answer; a client that leaves stops it, since nobody else knows of the run."""
    answer = asyncio.create_task(run.collect())
    leaving = asyncio.create_task(_until_left(request))
    await asyncio.wait((answer, leaving), return_when=asyncio.FIRST_COMPLETED)
    if not answer.done():
        await run.stop()
    leaving.cancel()
    with suppress(asyncio.CancelledError):
        await leaving
    return fold_events(await answer)


async def _until_left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
