"""Asks the provider for one word, to see whether the key is accepted."""

import asyncio
from contextlib import aclosing

from api.settings import Settings
from assistant.claude import ClaudeLanguageModel
from assistant.language_model import ModelError, ModelMessage, ModelRejected, ModelRequest
from cli.finding import Finding

_NAME = "Model online"


def check_key_online(settings: Settings) -> Finding:
    """Whether the provider accepts key and model; costs a handful of tokens."""
    key = settings.anthropic_api_key
    if key is None:
        return Finding(_NAME, "failed", "there is no key to try.", "Set ANTHROPIC_API_KEY.")
    try:
        asyncio.run(_ask(key.get_secret_value(), settings))
    except ModelRejected as error:
        return Finding(_NAME, "failed", str(error), "Check ANTHROPIC_API_KEY and SHOPKEEPER_MODEL.")
    except ModelError as error:
        return Finding(_NAME, "failed", str(error), "Check the network and ANTHROPIC_BASE_URL; try again later.")
    return Finding(_NAME, "ok", f"{settings.model} answers")


async def _ask(key: str, settings: Settings) -> None:
    model = ClaudeLanguageModel.connect(key, settings.model, settings.anthropic_base_url)
    try:
        request = ModelRequest(system="", messages=(ModelMessage("user", "Say yes."),), max_tokens=8)
        async with aclosing(model.stream(request)) as events:
            async for _ in events:
                pass
    finally:
        await model.aclose()
