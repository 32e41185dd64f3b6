"""Features of a list's candidates, with their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from recommenders.ranking.features.question import Columns, Floats


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """One row per candidate.

    Attributes:
        names: of the columns.
        values: `[n_candidates, n_features]`, NaN where unknown.
    """

    names: tuple[str, ...]
    values: Floats

    @classmethod
    def of(cls, groups: Iterable[Columns], n_candidates: int) -> Self:
        """Put groups of columns side by side; a number stands for a column of it."""
        columns = {name: column for group in groups for name, column in group.items()}
        values = np.empty((n_candidates, len(columns)), dtype=np.float32)
        for place, column in enumerate(columns.values()):
            values[:, place] = column
        return cls(tuple(columns), values)

    def __getitem__(self, name: str) -> Floats:
        column: Floats = self.values[:, self.names.index(name)]
        return column
