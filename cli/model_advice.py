"""What to do about a language model that does not answer."""

from collections.abc import Callable

from api.settings import Settings
from assistant.language_model import (
    ModelError,
    ModelMisconfigured,
    ModelOverloaded,
    ModelProtocolError,
    ModelRejected,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
)

_CREDENTIALS = {
    "anthropic": "Copy ANTHROPIC_API_KEY again, whole, from the provider's console, or make a new key there.",
    "bedrock": "Check AWS_BEARER_TOKEN_BEDROCK or the AWS credentials, and that the account may use the model.",
    "vertex": "Check Google's credentials, SHOPKEEPER_MODEL_PROJECT, and that the model is enabled for the project.",
}


def advice_on(error: ModelError, settings: Settings) -> str:
    """One sentence or two."""
    return next(advise(error, settings) for kind, advise in _ADVICE if isinstance(error, kind))


def _on_refusal(error: ModelError, settings: Settings) -> str:
    match getattr(error, "status", None):
        case 404:
            return (
                f"Set SHOPKEEPER_MODEL to a model that {settings.provider} offers (it knows no {settings.model!r}), "
                "and check SHOPKEEPER_MODEL_REGION and ANTHROPIC_BASE_URL."
            )
        case 402:
            return "Put the account's billing in order in the provider's console."
        case _:
            return _CREDENTIALS[settings.provider]


def _on_rejection(_error: ModelError, settings: Settings) -> str:
    return f"Check SHOPKEEPER_MODEL ({settings.model}) and SHOPKEEPER_MODEL_EFFORT: the model may not know one of them."


def _on_overload(error: ModelError, _settings: Settings) -> str:
    if getattr(error, "status", None) != 429:
        return "The provider has trouble of its own: look at its status page and try again later."
    seconds = getattr(error, "retry_after_seconds", None)
    wait = f"Wait {seconds:,.0f} s" if seconds else "Wait a minute"
    return f"{wait} and try again; if it comes often, ask the provider for a higher rate limit."


def _on_silence(_error: ModelError, settings: Settings) -> str:
    return (
        f"Nothing came within {settings.model_first_content_seconds:g} s. Try again, take a smaller SHOPKEEPER_MODEL, "
        "or raise SHOPKEEPER_MODEL_FIRST_CONTENT_SECONDS; until then the template writer answers."
    )


def _on_no_connection(_error: ModelError, settings: Settings) -> str:
    address = settings.anthropic_base_url or "the provider's address"
    return f"Check that this machine reaches {address} (network, proxy, firewall), and ANTHROPIC_BASE_URL."


def _on_nonsense(_error: ModelError, settings: Settings) -> str:
    address = settings.anthropic_base_url or "the provider's address"
    return f"What answers at {address} does not speak the Messages API: check ANTHROPIC_BASE_URL."


def _on_anything(_error: ModelError, _settings: Settings) -> str:
    return "Try again later; until then the template writer answers."


#: The first class that an error belongs to decides.
_ADVICE: tuple[tuple[type[ModelError], Callable[[ModelError, Settings], str]], ...] = (
    (ModelMisconfigured, _on_refusal),
    (ModelRejected, _on_rejection),
    (ModelOverloaded, _on_overload),
    (ModelTooSlow, _on_silence),
    (ModelUnreachable, _on_no_connection),
    (ModelProtocolError, _on_nonsense),
    (ModelUnavailable, _on_anything),
    (ModelError, _on_anything),
)
