"""A language model that says what it is told to: for tests, demonstrations and development without a key."""

import json
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from typing import Any

from assistant.language_model import (
    ModelError,
    ModelEvent,
    ModelRequest,
    ModelStop,
    StopReason,
    TextDelta,
    ToolCall,
)

#: Events to stream, with an error at the end where the answer breaks.
Script = Iterable[ModelEvent | ModelError]


class ScriptedLanguageModel:
    """Plays one script a call, in order, then the last one again; keeps every request it was sent.

    Args:
        scripts: what to stream, or a function of the request that gives it; a bare string is a plain answer.
        name: what `message_end.writer` shows.
    """

    def __init__(
        self, scripts: Sequence[Script | str | Callable[[ModelRequest], Script | str]], name: str = "scripted"
    ) -> None:
        if not scripts:
            raise ValueError("a scripted model needs at least one script")
        self.name = name
        self.requests: list[ModelRequest] = []
        self._scripts = list(scripts)

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Stream the next script; an error in it is raised where it stands."""
        script = self._scripts[min(len(self.requests), len(self._scripts) - 1)]
        self.requests.append(request)
        played = script(request) if callable(script) else script
        for event in say(played) if isinstance(played, str) else played:
            if isinstance(event, ModelError):
                raise event
            yield event


def say(text: str, n_characters: int = 12, reason: StopReason = "end_turn") -> list[ModelEvent]:
    """A plain answer in pieces of `n_characters`, as a stream would bring it."""
    pieces = [text[start : start + n_characters] for start in range(0, len(text), n_characters)]
    return [*(TextDelta(piece) for piece in pieces), ModelStop(reason, {"output_tokens": len(pieces)})]


def call_tools(*calls: tuple[str, Mapping[str, Any]], preamble: str = "") -> list[ModelEvent]:
    """An answer that calls tools, each given as (name, arguments)."""
    made = [ToolCall(f"call_{n}_{name}", name, json.loads(json.dumps(args))) for n, (name, args) in enumerate(calls, 1)]
    return [*([TextDelta(preamble)] if preamble else []), *made, ModelStop("tool_use")]
