"""The SDK's clients for the places where Claude is served; no request is made here."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NotRequired, TypedDict, cast

import anthropic
import httpx2

from assistant.failure_policy import FailureLimits
from assistant.language_model import ModelNotConfigured
from assistant.model_access import ModelAccess, Provider

ClaudeClient = anthropic.AsyncAnthropic | anthropic.AsyncAnthropicBedrockMantle | anthropic.AsyncAnthropicVertex
IsInstalled = Callable[[str], bool]

_NO_KEY = "set ANTHROPIC_API_KEY to let Claude write the answers"
_NO_BEDROCK_REGION = "set SHOPKEEPER_MODEL_REGION to the AWS region of the model, such as us-east-1"
_NO_BEDROCK_CREDENTIALS = (
    "set AWS_BEARER_TOKEN_BEDROCK to a key of Amazon Bedrock, or install shopkeeper-assistant[bedrock] to sign with "
    "AWS credentials"
)
_NO_VERTEX_REGION = (
    "set SHOPKEEPER_MODEL_REGION to the Google Cloud region of the model, such as global or europe-west1"
)
_NO_PROJECT = "set SHOPKEEPER_MODEL_PROJECT to the Google Cloud project that may use the model"
_NO_GOOGLE_AUTH = "install shopkeeper-assistant[vertex] to use Google's credentials"


class _Common(TypedDict):
    """What every client is given: time and retries are the policy's, spans are ours."""

    base_url: NotRequired[str]
    timeout: httpx2.Timeout
    max_retries: int
    open_telemetry: Any


def is_installed(module: str) -> bool:
    """Whether a module could be imported."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it would lie in
        return False


def connect_client(access: ModelAccess, limits: FailureLimits, installed: IsInstalled = is_installed) -> ClaudeClient:
    """A client that is ready to be asked.

    Args:
        access: where the model is reached.
        limits: how long it may take.
        installed: whether a module could be imported.

    Raises:
        ModelNotConfigured: if a key, a setting or a package is missing; the message says what to do.
    """
    return _CONNECT[access.provider](access, limits, installed)


def _anthropic(access: ModelAccess, limits: FailureLimits, _installed: IsInstalled) -> ClaudeClient:
    if not access.api_key:
        raise ModelNotConfigured(_NO_KEY)
    return anthropic.AsyncAnthropic(api_key=access.api_key, **_common(access, limits))


def _bedrock(access: ModelAccess, limits: FailureLimits, installed: IsInstalled) -> ClaudeClient:
    """Amazon's Messages endpoint, whose stream is Anthropic's own; the older InvokeModel frames it in another way."""
    if not access.region:
        raise ModelNotConfigured(_NO_BEDROCK_REGION)
    if not access.api_key and not installed("boto3"):
        raise ModelNotConfigured(_NO_BEDROCK_CREDENTIALS)
    return anthropic.AsyncAnthropicBedrockMantle(
        api_key=access.api_key, aws_region=access.region, **_common(access, limits)
    )


def _vertex(access: ModelAccess, limits: FailureLimits, installed: IsInstalled) -> ClaudeClient:
    if not access.region:
        raise ModelNotConfigured(_NO_VERTEX_REGION)
    if not access.project:
        raise ModelNotConfigured(_NO_PROJECT)
    if not access.api_key and not installed("google.auth"):
        raise ModelNotConfigured(_NO_GOOGLE_AUTH)
    return anthropic.AsyncAnthropicVertex(
        region=access.region, project_id=access.project, access_token=access.api_key, **_common(access, limits)
    )


_CONNECT: dict[Provider, Callable[[ModelAccess, FailureLimits, IsInstalled], ClaudeClient]] = {
    "anthropic": _anthropic,
    "bedrock": _bedrock,
    "vertex": _vertex,
}


def _common(access: ModelAccess, limits: FailureLimits) -> _Common:
    # The SDK's defaults (600 s, two retries, any `retry-after`) are too patient for a shopper.
    timeout = httpx2.Timeout(limits.turn_seconds, connect=limits.connect_seconds)
    common: dict[str, Any] = {"timeout": timeout, "max_retries": 0, "open_telemetry": False}
    if access.base_url:
        common["base_url"] = access.base_url
    return cast(_Common, common)
