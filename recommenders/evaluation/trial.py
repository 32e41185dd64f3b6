"""The questions an evaluation asks every model, and the right answers, which no model sees."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recommenders.evaluation.errors import EvaluationRefused
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class Trial:
    """Cases, each a history and the products that the shopper took to afterwards. Rows are rows of `products`.

    Attributes:
        name: of the split and the question, for the report.
        products: every product that may be named; all of them are ranked.
        histories: one per case, what a model is asked with.
        relevant: one per case, distinct rows, never empty.
        eligible: `[n_products]`, False for products that may not be recommended to anyone.
        excluded: one per case, rows that may not be recommended to this shopper; empty without any.
        shopper: `[n_cases]`, cases of one shopper have one number; their errors go together.
        segments: name of a division → label of each case, `[n_cases]`.
        product_groups: name → `[n_products]` mask; recall is also told for the relevant products of each group.
        category: `[n_products]`, -1 for none; for diversity.
        counts: `[n_products]` shoppers who took to each product before; for novelty, and for the floor.
    """

    name: str
    products: IdIndex
    histories: Sequence[History]
    relevant: Sequence[Rows]
    eligible: Bools
    shopper: npt.NDArray[np.int64]
    category: npt.NDArray[np.int32]
    counts: Floats
    excluded: Sequence[Rows] = ()
    segments: Mapping[str, Labels] = field(default_factory=dict)
    product_groups: Mapping[str, Bools] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n_cases = len(self.histories)
        if not n_cases:
            raise EvaluationRefused(f"{self.name}: there is nothing to measure; no shopper did anything afterwards")
        sizes: dict[str, Sized] = {"relevant": self.relevant, "shopper": self.shopper, **self.segments}
        if self.excluded:
            sizes["excluded"] = self.excluded
        for name, column in sizes.items():
            if len(column) != n_cases:
                raise EvaluationRefused(f"{self.name}: {n_cases} histories, but {name} has {len(column)} entries")
        if empty := next((case for case, rows in enumerate(self.relevant) if not len(rows)), None):
            raise EvaluationRefused(f"{self.name}: case {empty} has no relevant product; leave it out")

    def __len__(self) -> int:
        return len(self.histories)

    @cached_property
    def n_relevant(self) -> npt.NDArray[np.int64]:
        """`[n_cases]`."""
        return np.array([len(rows) for rows in self.relevant], dtype=np.int64)

    def is_relevant(self, rows: Rows) -> Bools:
        """`[n_cases, depth]`: which of the rows (of the same shape, -1 for none) are relevant to their case."""
        n_products = len(self.products)
        cases = np.repeat(np.arange(len(self)), self.n_relevant)
        right = np.sort(cases * n_products + np.concatenate(self.relevant))
        asked = np.arange(len(self))[:, None] * n_products + rows
        found = right[np.minimum(np.searchsorted(right, asked), len(right) - 1)]
        is_right: Bools = (found == asked) & (rows >= 0)
        return is_right

    def only(self, kept: Bools) -> "Trial":
        """The cases that `kept` marks."""
        cases = np.flatnonzero(kept).tolist()
        return replace(
            self,
            histories=[self.histories[case] for case in cases],
            relevant=[self.relevant[case] for case in cases],
            excluded=[self.excluded[case] for case in cases] if self.excluded else (),
            shopper=self.shopper[kept],
            segments={name: labels[kept] for name, labels in self.segments.items()},
        )
