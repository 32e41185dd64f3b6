"""Learns from the last windows what made shoppers buy again."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import Rows
from recommenders.popularity.product_demand import ProductDemand
from recommenders.recommender import TrainingWatch
from recommenders.repeat_purchase.choice import Situation, fit_choice
from recommenders.repeat_purchase.features import (
    FEATURES,
    PRODUCT_FEATURES,
    personal_features,
    product_features,
)
from recommenders.repeat_purchase.model import COEFFICIENTS, REPEATED, RepeatPurchase
from recommenders.repeat_purchase.parameters import RepeatPurchaseParameters
from recommenders.repeat_purchase.personal_record import PersonalRecord
from recommenders.training_set import TrainingSet

#: Where there is too little to learn from: frequency first, recent ones a little more, demand breaks ties.
FIXED = {"level": 0.3, "had": 1.5, "often": 0.5, "often_180": 0.5, "often_60": 0.2}
#: How many shoppers of the average product a product's own share of returning shoppers is mixed with.
PRIOR_SHOPPERS = 10

Floats = npt.NDArray[np.float32]


def train(data: TrainingSet, parameters: RepeatPurchaseParameters, watch: TrainingWatch) -> Artifact:
    """Fit the coefficients on the last windows, each predicted from what came before it.

    Metrics: `n_situations`, the shoppers learned from, counted once per window; 0 if the fixed coefficients serve.

    Raises:
        TrainingRefused: if there is no positive feedback at all.
    """
    if not (data.interactions.weight > 0).any():
        raise TrainingRefused("repeat purchase needs at least one event that speaks for a product; the window has none")
    situations: list[Situation] = []
    for window in range(parameters.n_windows):
        situations += _situations(data, window, parameters)
        watch.progress("repeat_purchase", window + 1, parameters.n_windows)
    enough = len(situations) >= parameters.min_shoppers
    coefficients = fit_choice(situations, parameters.penalty) if enough else [FIXED.get(name, 0.0) for name in FEATURES]
    return Artifact(
        kind=RepeatPurchase.kind,
        products=data.products,
        arrays={
            COEFFICIENTS: np.asarray(coefficients, dtype=np.float32),
            REPEATED: repeated_share(data),
            **ProductDemand.of(data).to_arrays(),
        },
        parameters=asdict(parameters),
        metrics={"n_situations": float(len(situations)) if enough else 0.0},
        data_hash=data.data_hash,
        window=data.window,
    )


def repeated_share(data: TrainingSet) -> Floats:
    """`[n_products]` of a product's shoppers, the share who had it on more than one day; few shoppers count little."""
    entries, n_products = data.interactions, len(data.products)
    liked = entries.weight > 0
    pair = entries.shopper[liked].astype(np.int64) * n_products + entries.product[liked]
    days = np.unique(np.stack([pair, entries.at[liked] // SECONDS_PER_DAY]), axis=1)[0]
    pairs, n_days = np.unique(days, return_counts=True)
    had = np.bincount(pairs % n_products, minlength=n_products)
    again = np.bincount(pairs % n_products, n_days > 1, minlength=n_products)
    average = (again.sum() + 1) / (had.sum() + 2)
    share: Floats = ((again + PRIOR_SHOPPERS * average) / (had + PRIOR_SHOPPERS)).astype(np.float32)
    return share


def _situations(data: TrainingSet, window: int, parameters: RepeatPurchaseParameters) -> Iterator[Situation]:
    """Every shopper who was there before the `window`-th last window and chose something in it."""
    seconds = int(parameters.window_days * SECONDS_PER_DAY)
    end = data.as_of - window * seconds
    past, entries = data.before(end - seconds), data.interactions
    if not len(past.interactions):
        return
    random = np.random.default_rng([parameters.seed, window])
    of_products = product_features(ProductDemand.of(past), repeated_share(past))
    sold = np.unique(past.interactions.product)
    chosen = entries.where((entries.at >= end - seconds) & (entries.at < end) & (entries.weight > 0))
    shoppers = np.intersect1d(chosen.shopper, past.interactions.shopper)
    if len(shoppers) > parameters.max_shoppers:
        shoppers = np.sort(random.choice(shoppers, parameters.max_shoppers, replace=False))
    for shopper in shoppers:
        span = slice(*np.searchsorted(chosen.shopper, [shopper, shopper + 1]))
        wanted = np.zeros(len(data.products), dtype=np.float32)
        np.maximum.at(wanted, chosen.product[span], chosen.weight[span])
        if wanted[sold].any():
            others = sold[random.random(len(sold)) < parameters.n_others / len(sold)]
            probability = min(1.0, parameters.n_others / len(sold))
            record = PersonalRecord.of(past.history(int(shopper)))
            yield _situation(record, of_products, wanted, _Sample(sold, others, probability))


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """Products that could be chosen, and those drawn from them as alternatives, each with the same probability."""

    possible: Rows
    drawn: Rows
    probability: float


def _situation(record: PersonalRecord, of_products: Floats, wanted: Floats, sample: _Sample) -> Situation:
    """What the shopper had and what was chosen are alternatives for certain, the rest by chance."""
    certain = np.union1d(record.products, sample.possible[wanted[sample.possible] > 0])
    rows = np.union1d(certain, sample.drawn)
    features = np.zeros((len(rows), len(FEATURES)), dtype=np.float32)
    features[:, : len(PRODUCT_FEATURES)] = of_products[rows]
    own = np.searchsorted(rows, record.products)
    features[own, len(PRODUCT_FEATURES) :] = personal_features(record, of_products)
    correction = np.where(np.isin(rows, certain), 0, -np.log(sample.probability)).astype(np.float32)
    return Situation(features, correction, wanted[rows])
