"""Which categories a shopper cares for: those of the history, and those named when asked."""

from typing import Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.product_facts import ProductFacts

CATEGORY, CATEGORY_NAMES = "category", "category_names"
PATH_SEPARATOR = " > "

Floats = npt.NDArray[np.float32]


class CategoryTaste:
    """Tells the shares of the categories in what a shopper likes.

    Attributes:
        category: `[n_products]` row of the product's category, -1 without one.
        names: the category paths, one per row.
    """

    def __init__(self, category: npt.NDArray[np.int32], names: tuple[str, ...]) -> None:
        self.category = category
        self.names = names

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what `to_arrays` made.

        Raises:
            ArtifactInvalid: if a product points to a category that is not there.
        """
        category = artifact.shaped(CATEGORY, len(artifact.products))
        names = tuple(name.decode() for name in artifact.shaped(CATEGORY_NAMES, -1).tolist())
        if category.min(initial=-1) < -1 or category.max(initial=-1) + 1 != len(names):
            raise ArtifactInvalid(f"{artifact.kind} has {len(names)} category names, which its products do not fit")
        return cls(category, names)

    @staticmethod
    def to_arrays(facts: ProductFacts) -> dict[str, Array]:
        """The arrays for an artifact; categories without a product are left out."""
        used, rows = np.unique(facts.category, return_inverse=True)
        if used.size and used[0] == -1:
            used, rows = used[1:], rows - 1
        names = [facts.category_names[row].encode() for row in used]
        return {CATEGORY: rows.astype(np.int32), CATEGORY_NAMES: np.array(names, dtype=np.bytes_)}

    def shares(self, history: History, half_life_days: float) -> Floats:
        """`[n_categories]`, summing to one; zeros where nothing is known. A named one counts as an event of today."""
        liked = self.named(history.liked_categories).astype(np.float32)
        weight = np.maximum(history.decayed(half_life_days), 0)
        kept = history.products >= 0
        rows, weight = self.category[history.products[kept]], weight[kept]
        liked += np.bincount(rows[rows >= 0], weight[rows >= 0], minlength=len(liked))
        total = liked.sum()
        return liked / total if total > 0 else liked

    def named(self, paths: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """`[n_categories]` whether a category is one of these paths or lies below one, letter case aside."""
        wanted = [path.casefold() for path in paths]
        below = tuple(path + PATH_SEPARATOR for path in wanted)
        names = (name.casefold() for name in self.names)
        return np.fromiter((name in wanted or name.startswith(below) for name in names), np.bool_, len(self.names))
