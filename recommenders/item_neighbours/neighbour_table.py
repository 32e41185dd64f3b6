"""How strongly each product speaks for others: the few strongest links of every product, as sparse arrays."""

from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix

from recommenders.artifact import Array, Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.id_index import Rows

STARTS, NEIGHBOURS, STRENGTHS = "starts", "neighbours", "strengths"

Floats = npt.NDArray[np.float32]


class NeighbourTable:
    """`[n_products, n_products]` links; row `h` says what an event with product `h` says of the others."""

    def __init__(self, starts: npt.NDArray[np.int64], neighbours: Rows, strengths: Floats) -> None:
        self._starts = starts
        self._neighbours = neighbours
        self._strengths = strengths
        self._lengths = np.diff(starts)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what `to_arrays` made.

        Raises:
            ArtifactInvalid: if the arrays do not fit together or point to products that are not there.
        """
        n_products = len(artifact.products)
        starts = artifact.shaped(STARTS, n_products + 1)
        neighbours = artifact.shaped(NEIGHBOURS, int(starts[-1]))
        strengths = artifact.shaped(STRENGTHS, int(starts[-1]))
        if starts[0] != 0 or (np.diff(starts) < 0).any():
            raise ArtifactInvalid(f"{artifact.kind}: {STARTS!r} does not ascend from 0")
        if neighbours.min(initial=0) < 0 or neighbours.max(initial=0) >= n_products:
            raise ArtifactInvalid(f"{artifact.kind}: {NEIGHBOURS!r} points beyond the {n_products} products")
        return cls(starts, neighbours, strengths)

    @staticmethod
    def to_arrays(links: csr_matrix) -> dict[str, Array]:
        """The arrays for an artifact."""
        links.sort_indices()
        return {
            STARTS: links.indptr.astype(np.int64),
            NEIGHBOURS: links.indices.astype(np.int32),
            STRENGTHS: links.data.astype(np.float32),
        }

    def speak(self, rows: Rows, weights: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """What products with these weights say together.

        Returns:
            `[n_products]` the weighted sum of their links, and whether there was any link at all.
        """
        n_products, lengths = len(self._lengths), self._lengths[rows]
        # the places of the rows' links, one row after the other: its start, less what lies before it, plus 0, 1, 2 …
        shift = np.repeat(self._starts[rows] - np.cumsum(lengths) + lengths, lengths)
        places = shift + np.arange(len(shift))
        neighbours = self._neighbours[places]
        said = np.bincount(neighbours, self._strengths[places] * np.repeat(weights, lengths), minlength=n_products)
        linked = np.zeros(n_products, dtype=np.bool_)
        linked[neighbours] = True
        return said.astype(np.float32), linked


def strongest_per_column(links: Floats | csc_matrix, n_kept: int) -> csr_matrix:
    """Of each column the `n_kept` entries of largest size; of equal ones the upper rows."""
    kept = [_strongest(*_column(links, column), n_kept) for column in range(links.shape[1])]
    starts = np.concatenate([[0], np.cumsum([len(rows) for rows, _ in kept])])
    rows = np.concatenate([rows for rows, _ in kept])
    strengths = np.concatenate([strengths for _, strengths in kept])
    return csc_matrix((strengths, rows, starts), shape=links.shape).tocsr()


def _column(links: Floats | csc_matrix, column: int) -> tuple[Array, Array]:
    if isinstance(links, csc_matrix):
        span = slice(links.indptr[column], links.indptr[column + 1])
        return links.indices[span], links.data[span]
    rows = np.flatnonzero(links[:, column])
    return rows, links[rows, column]


def _strongest(rows: Array, strengths: Array, n_kept: int) -> tuple[Array, Array]:
    if len(rows) > n_kept:
        size = np.abs(strengths)
        kept = np.sort(np.lexsort((rows, -size))[:n_kept])
        rows, strengths = rows[kept], strengths[kept]
    return rows, strengths
