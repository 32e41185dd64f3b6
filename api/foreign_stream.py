"""A run as server-sent events in the words of another protocol: JSON in `data:` lines, `[DONE]` last."""

import json
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse

from api.event_stream import STREAM_HEADERS
from api.run import Run
from assistant.stream import TurnEvent

#: What one event of an answer is in the other protocol: no message, one or several.
Translate = Callable[[TurnEvent], Iterable[dict[str, Any]]]


def stream_translated(
    run: Run, translate: Translate, ping_seconds: float, headers: Mapping[str, str] | None = None
) -> EventSourceResponse:
    """The run's events in another protocol. These streams cannot be taken up again: a client that leaves stops it."""
    return EventSourceResponse(_encoded(run, translate, ping_seconds), headers=STREAM_HEADERS | dict(headers or {}))


async def _encoded(run: Run, translate: Translate, ping_seconds: float) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(run.follow(0, ping_seconds)) as events:
            async for numbered in events:
                if numbered is None:
                    yield KEEPALIVE_COMMENT
                    continue
                for message in translate(numbered[1]):
                    yield f"data: {json.dumps(message, separators=(',', ':'))}\n\n".encode()
        yield b"data: [DONE]\n\n"
    finally:
        if not run.is_over:
            await run.stop()
