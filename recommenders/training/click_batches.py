"""Visits as padded batches: what models of click sequences are trained on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.errors import TrainingRefused
from recommenders.id_index import Rows
from recommenders.training_set import TrainingSet
from recommenders.visit import liked_only

#: Stands where a shorter visit has ended; products count from 1 in batches.
PADDING = 0
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ClickSequences:
    """Products in order of time, cut into windows of which every click but the first is to be foretold.

    Attributes:
        seen: product rows that occur, ascending; a place in it plus one is a product's number in batches.
        clicks: the numbers of all windows, one after another.
        starts: where each window begins.
        lengths: clicks in each window, 2 to `max_clicks + 1`.
    """

    seen: Rows
    clicks: npt.NDArray[np.int32]
    starts: Numbers
    lengths: Numbers

    @classmethod
    def of(cls, sequences: Sequence[Rows], max_clicks: int) -> "ClickSequences":
        """Windows of sequences of product rows; a window starts with the last click of the one before.

        Raises:
            TrainingRefused: if no sequence has two clicks.
        """
        sizes = np.array([len(one) for one in sequences], dtype=np.int64)
        if not (sizes >= 2).any():
            raise TrainingRefused(
                "the next product can be learned from visits with two clicks or more only; the window holds none"
            )
        seen, numbers = np.unique(np.concatenate(sequences), return_inverse=True)
        n_windows = np.maximum(0, -(-(sizes - 1) // max_clicks))
        of_sequence = np.repeat(np.arange(len(sizes)), n_windows)
        place = np.arange(len(of_sequence)) - np.repeat(np.cumsum(n_windows) - n_windows, n_windows)
        offset = place * max_clicks
        return cls(
            seen=seen.astype(np.int32),
            clicks=(numbers + 1).astype(np.int32),
            starts=(np.cumsum(sizes) - sizes)[of_sequence] + offset,
            lengths=np.minimum(sizes[of_sequence] - offset, max_clicks + 1),
        )

    @property
    def counts(self) -> Numbers:
        """`[n_seen]` how often each product was clicked."""
        return np.bincount(self.clicks - 1, minlength=len(self.seen))

    def batches(self, batch_size: int, random: np.random.Generator) -> Iterator[npt.NDArray[np.int32]]:
        """One pass: `[batch_size, longest]` windows of about equal length, in random order, padded at the end."""
        order = random.permutation(len(self.lengths))
        # up to two clicks of noise mix neighbouring lengths, so that batches differ from pass to pass
        order = order[np.argsort(self.lengths[order] + 2 * random.random(len(order)), kind="stable")]
        for number in random.permutation(-(-len(order) // batch_size)):
            yield self._padded(order[number * batch_size : (number + 1) * batch_size])

    def n_batches(self, batch_size: int) -> int:
        """How many batches a pass has."""
        return -(-len(self.lengths) // batch_size)

    def _padded(self, windows: Numbers) -> npt.NDArray[np.int32]:
        steps = np.arange(self.lengths[windows].max())
        inside = steps < self.lengths[windows, None]
        places = np.where(inside, self.starts[windows, None] + steps, 0)
        return np.where(inside, self.clicks[places], PADDING).astype(np.int32)


def visits_of(data: TrainingSet) -> list[Rows]:
    """The liked products of every visit."""
    return list(liked_only(data).sessions())


def histories_of(data: TrainingSet) -> list[Rows]:
    """All liked products of every shopper, over all visits."""
    liked = liked_only(data)
    return np.split(liked.interactions.product, liked.offsets[1:-1]) if len(liked.shoppers) else []


def places_of(seen: Rows, n_products: int) -> Rows:
    """`[n_products]` the place of each product row in `seen`, -1 for products that were never clicked."""
    places = np.full(n_products, -1, dtype=np.int32)
    places[seen] = np.arange(len(seen), dtype=np.int32)
    return places
