"""What models learn from: the interactions of a time window as arrays, with the products' facts beside them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex, Rows
from recommenders.product_facts import ProductFacts


@dataclass(frozen=True, slots=True, eq=False)
class Interactions:
    """One entry per interaction, ordered by shopper, then time, then product; every array is `[n_interactions]`.

    Attributes:
        shopper: row of the shopper.
        product: row of the product.
        at: seconds since the epoch, UTC.
        weight: implicit feedback before any decay.
        kind: code of `events.vocabulary.CODE_OF`.
        session: number of the visit, ascending along the entries; entries of one visit share it.
        quantity: how many; 1 each when left out.
        amount: price times quantity in minor units, below 0 for refunds, NaN where unknown; NaN each when left out.
    """

    shopper: Rows
    product: Rows
    at: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]
    kind: npt.NDArray[np.uint8]
    session: Rows
    quantity: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    amount: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty(0, dtype=np.float32))

    def __post_init__(self) -> None:
        if len(self.quantity) != len(self.at):
            object.__setattr__(self, "quantity", np.ones(len(self.at), dtype=np.int32))
        if len(self.amount) != len(self.at):
            object.__setattr__(self, "amount", np.full(len(self.at), np.nan, dtype=np.float32))

    def __len__(self) -> int:
        return len(self.at)

    def where(self, kept: npt.NDArray[np.bool_]) -> "Interactions":
        """Those that `kept` marks, in the same order."""
        return Interactions(*(getattr(self, column.name)[kept] for column in fields(self)))


@dataclass(frozen=True, eq=False)
class TrainingSet:
    """Interactions before a moment, and the rows they speak of.

    Attributes:
        shoppers: keys of the shoppers, one per row.
        products: ids of the products, one per row: those of the interactions and those of the catalog.
        interactions: all of them earlier than `as_of`.
        as_of: the end of the window in seconds since the epoch, exclusive.
        facts: the products' facts, over `products`.
    """

    shoppers: IdIndex
    products: IdIndex
    interactions: Interactions
    as_of: int
    facts: ProductFacts

    @cached_property
    def offsets(self) -> npt.NDArray[np.int64]:
        """`[n_shoppers + 1]`: the entries of shopper `s` are `offsets[s]:offsets[s + 1]`."""
        return np.searchsorted(self.interactions.shopper, np.arange(len(self.shoppers) + 1)).astype(np.int64)

    @cached_property
    def first_at(self) -> int:
        """The first moment of the window; `as_of` where there is no interaction."""
        return int(self.interactions.at.min(initial=self.as_of))

    @property
    def window(self) -> tuple[str, str]:
        """First moment and end of the window, ISO 8601, as an artifact keeps them."""
        first, end = (datetime.fromtimestamp(moment, UTC).isoformat() for moment in (self.first_at, self.as_of))
        return first, end

    def decayed(self, half_life_days: float) -> npt.NDArray[np.float32]:
        """`[n_interactions]` weights, halved for every `half_life_days` between the event and `as_of`."""
        age_days = (self.as_of - self.interactions.at) / SECONDS_PER_DAY
        return (self.interactions.weight * np.exp2(-age_days / half_life_days)).astype(np.float32)

    def matrix(self, half_life_days: float | None = None) -> csr_matrix:
        """`[n_shoppers, n_products]` summed positive feedback, halved every `half_life_days`; no entry is ≤ 0."""
        entries = self.interactions
        weight = entries.weight if half_life_days is None else self.decayed(half_life_days)
        shape = (len(self.shoppers), len(self.products))
        summed = csr_matrix((weight, (entries.shopper, entries.product)), shape=shape, dtype=np.float32)
        summed.sum_duplicates()
        summed.data[summed.data < 0] = 0
        summed.eliminate_zeros()
        return summed

    def history(self, shopper_row: int) -> History:
        """All that is known of a shopper at the end of the window, as a model is asked with it."""
        return self.history_before(shopper_row, int(self.offsets[shopper_row + 1]), self.as_of)

    def history_before(self, shopper_row: int, entry: int, as_of: int, n_session: int = 0) -> History:
        """What was known of a shopper before one of their entries.

        Args:
            shopper_row: whose entries they are.
            entry: the first one that is not known yet.
            as_of: the moment of asking, in seconds since the epoch.
            n_session: how many of the last ones are of the visit that goes on.
        """
        entries, known = self.interactions, slice(int(self.offsets[shopper_row]), entry)
        return History(
            products=entries.product[known],
            weights=entries.weight[known],
            kinds=entries.kind[known],
            at=entries.at[known],
            as_of=as_of,
            n_session=n_session,
            shopper=self.shoppers[shopper_row],
            quantities=entries.quantity[known],
            amounts=entries.amount[known],
        )

    def steps_since(self, moment: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Entries that a visit begun at or after `moment` went on with; and the first entries of those visits.

        Another look at the same product, or a cart after it, is no step; nor is what says nothing of liking.
        """
        entries = self.interactions
        starts = np.flatnonzero(np.diff(entries.session, prepend=-1))
        first = np.repeat(starts, np.diff(np.append(starts, len(entries)))).astype(np.int64)
        goes_on = (np.arange(len(entries)) > first) & (np.diff(entries.product, prepend=-1) != 0)
        steps = np.flatnonzero(goes_on & (entries.weight > 0) & (entries.at[first] >= moment))
        return steps, first[steps]

    def sessions(self) -> Iterator[Rows]:
        """The products of every visit, in order of time within it; visits as the entries have them."""
        starts = np.flatnonzero(np.diff(self.interactions.session, prepend=-1))
        return iter(np.split(self.interactions.product, starts[1:])) if len(starts) else iter(())

    def before(self, moment: int) -> "TrainingSet":
        """The same rows, as they were known at an earlier moment."""
        return TrainingSet(
            self.shoppers,
            self.products,
            self.interactions.where(self.interactions.at < moment),
            min(moment, self.as_of),
            self.facts,
        )

    @cached_property
    def data_hash(self) -> str:
        """Names this very data: the same for the same interactions, whatever machine read them."""
        digest = hashlib.sha256()
        for ids in (self.shoppers.ids, self.products.ids):
            digest.update("\x00".join(ids).encode())
        for column in fields(self.interactions):
            digest.update(np.ascontiguousarray(getattr(self.interactions, column.name)).data)
        return digest.hexdigest()[:16]
