"""Sequences of products as the log that models are trained on and the history that they are asked with."""

from collections.abc import Sequence

import numpy as np

from events.vocabulary import CODE_OF
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

CLICK = CODE_OF["view_item"]


def log_of(sequences: Sequence[Sequence[str]], ended: Sequence[int]) -> TrainingSet:
    """A shopper with one visit per sequence, a second from click to click, the last one at the moment given."""
    lengths = np.array([len(one) for one in sequences], dtype=np.int64)
    products = IdIndex(product for one in sequences for product in one)
    n_clicks = int(lengths.sum())
    number = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    to_go = np.repeat(np.cumsum(lengths), lengths) - np.arange(n_clicks) - 1
    interactions = Interactions(
        shopper=number,
        product=products.rows([product for one in sequences for product in one]),
        at=np.repeat(np.array(ended, dtype=np.int64), lengths) - to_go,
        weight=np.ones(n_clicks, dtype=np.float32),
        kind=np.full(n_clicks, CLICK, dtype=np.uint8),
        session=number,
    )
    shoppers = IdIndex(f"{row:09}" for row in range(len(lengths)))
    return TrainingSet(shoppers, products, interactions, max(ended, default=0) + 1, ProductFacts.unknown(products))


def visit_of(clicks: Rows, as_of: int) -> History:
    """What is known of a visitor after these clicks, -1 for products that are not known."""
    return _history(clicks, as_of, len(clicks))


def past_of(clicks: Rows, as_of: int) -> History:
    """What is known of a shopper who comes back after these clicks."""
    return _history(clicks, as_of, 0)


def _history(clicks: Rows, as_of: int, n_session: int) -> History:
    n = len(clicks)
    return History(
        products=clicks,
        weights=np.ones(n, dtype=np.float32),
        kinds=np.full(n, CLICK, dtype=np.uint8),
        at=as_of - np.arange(n, 0, -1, dtype=np.int64),
        as_of=as_of,
        n_session=n_session,
    )
