"""Splits a log by visits: the newest are held out whole."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.errors import TrainingRefused
from recommenders.id_index import Rows
from recommenders.interactions.interaction_log import NO_THRESHOLDS, InteractionLog, Thresholds
from recommenders.training_set import TrainingSet


@dataclass(frozen=True, slots=True, eq=False)
class VisitSplit:
    """A training part, and the visits that began after it.

    Attributes:
        train: everything before `moment`.
        moment: no held-out visit began before it.
        shoppers: `[n_visits]` whose each visit is, as a row in `train.shoppers`; -1 for a newcomer.
        offsets: `[n_visits + 1]`: the entries of visit `v` are `products[offsets[v]:offsets[v + 1]]`.
        products: product rows in order of time; products that training does not know are left out, and visits with
            fewer than two known ones too.
        at: the second of each.
    """

    train: TrainingSet
    moment: int
    shoppers: Rows
    offsets: npt.NDArray[np.int64]
    products: Rows
    at: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.shoppers)

    def __iter__(self) -> Iterator[Rows]:
        """The products of each visit, in order of time."""
        return iter(np.split(self.products, self.offsets[1:-1])) if len(self) else iter(())


def newest_visits_moment(log: InteractionLog, share: float) -> int:
    """The moment from which the newest `share` of all visits began.

    Raises:
        TrainingRefused: if the log has fewer than two visits.
    """
    begins = log.interactions.at[_starts(log.interactions.session)]
    if len(begins) < 2:
        raise TrainingRefused(f"a log of {len(begins)} visits cannot be split into old and new ones")
    return int(np.quantile(begins, 1 - share, method="higher"))


def split_visits(log: InteractionLog, moment: int, thresholds: Thresholds = NO_THRESHOLDS) -> VisitSplit:
    """Train on what was before `moment`; hold out the visits that began from then on.

    Of a visit that goes on at `moment`, the part before it is learned from and the rest is left out of both.

    Raises:
        TrainingRefused: if nothing happened before the moment.
    """
    train = log.training_set(moment, thresholds)
    if not len(train.interactions):
        raise TrainingRefused(f"no interaction is left before {moment}, where the test begins: choose a later moment")
    entries = log.interactions
    starts = _starts(entries.session)
    lengths = np.diff(np.append(starts, len(entries)))
    began = np.repeat(entries.at[starts], lengths) >= moment
    product = train.products.rows_of(log.products)[entries.product]
    kept = began & (product >= 0)
    visit = np.repeat(np.arange(len(starts)), lengths)
    kept &= (np.bincount(visit[kept], minlength=len(starts)) >= 2)[visit]
    first = _starts(visit[kept])
    shopper = train.shoppers.rows_of(log.shoppers)[entries.shopper[kept][first]]
    offsets = np.append(first, int(kept.sum())).astype(np.int64)
    return VisitSplit(train, moment, shopper, offsets, product[kept], entries.at[kept])


def _starts(session: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.diff(session, prepend=session[:1] - 1)).astype(np.int64)
