"""What is said to a language model and what comes back, whoever makes the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from assistant.payer import Payer

StopReason = Literal[
    "end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"
]


#: Tokens by kind, as the provider names them, and their `cost` in US dollars where the price is known.
Usage = Mapping[str, int | Decimal]
OnUsage = Callable[[Usage], None]


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
    """One call. `system` and `tools` are the same in every call of a server, so that they can be cached.

    Attributes:
        allow_tools: False keeps the tools in the (cached) prefix but forbids their use.
        max_tokens: of the answer; None leaves it to the model's own limit.
        seconds_left: of the whole turn, where that is less than the model's own limit.
        payer: on whose account; never sent to the provider.
        on_usage: told what an attempt has used that broke off, for whatever reason; a whole one says it at its stop.
    """

    system: str
    messages: tuple[ModelMessage, ...]
    tools: tuple[ToolSpec, ...] = ()
    allow_tools: bool = True
    max_tokens: int | None = None
    seconds_left: float | None = None
    payer: Payer = field(default_factory=Payer)
    on_usage: OnUsage | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the model's prose."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelStop:
    """The last event of every successful stream."""

    reason: StopReason
    usage: Usage = field(default_factory=dict)


ModelEvent = TextDelta | ToolCall | ModelStop


class ModelError(Exception):
    """The model gave no whole answer. The message is for the log, never for the shopper.

    Attributes:
        notice: why, for `message_end`, in words that give nothing away.
        usage: what was used all the same.
    """

    notice = "the language model did not answer"
    usage: Usage = MappingProxyType({})


class ModelNotConfigured(ModelError):
    """A key, a setting or a package is missing: the message says which."""

    notice = "no language model is configured"


class ModelRejected(ModelError):
    """The provider refused the request itself (wrong key, unknown model, bad request): trying again is no use.

    `status` is the HTTP status, where there was one.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class ModelMisconfigured(ModelRejected):
    """The key or the model's name is refused: every further call would be, too."""


class ModelRefused(ModelError):
    """The model declined to answer this message."""


class ModelUnavailable(ModelError):
    """Overloaded, unreachable, too slow, or cut off."""


class ModelOverloaded(ModelUnavailable):
    """Asked to come back later; `retry_after_seconds` says when, if the provider did; `status` as HTTP says it."""

    def __init__(self, message: str, retry_after_seconds: float | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
        self.status = status


class ModelUnreachable(ModelUnavailable):
    """No connection, or one that broke before there was an answer."""


class ModelTooSlow(ModelUnavailable):
    """Silent for longer than a shopper is made to wait."""


class ModelCircuitOpen(ModelUnavailable):
    """Too many failures lately: not even asked."""


class ModelBudgetUsedUp(ModelError):
    """What may be spent on this conversation, by this key or by the shop today is spent: not even asked."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


class ModelProtocolError(ModelError):
    """What came back is not what the protocol says."""
