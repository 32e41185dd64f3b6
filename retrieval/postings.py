"""Lists of rows by name, in three flat arrays: hundreds of thousands of names without a string in memory."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]
_NO_ROWS: Rows = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class RowPostings:
    """Rows of products by a name of several parts, such as ("brand", "fjellmark").

    Names are kept as 64-bit hashes: among a million names two collide with probability 3e-8.

    Attributes:
        keys: sorted hashes of the names.
        offsets: where the rows of `keys[i]` start and end in `rows`, `[n_keys + 1]`.
        rows: ascending within a name.
    """

    keys: npt.NDArray[np.uint64]
    offsets: npt.NDArray[np.int64]
    rows: Rows

    @classmethod
    def from_pairs(cls, names: npt.NDArray[np.uint64], rows: Rows) -> "RowPostings":
        """Group rows by the hashes of their names; a pair given twice counts once."""
        order = np.lexsort((rows, names))
        names, rows = names[order], rows[order]
        fresh = np.ones(len(names), dtype=bool)
        fresh[1:] = (names[1:] != names[:-1]) | (rows[1:] != rows[:-1])
        keys, starts = np.unique(names[fresh], return_index=True)
        return cls(keys, np.append(starts, int(fresh.sum())).astype(np.int64), rows[fresh])

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> "RowPostings":
        """Read back what `to_arrays` gave."""
        return cls(*(arrays[f"{prefix}_{name}"] for name in ("keys", "offsets", "rows")))  # type: ignore[arg-type]

    def to_arrays(self, prefix: str) -> dict[str, npt.NDArray[np.generic]]:
        """The arrays to keep on disk."""
        return {f"{prefix}_keys": self.keys, f"{prefix}_offsets": self.offsets, f"{prefix}_rows": self.rows}

    def find(self, *name: str) -> Rows:
        """The rows under a name; none if it is unknown."""
        key = name_hash(*name)
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return _NO_ROWS
        return self.rows[self.offsets[at] : self.offsets[at + 1]]

    def find_any(self, names: Iterable[tuple[str, ...]]) -> Rows:
        """The rows under any of the names; a row may occur twice."""
        found = [self.find(*name) for name in names]
        return np.concatenate(found) if found else _NO_ROWS


def name_hash(*name: str) -> np.uint64:
    """The 64-bit hash of a name."""
    joined = "\x00".join(name).encode("utf-8", "replace")
    return np.uint64(int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "little"))
