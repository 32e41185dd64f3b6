"""Gives a training the shop's log, with the catalog's facts and the text embeddings of its products."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cli.training_engine import EngineName
from events.statistics import count_events
from recommenders.catalog_facts import facts_from_products
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.engine import Engine
from recommenders.interactions.spark_engine import SparkEngine
from recommenders.product_facts import Floats, ProductFacts
from recommenders.training.shop_log import ShopLog

if TYPE_CHECKING:
    from api.shop import Shop


_ENGINES: dict[EngineName, Callable[[], Engine]] = {EngineName.DUCKDB: DuckDbEngine, EngineName.SPARK: SparkEngine}


def training_log(shop: "Shop", engine: EngineName) -> ShopLog:
    """The log of an open shop."""
    return ShopLog(
        home=shop.settings.home,
        log=shop.events,
        newest=lambda: count_events(shop.database).last_at,
        catalog=_facts(shop),
        open_engine=_ENGINES[engine],
    )


def _facts(shop: "Shop") -> ProductFacts | None:
    """None for a shop whose log came before its catalog: then all products are taken to be on sale."""
    facts = facts_from_products(shop.catalog.all_products())
    if not len(facts.products):
        return None
    return replace(facts, vectors=_embedded(shop, facts.products.ids))


def _embedded(shop: "Shop", ids: Sequence[str]) -> Floats:
    return np.asarray(shop.search.vectors(ids), dtype=np.float32)
