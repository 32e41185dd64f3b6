"""What is said to a language model and what comes back, whoever makes the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

StopReason = Literal[
    "end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"
]


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model sees it; `description` is prompt text, `input_schema` JSON Schema.

    An `eager` tool's arguments are sent as they are written, unchecked: what is shown from them is shown sooner.
    """

    name: str
    description: str
    input_schema: Mapping[str, Any]
    eager: bool = False


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A complete call of a tool; `arguments` are validated by the tool, not here."""

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool call gave, as text for the model."""

    call_id: str
    content: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """One message to the model: text, and either calls (assistant) or results (user)."""

    role: Literal["user", "assistant"]
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call. `system` and `tools` are the same in every call of a server, so that they can be cached."""

    system: str
    messages: tuple[ModelMessage, ...]
    tools: tuple[ToolSpec, ...] = ()
    allow_tools: bool = True  # False keeps the tools in the (cached) prefix but forbids their use
    max_tokens: int = 1024
    seconds_left: float | None = None  # of the whole turn, where that is less than the model's own limit


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the model's prose."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelStop:
    """The last event of every successful stream."""

    reason: StopReason
    usage: Mapping[str, int] = field(default_factory=dict)


ModelEvent = TextDelta | ToolCall | ModelStop


class ModelError(Exception):
    """The model gave no whole answer. The message is for the log, never for the shopper."""


class ModelNotConfigured(ModelError):
    """No key: answers come from the template writer."""


class ModelRejected(ModelError):
    """The provider refused the request itself (wrong key, unknown model, bad request): trying again is no use."""


class ModelMisconfigured(ModelRejected):
    """The key or the model's name is refused: every further call would be, too."""


class ModelRefused(ModelError):
    """The model declined to answer this message."""


class ModelUnavailable(ModelError):
    """Overloaded, unreachable, too slow, or cut off."""


class ModelOverloaded(ModelUnavailable):
    """Asked to come back later; `retry_after_seconds` says when, if the provider did."""

    def __init__(self, message: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ModelCircuitOpen(ModelUnavailable):
    """Too many failures lately: not even asked."""


class ModelProtocolError(ModelError):
    """What came back is not what the protocol says."""
