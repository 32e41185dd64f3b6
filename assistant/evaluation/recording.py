"""Writes down what a model said and called, so that a case can be judged on it and played again without the model."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.language_model import (
    ModelEvent,
    ModelRequest,
    ModelStop,
    ModelUnavailable,
    StopReason,
    TextDelta,
    ToolCall,
    Usage,
)
from assistant.ports import LanguageModel
from assistant.scripted import Script


class RecordedCall(BaseModel):
    """A tool call; `result` is what the model was told, None where it was never told."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    arguments: dict[str, Any]
    result: str | None = None


class RecordedRound(BaseModel):
    """One call of the model: prose, tool calls, and how it ended; `error` names the class of an error."""

    model_config = ConfigDict(frozen=True)

    text: str = ""
    calls: tuple[RecordedCall, ...] = ()
    stop: StopReason | None = None
    usage: dict[str, int | Decimal] = {}
    error: str | None = None

    def script(self) -> Script:
        """The same round, to be played by a scripted model."""
        if self.text:
            yield TextDelta(self.text)
        yield from (ToolCall(call.id, call.name, call.arguments) for call in self.calls)
        if self.error:
            yield ModelUnavailable(f"recorded: {self.error}")
        elif self.stop:
            yield ModelStop(self.stop, self.usage)


class RecordingModel:
    """Plays another model and keeps its rounds."""

    def __init__(self, model: LanguageModel) -> None:
        self.name = model.name
        self._model = model
        self._rounds: list[RecordedRound] = []

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """What the model streams, unchanged."""
        self._note_results(request)
        text, calls = "", list[RecordedCall]()
        stop: StopReason | None = None
        usage: Usage = {}
        error: str | None = "left"  # unless it comes to its end
        try:
            async with aclosing(self._model.stream(request)) as events:
                async for event in events:
                    match event:
                        case TextDelta(said):
                            text += said
                        case ToolCall(call_id, name, arguments):
                            calls.append(RecordedCall(id=call_id, name=name, arguments=dict(arguments)))
                        case ModelStop(stop, usage):
                            error = None
                    yield event
            error = None
        except Exception as failure:
            error = type(failure).__name__
            raise
        finally:
            said_whole = RecordedRound(text=text, calls=tuple(calls), stop=stop, usage=dict(usage), error=error)
            self._rounds.append(said_whole)

    def take(self) -> tuple[RecordedRound, ...]:
        """The rounds since the last time; they are forgotten here."""
        taken, self._rounds = tuple(self._rounds), []
        return taken

    def _note_results(self, request: ModelRequest) -> None:
        """Tool results come with the next request; each belongs to a call of the round before."""
        results = {result.call_id: result.content for result in request.messages[-1].tool_results}
        if results and self._rounds:
            last = self._rounds[-1]
            told = tuple(call.model_copy(update={"result": results.get(call.id)}) for call in last.calls)
            self._rounds[-1] = last.model_copy(update={"calls": told})


def called_tools(rounds: Iterable[RecordedRound]) -> tuple[str, ...]:
    """Names of the tools that were called, in order."""
    return tuple(call.name for one in rounds for call in one.calls)
