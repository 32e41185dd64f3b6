"""Splits a log by time: what was known before a moment, and what came after it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import CODE_OF, EventType
from recommenders.errors import TrainingRefused
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.interactions.interaction_log import NO_THRESHOLDS, InteractionLog, Thresholds
from recommenders.interactions.relevant import Relevant, pair_keys
from recommenders.training_set import Interactions, TrainingSet


@dataclass(frozen=True, slots=True)
class SplitRules:
    """What training may learn from, and what counts as right afterwards.

    Attributes:
        thresholds: applied to the training part.
        relevant: types that make a product relevant where their weight is above 0.
        new_only: only products that the shopper had nothing to do with before count.
    """

    thresholds: Thresholds = NO_THRESHOLDS
    relevant: Sequence[EventType] = ("purchase",)
    new_only: bool = False


DEFAULT_RULES = SplitRules()


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A training part, and what came after it; products that training does not know are no part of the answers.

    Attributes:
        train: everything before `moment`; `train.history(row)` is what a model may be asked with.
        relevant: by row in `train.shoppers`.
        newcomers: keys of shoppers whom training does not know.
        newcomers_relevant: by row in `newcomers`.
        moment: first second of the test part.
        until: its end, exclusive.
        n_unknown: relevant test interactions left out because training does not know the product.
    """

    train: TrainingSet
    relevant: Relevant
    newcomers: IdIndex
    newcomers_relevant: Relevant
    moment: int
    until: int
    n_unknown: int


def split_at(log: InteractionLog, moment: int, until: int | None = None, rules: SplitRules = DEFAULT_RULES) -> Split:
    """Train on what was before `moment`, test on what came from then on until `until` (the end of the log if None).

    Raises:
        TrainingRefused: if nothing happened before the moment.
    """
    end = log.as_of if until is None else min(until, log.as_of)
    train = log.training_set(moment, rules.thresholds)
    if not len(train.interactions):
        raise TrainingRefused(f"no interaction is left before {moment}, where the test begins: choose a later moment")
    later = _relevant_entries(log.interactions, moment, end, rules)
    product = train.products.rows_of(log.products)[later.product]
    shopper = train.shoppers.rows_of(log.shoppers)[later.shopper]
    known, returning = product >= 0, shopper >= 0
    n_products = len(train.products)
    back, new = known & returning, known & ~returning
    relevant = _relevant(train, shopper[back], product[back], rules)
    newcomer_rows, newcomer = np.unique(later.shopper[new], return_inverse=True)
    return Split(
        train,
        relevant,
        IdIndex(log.shoppers[int(row)] for row in newcomer_rows),
        Relevant.of_pairs(newcomer.astype(np.int32), product[new], n_products),
        moment,
        end,
        int((~known).sum()),
    )


def moving_windows(log: InteractionLog, n_windows: int, days: float) -> list[tuple[int, int]]:
    """`(moment, until)` of test windows that follow each other, oldest first; the last ends with the newest entry.

    Raises:
        TrainingRefused: if nothing would be left to train the first one on.
    """
    at = log.interactions.at
    if not len(at):
        raise TrainingRefused("the log has no interaction, so no window can be tested")
    # Not the end of the log: it may be long after the last event, and an empty window tests nothing.
    end, length = int(at.max()) + 1, round(days * SECONDS_PER_DAY)
    moments = [end - length * (place + 1) for place in range(n_windows)][::-1]
    if n_windows < 1 or length < 1 or moments[0] <= at.min():
        span = (end - int(at.min())) / SECONDS_PER_DAY
        raise TrainingRefused(f"{n_windows} windows of {days:g} days do not fit into a log of {span:.1f} days")
    return [(moment, moment + length) for moment in moments]


def _relevant_entries(entries: Interactions, moment: int, end: int, rules: SplitRules) -> Interactions:
    codes = [CODE_OF[name] for name in rules.relevant]
    inside = (entries.at >= moment) & (entries.at < end)
    return entries.where(inside & (entries.weight > 0) & np.isin(entries.kind, codes))


def _relevant(
    train: TrainingSet, shopper: npt.NDArray[np.int32], product: npt.NDArray[np.int32], rules: SplitRules
) -> Relevant:
    if rules.new_only and len(shopper):
        tested = np.zeros(len(train.shoppers), dtype=np.bool_)
        tested[shopper] = True
        before = train.interactions.where(tested[train.interactions.shopper])
        n_products = len(train.products)
        seen = pair_keys(before.shopper, before.product, n_products)
        new = ~np.isin(pair_keys(shopper, product, n_products), seen)
        shopper, product = shopper[new], product[new]
    return Relevant.of_pairs(shopper, product, len(train.products))
