"""Logs written down as `shopper product day kind`."""

from collections.abc import Sequence

import numpy as np

from events.vocabulary import CODE_OF, DEFAULT_WEIGHTS
from recommenders.id_index import IdIndex
from recommenders.interactions.interaction_log import InteractionLog, numbered_visits
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions

DAY = 86_400
LETTER = {"v": "view_item", "b": "purchase", "r": "refund"}


def sample_log(text: Sequence[str], end_day: float = 100, catalog: ProductFacts | None = None) -> InteractionLog:
    """Each entry `shopper product day v|b|r [amount]`; every day a shopper comes is a visit."""
    rows = sorted((s, float(day), p, k, [*rest, "nan"][0]) for s, p, day, k, *rest in (one.split() for one in text))
    shoppers, products = IdIndex(row[0] for row in rows), IdIndex(row[2] for row in rows)
    shopper, at = shoppers.rows([row[0] for row in rows]), np.array([row[1] for row in rows])
    kinds = [LETTER[row[3]] for row in rows]
    entries = Interactions(
        shopper,
        products.rows([row[2] for row in rows]),
        (at * DAY).astype(np.int64),
        np.array([DEFAULT_WEIGHTS[kind] for kind in kinds], dtype=np.float32),
        np.array([CODE_OF[kind] for kind in kinds], dtype=np.uint8),
        numbered_visits(shopper, at.astype(np.int32)),
        amount=np.array([float(row[4]) for row in rows], dtype=np.float32),
    )
    return InteractionLog(shoppers, products, entries, round(end_day * DAY), catalog)


def facts(ids: str, **columns: Sequence[float]) -> ProductFacts:
    """Of products with one letter each; categories are codes of `c0`, `c1` …"""
    known = ProductFacts.unknown(IdIndex(ids))
    filled = {
        name: np.array(columns[name], dtype=getattr(known, name).dtype) if name in columns else getattr(known, name)
        for name in ("category", "brand", "price", "rating", "n_reviews", "in_stock", "launched_at")
    }
    names = tuple(f"c{code}" for code in range(int(max(columns.get("category", [-1]))) + 1))
    return ProductFacts(known.products, category_names=names, brand_names=(), **filled)
