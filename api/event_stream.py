"""A run as server-sent events, with pings while nothing happens."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from api.problem import problem_type
from api.run import Run
from assistant.stream import Failure, TurnEvent

#: Proxies must neither keep an answer nor hold it back.
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream_run(run: Run, after: int, ping_seconds: float) -> EventSourceResponse:
    """The run's events behind number `after`, those to come included."""
    return EventSourceResponse(_encoded(run, after, ping_seconds), headers=STREAM_HEADERS)


def event_data(event: TurnEvent) -> str:
    """The JSON of an event's `data:` line; absent values are left out."""
    if isinstance(event, Failure):
        return json.dumps(failure_problem(event))
    return event.model_dump_json(exclude={"type"}, exclude_none=True)


def failure_problem(failure: Failure) -> dict[str, object]:
    """A failure as a problem document, with `retryable` beside it."""
    return {"type": problem_type(failure.code), **failure.model_dump(exclude={"type"})}


async def _encoded(run: Run, after: int, ping_seconds: float) -> AsyncGenerator[bytes, None]:
    async with aclosing(run.follow(after, ping_seconds)) as events:
        async for numbered in events:
            if numbered is None:
                yield KEEPALIVE_COMMENT
                continue
            number, event = numbered
            yield format_sse_event(event=event.type, data_str=event_data(event), id=f"{run.run_id}:{number}")
