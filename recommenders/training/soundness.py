"""Whether anything can be learned from a training set, said before an hour is spent on it."""

from collections.abc import Iterator

import numpy as np

from recommenders.errors import TrainingRefused
from recommenders.id_index import IdIndex
from recommenders.training_set import TrainingSet

#: Rows named in a message.
_N_NAMED = 5
#: A catalog that has lost more of the products than this since the last training is looked at by a person first.
MAX_LOST_SHARE = 0.5


def refuse_unsound(data: TrainingSet, where: str = "in this window") -> None:
    """Look for what no model can learn from; `where` says in a few words which part of the log this is.

    Raises:
        TrainingRefused: with a sentence on what to do.
    """
    entries = data.interactions
    if not len(entries):
        raise TrainingRefused(
            f"there are no events to learn from {where}; widen the window, or import orders: "
            "shopkeeper events import ORDERS.csv"
        )
    broken = np.flatnonzero(~np.isfinite(entries.weight))
    if len(broken):
        named = [
            f"{data.shoppers[entries.shopper[row]]}, {data.products[entries.product[row]]}" for row in broken[:_N_NAMED]
        ]
        raise TrainingRefused(
            f"{len(broken)} interactions have a weight that is no number; the first: {'; '.join(named)}", named
        )
    for fault in _monotonies(data):
        raise TrainingRefused(f"{where}, {fault}: there is nothing to tell apart; train when there are more events")


def _monotonies(data: TrainingSet) -> Iterator[str]:
    entries = data.interactions
    if len(entries) == 1:
        yield "there is one event"
    elif (entries.shopper == entries.shopper[0]).all():
        yield f"all {len(entries)} events are of one shopper"
    elif (entries.product == entries.product[0]).all():
        yield f"all {len(entries)} events are about one product, {data.products[entries.product[0]]}"
    elif (entries.at == entries.at[0]).all():
        yield f"all {len(entries)} events happened at the same moment, so that none came after another"
    elif (entries.weight <= 0).all():
        yield f"none of {len(entries)} events says that anybody liked anything"


def n_in_catalog(data: TrainingSet, products: IdIndex) -> int:
    """How many of these products the catalog has now; all of them where there is no catalog."""
    facts = data.facts
    is_described = facts.in_stock | (facts.category >= 0) | (facts.brand >= 0) | np.isfinite(facts.price)
    rows = data.products.rows_of(products)
    return int(is_described[rows[rows >= 0]].sum())


def lost_products(data: TrainingSet, products: IdIndex, n_then: float) -> str:
    """One sentence if the catalog lost most of what it had when a model of these products was trained; else nothing.

    Args:
        data: with the facts of the catalog as it is now.
        products: of the model.
        n_then: how many of them the catalog had then.
    """
    n_now = n_in_catalog(data, products)
    if n_now >= n_then * (1 - MAX_LOST_SHARE):
        return ""
    return (
        f"of {n_then:,.0f} products that the serving version was trained on, the catalog has {n_now:,} left; "
        "check the last feed. If it is right, promote the new version yourself"
    )
