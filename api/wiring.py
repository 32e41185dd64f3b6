"""The one composition root: fits the real classes together. Imports no web framework and nothing that trains."""

from api.errors import CatalogMissing
from api.settings import Settings
from api.shop import Shop
from api.shop_model import ShopModel
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
        SettingsInvalid: if the language model cannot be reached as they say.
        DatabaseError: if the database cannot be used.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.resolved_database_url)
    shop = Shop(settings, database, ShopModel.open(settings, database, language_model), encoder)
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
