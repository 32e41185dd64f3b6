"""Whether the language model can be asked: as the settings stand, and by asking it for one word."""

import asyncio
import time
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

from api.errors import SettingsInvalid
from api.settings import Settings, variable_name
from api.shop_model import budgets_of, check_prices, limits_of, reach_model
from assistant.account import Account
from assistant.budget import Budget, Spent
from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailurePolicy
from assistant.language_model import ModelError, ModelMessage, ModelRequest
from assistant.spending_store import SqlSpendingStore
from cli.finding import Finding
from cli.model_advice import advice_on
from cli.shop_database import open_as_it_is

_KEY, _BUDGET, _ONLINE = "Model key", "Model budget", "Model online"
#: Of the time that the first word may take: an answer slower than this share is worth a word.
_SLOW_SHARE = 0.5


def check_model(settings: Settings) -> Finding:
    """Whether everything is set that the provider's client needs; asks nobody."""
    try:
        model = reach_model(settings, FailurePolicy())
    except SettingsInvalid as error:
        return Finding(_KEY, "failed", "the language model cannot be reached.", str(error))
    if model is None:
        hint = "Set ANTHROPIC_API_KEY to let a language model write; without, the template writer answers."
        return Finding(_KEY, "note", "ANTHROPIC_API_KEY is not set.", hint)
    where = "ANTHROPIC_API_KEY is set" if settings.provider == "anthropic" else f"{settings.provider} is set up"
    return Finding(_KEY, "ok", f"{where} (model {settings.model}); --online tries it.")


def check_budgets(settings: Settings) -> Finding:
    """Whether the budgets can be kept, and what is left of the shop's."""
    try:
        check_prices(settings)
    except SettingsInvalid as error:
        fix = f"Set {variable_name('model_prices')}, such as {settings.model}=1.00/5.00, or name tokens alone."
        return Finding(_BUDGET, "failed", str(error), fix)
    budgets, spent = budgets_of(settings), _spent_today(settings)
    limits = [f"{name} {limit}" for name, limit in _named(settings) if limit]
    if not limits:
        return Finding(_BUDGET, "ok", f"none is set; today {_told(spent)}")
    detail = f"{', '.join(limits)} a day; today {_told(spent)}"
    if budgets.shop.is_used_up(spent):
        fix = f"The template writer answers until midnight UTC; raise {variable_name('shop_budget')} to change that."
        return Finding(_BUDGET, "note", f"used up: {detail}", fix)
    return Finding(_BUDGET, "ok", detail)


def check_model_online(settings: Settings) -> Finding:
    """Whether the provider accepts key and model; costs a handful of tokens."""
    limits = replace(limits_of(settings), max_retries=0)
    try:
        model = reach_model(settings, FailurePolicy(limits))
    except SettingsInvalid as error:
        return Finding(_ONLINE, "failed", "the language model cannot be reached.", str(error))
    if model is None:
        return Finding(_ONLINE, "failed", "there is no key to try.", "Set ANTHROPIC_API_KEY.")
    started = time.monotonic()
    try:
        asyncio.run(_ask(model))
    except ModelError as error:
        return Finding(_ONLINE, "failed", str(error), advice_on(error, settings))
    seconds = time.monotonic() - started
    detail = f"{settings.model} answers after {seconds:.1f} s"
    if seconds > limits.first_content_seconds * _SLOW_SHARE:
        fix = f"Shoppers wait {limits.first_content_seconds:g} s for the first word; a smaller model is faster."
        return Finding(_ONLINE, "note", f"{detail}, which is slow.", fix)
    return Finding(_ONLINE, "ok", detail)


async def _ask(model: ClaudeLanguageModel) -> None:
    try:
        request = ModelRequest(system="", messages=(ModelMessage("user", "Say yes."),), max_tokens=1)
        async with aclosing(model.stream(request)) as events:
            async for _ in events:
                pass
    finally:
        await model.aclose()


def _spent_today(settings: Settings) -> Spent:
    """Of the whole shop; nothing before there is a ledger."""
    with open_as_it_is(settings) as database:
        if database is None:
            return Spent()
        shop = Account("shop")
        return SqlSpendingStore(database).load(datetime.now(UTC).date(), [shop]).get(shop, Spent())


def _named(settings: Settings) -> tuple[tuple[str, Budget | None], ...]:
    return (("shop", settings.shop_budget), ("key", settings.key_budget), ("session", settings.session_budget))


def _told(spent: Spent) -> str:
    return f"{spent.tokens:,} tokens were used" + (f", {spent.cost:.4f} USD" if spent.cost else "")
