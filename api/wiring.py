"""The one composition root: fits the real classes together. Imports no web framework and nothing that trains."""

from api.errors import CatalogMissing
from api.settings import Settings
from api.shop import Shop
from assistant.circuit_breaker import CircuitBreaker
from assistant.claude import ClaudeLanguageModel
from assistant.failure_policy import FailureLimits, FailurePolicy
from assistant.ports import LanguageModel
from database.engine import open_database
from retrieval.encoder import Encoder

__all__ = ["Shop", "open_shop"]


def open_shop(
    settings: Settings,
    *,
    language_model: LanguageModel | None = None,
    encoder: Encoder | None = None,
    require_catalog: bool = True,
) -> Shop:
    """Open the shop that the settings describe.

    Args:
        settings: where everything is.
        language_model: instead of the one the settings name; with no key and none given, the template writes.
        encoder: instead of the one the settings name.
        require_catalog: refuse to open a shop that has nothing to sell, and have everything ready on return.

    Raises:
        CatalogMissing: if a catalog is required and there is none.
        DatabaseError: if the database cannot be used.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    breaker = CircuitBreaker()
    model = language_model or _connect_model(settings, breaker)
    database = open_database(settings.resolved_database_url)
    shop = Shop(settings, database, model, breaker, encoder)
    try:
        database.migrate()
        if require_catalog:
            if not shop.catalog.version():
                raise CatalogMissing(f"{settings.home} holds no catalog yet; run: shopkeeper catalog import FILE")
            shop.open_all()
    except BaseException:
        shop.close()
        raise
    return shop


def _connect_model(settings: Settings, breaker: CircuitBreaker) -> LanguageModel | None:
    """Claude if there is a key; without one the template writes every answer."""
    key = settings.anthropic_api_key.get_secret_value().strip() if settings.anthropic_api_key else ""
    if not key:
        return None
    limits = FailureLimits(
        first_content_seconds=settings.model_first_content_seconds, turn_seconds=settings.model_turn_seconds
    )
    policy = FailurePolicy(limits, breaker)
    return ClaudeLanguageModel.connect(key, settings.model, settings.anthropic_base_url, policy)
