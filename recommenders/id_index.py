"""The two kinds of id: the shop's (text) and a matrix row (a number), and the way from one to the other."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NewType

import numpy as np
import numpy.typing as npt

#: The shop's id of a product.
ProductId = NewType("ProductId", str)
#: The keyed hash of a shopper's id; see `events.pseudonym`.
ShopperKey = NewType("ShopperKey", str)
#: Rows of a matrix; -1 stands for an id that has none.
Rows = npt.NDArray[np.int32]


class IdIndex:
    """Distinct ids in ascending order; an id's place is its row. The same ids make the same rows, in whatever order."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids: tuple[str, ...] = tuple(sorted(set(ids)))

    @classmethod
    def from_array(cls, array: npt.NDArray[np.bytes_]) -> "IdIndex":
        """From what `to_array` made."""
        return cls(value.decode() for value in array.tolist())

    def to_array(self) -> npt.NDArray[np.bytes_]:
        """UTF-8 of every id, fit for an artifact."""
        return np.array([one.encode() for one in self.ids], dtype=np.bytes_)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Id → row."""
        return {one: row for row, one in enumerate(self.ids)}

    def rows(self, ids: Sequence[str]) -> Rows:
        """The row of each id, -1 where it is unknown."""
        return np.fromiter((self.row_of.get(one, -1) for one in ids), dtype=np.int32, count=len(ids))

    def rows_of(self, other: "IdIndex") -> Rows:
        """For each row of `other`, the row here; -1 where this index does not know the id."""
        return self.rows(other.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, row: int) -> str:
        return self.ids[row]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdIndex) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(self.ids)
