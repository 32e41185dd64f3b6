"""The shop's language model as the settings describe it: reached, watched, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from api.errors import SettingsInvalid
from api.settings import Settings, variable_name
from assistant.budget import Budget
from assistant.circuit_breaker import CircuitBreaker
from assistant.failure_policy import FailureLimits, FailurePolicy
from assistant.language_model import ModelNotConfigured
from assistant.metered_model import MeteredLanguageModel
from assistant.model_access import ModelAccess
from assistant.ports import LanguageModel
from assistant.spending import Budgets, Ledger
from assistant.spending_store import SqlSpendingStore
from assistant.telemetry import TracedLanguageModel
from database.engine import Database

if TYPE_CHECKING:
    from assistant.claude import ClaudeLanguageModel


@dataclass(frozen=True, slots=True)
class ShopModel:
    """`language_model` is None where the template writes every answer."""

    ledger: Ledger
    breaker: CircuitBreaker
    language_model: MeteredLanguageModel | None = None

    @classmethod
    def open(cls, settings: Settings, database: Database, model: LanguageModel | None = None) -> Self:
        """The model that the settings name, or the one given, under the settings' budgets; nothing is asked yet.

        Raises:
            SettingsInvalid: if the model cannot be reached with these settings, or a budget not be kept.
        """
        check_prices(settings)
        breaker = CircuitBreaker()
        asked = model or reach_model(settings, FailurePolicy(limits_of(settings), breaker))
        ledger = Ledger(SqlSpendingStore(database), budgets_of(settings))
        if asked is None:
            return cls(ledger, breaker)
        price = (settings.model_prices or {}).get(asked.name)
        traced = TracedLanguageModel(asked, settings.provider)
        return cls(ledger, breaker, MeteredLanguageModel(traced, ledger, price))

    async def aclose(self) -> None:
        """Close the model's connections: in the event loop that used them."""
        if self.language_model:
            await self.language_model.aclose()


def reach_model(settings: Settings, policy: FailurePolicy) -> "ClaudeLanguageModel | None":
    """The model the settings name; None without a key of Anthropic's, where the template writes every answer.

    Raises:
        SettingsInvalid: if a cloud is named and a setting or a package for it is missing.
    """
    access = access_of(settings)
    if access.provider == "anthropic" and not access.api_key:
        return None
    from assistant.claude import ClaudeLanguageModel  # its SDK takes 50 MB and a second: not where no model is asked

    try:
        return ClaudeLanguageModel.reach(access, policy)
    except ModelNotConfigured as missing:
        raise SettingsInvalid([f"{variable_name('provider')}={settings.provider}: {missing}"]) from None


def access_of(settings: Settings) -> ModelAccess:
    """Where the settings say that the model is."""
    keys = {"anthropic": settings.anthropic_api_key, "bedrock": settings.bedrock_api_key}
    key = keys.get(settings.provider)
    return ModelAccess(
        model=settings.model,
        provider=settings.provider,
        api_key=(key.get_secret_value().strip() or None) if key else None,
        base_url=settings.anthropic_base_url,
        region=settings.model_region,
        project=settings.model_project,
        effort=settings.model_effort,
        max_tokens=settings.model_max_tokens,
    )


def limits_of(settings: Settings) -> FailureLimits:
    """How long the settings let the model take."""
    return FailureLimits(
        first_content_seconds=settings.model_first_content_seconds, turn_seconds=settings.model_turn_seconds
    )


def budgets_of(settings: Settings) -> Budgets:
    """What the settings let be spent in a day."""
    none = Budget()
    return Budgets(settings.shop_budget or none, settings.key_budget or none, settings.session_budget or none)


def check_prices(settings: Settings) -> None:
    """Let pass settings whose budgets can be kept.

    Raises:
        SettingsInvalid: if a budget is in money and the model's price is not known: it would hold nobody.
    """
    prices: Mapping[str, object] = settings.model_prices or {}
    budgets = {name: getattr(settings, name) for name in ("shop_budget", "key_budget", "session_budget")}
    in_money = [variable_name(name) for name, budget in budgets.items() if budget and budget.cost is not None]
    if in_money and settings.model not in prices:
        raise SettingsInvalid(
            [
                f"{name}: names money, and {variable_name('model_prices')} no price of {settings.model}"
                for name in in_money
            ]
        )
