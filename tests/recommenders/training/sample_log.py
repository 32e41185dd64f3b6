"""A small log: 60 shoppers over 100 days, some products far more popular than others."""

from dataclasses import replace

import numpy as np

from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet
from tests.recommenders.checkerboard import AS_OF, training_set

N_SHOPPERS, N_PRODUCTS, N_DAYS = 60, 60, 100


def sample_log(n_days: int = N_DAYS, seed: int = 3) -> TrainingSet:
    """Every shopper buys on every tenth day; product `p000` most often, `p059` least."""
    random = np.random.default_rng(seed)
    share = 1.0 / np.arange(1, N_PRODUCTS + 1) ** 1.5
    events = []
    for shopper in range(N_SHOPPERS):
        for day in range(shopper % 10, n_days, 10):
            bought = random.choice(N_PRODUCTS, size=3, replace=False, p=share / share.sum())
            at = AS_OF - (N_DAYS - day) * SECONDS_PER_DAY
            events += [(shopper, int(product), at + 60 * step, day) for step, product in enumerate(bought)]
    return replace(training_set(events, N_SHOPPERS, N_PRODUCTS), facts=catalog_of(N_PRODUCTS))


def catalog_of(n_left: int) -> ProductFacts:
    """A catalog that has the first `n_left` of the products."""
    products = IdIndex(f"p{row:03}" for row in range(N_PRODUCTS))
    is_there = np.arange(N_PRODUCTS) < n_left
    price = np.where(is_there, 1_000, np.nan).astype(np.float32)
    return replace(ProductFacts.unknown(products), in_stock=is_there, price=price)


def reader_of(data: TrainingSet):  # type: ignore[no-untyped-def]
    """Reads windows of this log."""

    def read(window: Window) -> TrainingSet:
        newest = int(data.interactions.at.max(initial=0))
        start, end = window.bounds(newest)
        entries = data.interactions
        end = data.as_of if end is None else end
        kept = (entries.at >= (start or 0)) & (entries.at < end)
        return replace(data, interactions=entries.where(kept), as_of=end)

    return read
