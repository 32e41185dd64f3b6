"""Features of what a candidate shares with what the shopper liked: category, brand, price, looks of its text."""

import numpy as np
import numpy.typing as npt

from events.vocabulary import CODE_OF, PURCHASE
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.product_facts import ProductFacts
from recommenders.ranking.features.product_record import ProductRecord
from recommenders.ranking.features.question import Columns, Floats

#: Newest products that similarity is computed with; more cost time and say little.
MAX_COMPARED = 100
_CARTED = CODE_OF["add_to_cart"]


def cross_columns(history: History, facts: ProductFacts, record: ProductRecord, rows: Rows) -> Columns:
    """NaN where the shopper liked nothing of which the figure is known."""
    liked = (history.weights > 0) & (history.products >= 0)
    products, weights = history.products[liked], history.weights[liked]
    return {
        "category_affinity": _affinity(facts.category, products, weights, rows),
        "brand_affinity": _affinity(facts.brand, products, weights, rows),
        "price_match": _log_price(facts, rows) - _mean(_log_price(facts, products)),
        "quantity_match": record.log_quantity[rows] - _mean(np.log(np.maximum(history.quantities[liked], 1))),
        **_similarity(facts, products, rows, "viewed_similar"),
        **_similarity(facts, abandoned(history), rows, "abandoned_similar"),
    }


def abandoned(history: History) -> Rows:
    """Rows of products that were put into the cart and not bought afterwards, each once, oldest first."""
    acts = (history.products >= 0) & ((history.kinds == _CARTED) | (history.kinds == PURCHASE))
    products, kinds = history.products[acts], history.kinds[acts]
    _, newest = np.unique(products[::-1], return_index=True)
    last = np.sort(len(products) - 1 - newest)
    left: Rows = products[last[kinds[last] == _CARTED]]
    return left


def _log_price(facts: ProductFacts, rows: Rows) -> Floats:
    price: Floats = np.log(np.maximum(facts.price[rows], np.float32(1)))
    return price


def _affinity(group: npt.NDArray[np.int32], products: Rows, weights: Floats, rows: Rows) -> Floats:
    """Share of the candidate's group in what was liked of all groups; NaN where the candidate has none."""
    of_liked = group[products]
    known = of_liked >= 0
    total = float(weights[known].sum())
    if total <= 0:
        return np.full(len(rows), np.nan, dtype=np.float32)
    shares = np.append(np.bincount(of_liked[known], weights[known], minlength=int(group.max()) + 1) / total, np.nan)
    chosen: Floats = shares[group[rows]].astype(np.float32)
    return chosen


def _mean(figures: npt.NDArray[np.floating]) -> float:
    known = figures[~np.isnan(figures)]
    return float(known.mean()) if len(known) else np.nan


def _similarity(facts: ProductFacts, products: Rows, rows: Rows, name: str) -> Columns:
    """Largest and mean cosine between a candidate's text and the newest of `products`, itself left out."""
    compared = _newest(products)
    unknown: Columns = {name: np.nan, f"{name}_mean": np.nan}
    if facts.vectors is None or not len(compared):
        return unknown
    cosines = (facts.vectors[rows] @ facts.vectors[compared].T).astype(np.float32)
    cosines[rows[:, None] == compared] = np.nan
    counts = np.sum(~np.isnan(cosines), axis=1)
    best = np.fmax.reduce(cosines, axis=1)
    mean = np.divide(np.nansum(cosines, axis=1), counts, out=np.full(len(rows), np.nan), where=counts > 0)
    return {name: best, f"{name}_mean": mean.astype(np.float32)}


def _newest(products: Rows) -> Rows:
    """The last `MAX_COMPARED` distinct ones."""
    newest_first, first = np.unique(products[::-1], return_index=True)
    return newest_first[np.argsort(first)[:MAX_COMPARED]]
