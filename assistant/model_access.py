"""Where a language model is reached, and how it is asked."""

from dataclasses import dataclass, field
from typing import Literal

Provider = Literal["anthropic", "bedrock", "vertex"]
Effort = Literal["low", "medium", "high"]
DEFAULT_MODEL = "claude-haiku-5-5"
MAX_TOKENS = 1_024


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """Everything a client needs to know.

    Attributes:
        model: its name, as the provider knows it.
        provider: who serves it: Anthropic, Amazon Bedrock or Google Vertex AI.
        api_key: Anthropic's or Bedrock's key, or an access token of Google's. Without one, the clouds' clients use
            their own chain of credentials.
        base_url: another address than the provider's own.
        region: of the cloud.
        project: of Google Cloud.
        effort: how much the model thinks; None leaves it to the provider.
        max_tokens: of one answer.
    """

    model: str = DEFAULT_MODEL
    provider: Provider = "anthropic"
    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    region: str | None = None
    project: str | None = None
    effort: Effort | None = None
    max_tokens: int = MAX_TOKENS
