"""Claude as the assistant's language model; the only file that knows Anthropic's SDK."""

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import anthropic
import httpx2
from anthropic.types import MessageParam, TextBlockParam, ToolChoiceParam, ToolParam

from assistant.claude_answer import AnswerReader
from assistant.failure_policy import FailurePolicy
from assistant.language_model import (
    ModelEvent,
    ModelMessage,
    ModelMisconfigured,
    ModelNotConfigured,
    ModelOverloaded,
    ModelProtocolError,
    ModelRejected,
    ModelRequest,
    ModelUnavailable,
)

DEFAULT_MODEL = "claude-haiku-5-5"
_HINTS = {
    401: "check ANTHROPIC_API_KEY",
    402: "check the account's billing",
    403: "check what ANTHROPIC_API_KEY may do",
    404: "check the model's name and ANTHROPIC_BASE_URL",
}
#: Refused for the moment only: timeout, conflict, rate limit; besides every 5xx.
_TEMPORARY = (408, 409, 425, 429)
_EPHEMERAL: Mapping[str, str] = {"type": "ephemeral"}


class ClaudeLanguageModel:
    """Streams answers from Anthropic's Messages API; use it within one event loop and `aclose` it there."""

    def __init__(self, client: anthropic.AsyncAnthropic, name: str, policy: FailurePolicy) -> None:
        self.name = name
        self._client = client
        self._policy = policy

    @classmethod
    def connect(
        cls,
        api_key: str | None,
        name: str = DEFAULT_MODEL,
        base_url: str | None = None,
        policy: FailurePolicy | None = None,
    ) -> "ClaudeLanguageModel":
        """A model ready to be asked; no request is made yet.

        Raises:
            ModelNotConfigured: if there is no key.
        """
        if not api_key or not api_key.strip():
            raise ModelNotConfigured("set ANTHROPIC_API_KEY to let Claude write the answers")
        policy = policy or FailurePolicy()
        # Time and retries are the policy's: the SDK's defaults (600 s, two retries, any `retry-after`) are too patient.
        timeout = httpx2.Timeout(policy.limits.turn_seconds, connect=policy.limits.connect_seconds)
        client = anthropic.AsyncAnthropic(api_key=api_key.strip(), base_url=base_url, timeout=timeout, max_retries=0)
        return cls(client, name, policy)

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """Stream one answer.

        Raises:
            ModelError: if there is no whole answer.
        """
        return self._policy.run(lambda: self._attempt(request), request.seconds_left)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _attempt(self, request: ModelRequest) -> AsyncGenerator[ModelEvent | None, None]:
        with _translated_errors():
            answer = await self._client.messages.create(**cast(Any, _wire_request(self.name, request)), stream=True)
            try:
                reader = AnswerReader()
                # The raw events, because the SDK's own iterator ends a cut stream as if it were whole.
                async for event in answer.raw_events(answer.response):
                    for heard in reader.read(event.data):
                        yield heard
                    if reader.is_done:
                        return
            finally:
                await answer.close()
            raise ModelUnavailable("the model's answer was cut off before message_stop")


def _wire_request(model: str, request: ModelRequest) -> dict[str, Any]:
    """What never changes comes first and is marked for caching: tools, then the system prompt, then the messages."""
    wire: dict[str, Any] = {
        "model": model,
        "max_tokens": request.max_tokens,
        "messages": [_wire_message(message) for message in request.messages],
    }
    if request.system:
        wire["system"] = [
            cast(TextBlockParam, {"type": "text", "text": _utf8(request.system), "cache_control": _EPHEMERAL})
        ]
    if request.tools:
        tools = [
            cast(
                ToolParam, {"name": tool.name, "description": tool.description, "input_schema": dict(tool.input_schema)}
            )
            for tool in request.tools
        ]
        tools[-1]["cache_control"] = {"type": "ephemeral"}
        wire["tools"] = tools
        wire["tool_choice"] = cast(ToolChoiceParam, {"type": "auto" if request.allow_tools else "none"})
    return wire


def _wire_message(message: ModelMessage) -> MessageParam:
    """Results go before the text: the API refuses them anywhere else."""
    blocks: list[dict[str, Any]] = [
        {
            "type": "tool_result",
            "tool_use_id": result.call_id,
            "content": _utf8(result.content),
            "is_error": result.is_error,
        }
        for result in message.tool_results
    ]
    if message.text.strip():
        blocks.append({"type": "text", "text": _utf8(message.text)})
    blocks += [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": dict(call.arguments)}
        for call in message.tool_calls
    ]
    return cast(MessageParam, {"role": message.role, "content": blocks})


def _utf8(text: str) -> str:
    """Lone surrogates, which no JSON body can carry, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _translated_errors() -> Iterator[None]:
    """Every error of the SDK and its transport as one of the assistant's own."""
    try:
        yield
    except anthropic.APIStatusError as error:
        raise _from_status(error) from error
    except anthropic.APIConnectionError as error:
        cause = error.__cause__ or error
        raise ModelUnavailable(f"cannot reach the model: {type(cause).__name__}: {cause}") from error
    except httpx2.HTTPError as error:
        raise ModelUnavailable(f"the connection to the model broke: {type(error).__name__}: {error}") from error
    except UnicodeDecodeError as error:
        raise ModelProtocolError("the model's stream is not UTF-8") from error


def _from_status(error: anthropic.APIStatusError) -> ModelUnavailable | ModelRejected:
    status, said = error.status_code, f"{error.status_code}: {(error.api_message or error.message)[:200]}"
    if status >= 500 or status in _TEMPORARY:
        return ModelOverloaded(f"the model cannot answer now, {said}", _retry_after(error.response.headers))
    if status in _HINTS:
        return ModelMisconfigured(f"the model refused us, {said}; {_HINTS[status]}")
    return ModelRejected(f"the model refused the request, {said}")


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds; the header's rarer form, a date, is as good as none here."""
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # NaN fails the comparison, infinity waits longer than any deadline
