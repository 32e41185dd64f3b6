"""Claude as the assistant's language model, wherever it is served; this file and its neighbour know Anthropic's SDK."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, cast

import anthropic
import httpx2

from assistant.claude_answer import AnswerReader
from assistant.claude_clients import ClaudeClient, IsInstalled, connect_client, is_installed
from assistant.claude_request import wire_request
from assistant.failure_policy import FailurePolicy
from assistant.language_model import (
    ModelEvent,
    ModelMisconfigured,
    ModelOverloaded,
    ModelProtocolError,
    ModelRejected,
    ModelRequest,
    ModelUnavailable,
    ModelUnreachable,
)
from assistant.model_access import DEFAULT_MODEL, ModelAccess, Provider

#: What to look at when a request is refused, by the provider.
_CREDENTIALS: dict[Provider, str] = {
    "anthropic": "ANTHROPIC_API_KEY",
    "bedrock": "AWS_BEARER_TOKEN_BEDROCK or the AWS credentials",
    "vertex": "Google's credentials and SHOPKEEPER_MODEL_PROJECT",
}
_HINTS = {
    401: "check {credentials}",
    402: "check the account's billing",
    403: "check what {credentials} may do",
    404: "check the model's name (SHOPKEEPER_MODEL), its region and ANTHROPIC_BASE_URL",
}
#: Refused for the moment only: timeout, conflict, rate limit; besides every 5xx.
_TEMPORARY = (408, 409, 425, 429)


class ClaudeLanguageModel:
    """Streams answers of the Messages API; use it within one event loop and `aclose` it there."""

    def __init__(self, client: ClaudeClient, access: ModelAccess, policy: FailurePolicy) -> None:
        self.name = access.model
        self._client = client
        self._access = access
        self._policy = policy

    @classmethod
    def reach(
        cls, access: ModelAccess, policy: FailurePolicy | None = None, installed: IsInstalled = is_installed
    ) -> "ClaudeLanguageModel":
        """A model ready to be asked; no request is made yet.

        Args:
            access: where it is served, and how it is asked.
            policy: what is done when it fails.
            installed: whether a package could be imported.

        Raises:
            ModelNotConfigured: if a key, a setting or a package is missing.
        """
        policy = policy or FailurePolicy()
        return cls(connect_client(access, policy.limits, installed), access, policy)

    @classmethod
    def connect(
        cls,
        api_key: str | None,
        name: str = DEFAULT_MODEL,
        base_url: str | None = None,
        policy: FailurePolicy | None = None,
    ) -> "ClaudeLanguageModel":
        """A model of Anthropic's own API.

        Raises:
            ModelNotConfigured: if there is no key.
        """
        return cls.reach(ModelAccess(name, api_key=(api_key or "").strip() or None, base_url=base_url), policy)

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
        reader = AnswerReader()
        try:
            with _translated_errors(self._access.provider):
                answer = await self._ask(request)
                try:
                    # The raw events, because the SDK's own iterator ends a cut stream as if it were whole.
                    async for event in answer.raw_events(answer.response):
                        for heard in reader.read(event.data):
                            yield heard
                        if reader.is_done:
                            return
                finally:
                    await answer.close()
                if "html" in answer.response.headers.get("content-type", ""):
                    raise ModelProtocolError("a page came back instead of the model's stream")
                raise ModelUnavailable("the model's answer was cut off before message_stop")
        finally:
            if request.on_usage and reader.usage and not reader.is_done:
                request.on_usage(reader.usage)

    async def _ask(self, request: ModelRequest) -> Any:
        """The answer's stream. Whatever is no error of the SDK or its transport comes from a cloud's credentials."""
        wire = cast(Any, wire_request(self._access, request))
        if self._access.provider == "anthropic":
            return await self._client.messages.create(**wire, stream=True)
        try:
            return await _left_behind_if_late(self._client.messages.create(**wire, stream=True))
        except (anthropic.AnthropicError, httpx2.HTTPError):
            raise
        except Exception as error:
            raise _unsigned(error, self._access.provider) from error


async def _left_behind_if_late(asking: Coroutine[Any, Any, Any]) -> Any:
    """What `asking` gives. A cloud's library fetches credentials on a thread that no deadline can stop: it is left."""
    task = asyncio.ensure_future(asking)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(lambda late: late.cancelled() or late.exception())  # looked at, so that none complains
        task.cancel()
        raise


def _unsigned(error: Exception, provider: Provider) -> ModelUnreachable | ModelMisconfigured:
    said = f"{type(error).__name__}: {str(error)[:200]}"
    if getattr(error, "retryable", False):  # as Google's library says of its own errors
        return ModelUnreachable(f"the request to {provider} could not be signed now: {said}")
    credentials = _CREDENTIALS[provider]
    return ModelMisconfigured(f"the request to {provider} could not be signed: {said}; check {credentials}")


@contextmanager
def _translated_errors(provider: Provider) -> Iterator[None]:
    """Every error of the SDK and its transport as one of the assistant's own."""
    try:
        yield
    except anthropic.APIStatusError as error:
        raise _from_status(error, provider) from error
    except anthropic.APIConnectionError as error:
        cause = error.__cause__ or error
        raise ModelUnreachable(f"cannot reach the model: {type(cause).__name__}: {cause}") from error
    except httpx2.HTTPError as error:
        raise ModelUnreachable(f"the connection to the model broke: {type(error).__name__}: {error}") from error
    except UnicodeDecodeError as error:
        raise ModelProtocolError("the model's stream is not UTF-8") from error


def _from_status(error: anthropic.APIStatusError, provider: Provider) -> ModelUnavailable | ModelRejected:
    status, said = error.status_code, f"{error.status_code}: {(error.api_message or error.message)[:200]}"
    if status >= 500 or status in _TEMPORARY:
        return ModelOverloaded(f"the model cannot answer now, {said}", _retry_after(error.response.headers), status)
    if status in _HINTS:
        hint = _HINTS[status].format(credentials=_CREDENTIALS[provider])
        return ModelMisconfigured(f"the model refused us, {said}; {hint}", status)
    return ModelRejected(f"the model refused the request, {said}", status)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds; the header's rarer form, a date, is as good as none here."""
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # NaN fails the comparison, infinity waits longer than any deadline
