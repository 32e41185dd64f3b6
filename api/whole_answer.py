"""An answer waited for and folded into one object, for clients that do not stream."""

import asyncio
from contextlib import suppress
from typing import Any

from fastapi import Request

from api.chat_answer import fold_events
from api.run import Run
from assistant.stream import Failure


async def whole_answer(run: Run, request: Request) -> dict[str, Any] | Failure:
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
