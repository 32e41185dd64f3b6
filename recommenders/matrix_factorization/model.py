"""Looks the shopper's vector up, or makes one from the history, and scores all products."""

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import History
from recommenders.id_index import IdIndex, Rows
from recommenders.matrix_factorization.head import Head, open_head
from recommenders.matrix_factorization.newcomers import taste
from recommenders.scores import NO_OPINION, Scores

Floats = npt.NDArray[np.float32]
KIND = "matrix_factorization"


@dataclass(slots=True, eq=False)
class MatrixFactorization:
    """Serves embeddings.

    Attributes:
        products: the products, in row order.
        head: closeness of a shopper's vector to all products.
        bias: `[n_products]`, minus infinity for products that nobody liked.
        is_liked: `[n_products]`, by somebody.
        product_vectors: `[n_products, width]`.
        shopper_keys: ascending keys `[n_shoppers]`.
        shopper_vectors: `[n_shoppers, width]`.
        shopper_bias: `[n_shoppers]`.
        newcomer_map: `[width + 1, width]`; see `newcomers`.
        half_life_days: of the training.
        history_share: see `MatrixFactorizationParameters`.
    """

    kind: ClassVar[str] = KIND
    products: IdIndex
    head: Head
    bias: Floats
    is_liked: npt.NDArray[np.bool_]
    product_vectors: Floats
    shopper_keys: npt.NDArray[np.bytes_]
    shopper_vectors: Floats
    shopper_bias: Floats
    newcomer_map: Floats
    half_life_days: float | None
    history_share: float

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        if artifact.kind != KIND:
            raise ArtifactInvalid(f"an artifact of {artifact.kind!r} is not one of {KIND!r}")
        _check_shapes(artifact)
        is_liked = artifact.array("is_liked")
        return cls(
            products=artifact.products,
            head=open_head(artifact),
            bias=np.where(is_liked, artifact.array("product_bias"), NO_OPINION),
            is_liked=is_liked,
            product_vectors=artifact.array("product_vector"),
            shopper_keys=artifact.array("shopper_keys"),
            shopper_vectors=artifact.array("shopper_vector"),
            shopper_bias=artifact.array("shopper_bias"),
            newcomer_map=artifact.array("newcomer_map"),
            half_life_days=artifact.parameters["half_life_days"],
            history_share=artifact.scalar("history_share"),
        )

    def score(self, history: History) -> Scores:
        """Logit of every product; products turned down and products that nobody liked have none."""
        rows, weights = self._summed(history)
        liked = (weights > 0) & self.is_liked[rows]
        row = self.row_of(history.shopper)
        if row < 0 and not liked.any():
            return np.full(len(self.products), NO_OPINION)
        vector, bias = self._shopper(row, rows[liked], weights[liked])
        scores = self.head.closeness(vector) + (self.bias + bias)
        scores[rows[weights < 0]] = NO_OPINION
        return scores

    def _shopper(self, row: int, liked: Rows, weights: Floats) -> tuple[Floats, np.float32]:
        """Vector and bias of the shopper of this row, -1 for a newcomer, who likes these products."""
        if not len(liked):
            return self.shopper_vectors[row], self.shopper_bias[row]
        newcomer = self.newcomer(self.product_vectors[liked], weights)
        if row < 0:
            return newcomer, np.float32(0)
        share = np.float32(self.history_share)
        return share * newcomer + (1 - share) * self.shopper_vectors[row], self.shopper_bias[row]

    def row_of(self, shopper: str | None) -> int:
        """The shopper's row, -1 for one who was not there at training."""
        key = (shopper or "").encode()
        if not key or len(key) > self.shopper_keys.itemsize:
            return -1
        # one type with the keys, or NumPy would copy all of them to compare
        place = int(np.searchsorted(self.shopper_keys, np.array(key, dtype=self.shopper_keys.dtype)))
        return place if place < len(self.shopper_keys) and self.shopper_keys[place] == key else -1

    def newcomer(self, product_vectors: Floats, weights: Floats) -> Floats:
        """A vector `[width]` for an unknown shopper who likes these products `[n, width]` so much."""
        vector: Floats = taste(product_vectors, weights) @ self.newcomer_map
        return vector

    def _summed(self, history: History) -> tuple[Rows, Floats]:
        """Distinct known products of the history and the sum of their weights, halved with age from the newest on."""
        known = history.products >= 0
        at, weights = history.at[known], history.weights[known]
        if self.half_life_days is not None and len(at):
            weights = weights * np.exp2((at - at.max()) / (86_400 * self.half_life_days))
        rows, place = np.unique(history.products[known], return_inverse=True)
        return rows, np.bincount(place, weights, minlength=len(rows)).astype(np.float32)


def _check_shapes(artifact: Artifact) -> None:
    vectors = artifact.array("product_vector")
    n_products, n_shoppers = len(artifact.products), len(artifact.array("shopper_keys"))
    width = vectors.shape[-1]
    expected = {
        "product_vector": (n_products, width),
        "product_bias": (n_products,),
        "is_liked": (n_products,),
        "shopper_vector": (n_shoppers, width),
        "shopper_bias": (n_shoppers,),
        "newcomer_map": (width + 1, width),
    }
    for name, shape in expected.items():
        if artifact.array(name).shape != shape:
            raise ArtifactInvalid(f"{name} of {KIND} is {artifact.array(name).shape}, not {shape}")
    for name, array in artifact.arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ArtifactInvalid(f"{name} of {KIND} is not finite; train it again")
