"""Runs the shopper's tower in NumPy and compares with the products' vectors."""

from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex, Rows
from recommenders.scores import NO_OPINION, Scores
from recommenders.two_tower.shopper_features import N_SCALARS, Histories, ShopperFeatures, describe

Floats = npt.NDArray[np.float32]
KIND = "two_tower"
PATH_SEPARATOR = " > "


@dataclass(frozen=True, slots=True, eq=False)
class ShopperTower:
    """The trained layers, as `network.py` has them.

    Attributes:
        hidden: kernel `[n_read, n_hidden]` and bias.
        out: kernel `[n_hidden, n_factors]` and bias.
        temperature: divides the unit vector.
    """

    hidden: tuple[Floats, Floats]
    out: tuple[Floats, Floats]
    temperature: float

    def vector(self, features: ShopperFeatures, history_vectors: Floats) -> Floats:
        """`[n_factors]` of the first shopper, from vectors `[n_history, n_factors]` of the history."""
        long_mean, short_mean = features.long_mean[0] @ history_vectors, features.short_mean[0] @ history_vectors
        read = np.concatenate([long_mean, short_mean, features.dense[0]])
        hidden = np.maximum(read @ self.hidden[0] + self.hidden[1], 0)
        vector: Floats = long_mean + hidden @ self.out[0] + self.out[1]
        return vector / np.float32(np.sqrt(vector @ vector + np.float32(1e-12)) * self.temperature)


@dataclass(slots=True, eq=False)
class TwoTower:
    """Serves both towers.

    Attributes:
        products: the products, in row order.
        product_vectors: `[n_products, n_factors]`.
        product_bias: `[n_products]`, minus infinity for products of which nothing is known.
        history_vectors: `[n_products, n_factors]`, what a product adds to the shopper who likes it.
        log_price: `[n_products]`.
        share_column: `[n_products]`; see `ProductInputs`.
        share_names: categories of all columns but the last.
        tower: of the shopper.
        n_history: newest liked events that are looked at.
        half_life_days: of the training.
    """

    kind: ClassVar[str] = KIND
    products: IdIndex
    product_vectors: Floats
    product_bias: Floats
    history_vectors: Floats
    log_price: Floats
    share_column: Rows
    share_names: tuple[str, ...]
    tower: ShopperTower
    n_history: int
    half_life_days: float

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote."""
        if artifact.kind != KIND:
            raise ArtifactInvalid(f"an artifact of {artifact.kind!r} is not one of {KIND!r}")
        _check_shapes(artifact)
        array = artifact.array
        return cls(
            products=artifact.products,
            product_vectors=array("product_vectors"),
            product_bias=np.where(array("is_known"), array("product_bias"), NO_OPINION),
            history_vectors=array("history_vectors"),
            log_price=array("log_price"),
            share_column=array("share_column"),
            share_names=tuple(name.decode() for name in array("share_names").tolist()),
            tower=ShopperTower(
                (array("kernel_0"), array("bias_0")),
                (array("kernel_1"), array("bias_1")),
                artifact.scalar("temperature"),
            ),
            n_history=int(artifact.scalar("n_history")),
            half_life_days=artifact.scalar("half_life_days"),
        )

    def score(self, history: History) -> Scores:
        """Closeness and popularity of every product; those turned down and those nothing is known of have none."""
        scores: Scores = self.product_vectors @ self.shopper_vector(history)
        scores += self.product_bias
        scores[_turned_down(history)] = NO_OPINION
        return scores

    def shopper_vector(self, history: History) -> Floats:
        """`[n_factors]`."""
        histories = self._newest_liked(history)
        liked = self._liked_columns(history.liked_categories)
        features = describe(histories, self.share_column, self.log_price, liked, self.half_life_days)
        return self.tower.vector(features, self.history_vectors[histories.products[0]])

    def _newest_liked(self, history: History) -> Histories:
        liked = np.flatnonzero((history.products >= 0) & (history.weights > 0))
        newest = liked[-self.n_history :]
        age = (history.as_of - history.at[newest]) / SECONDS_PER_DAY
        return Histories(
            products=history.products[newest][None],
            weights=history.weights[newest][None],
            bought=(history.kinds[newest] == PURCHASE)[None],
            age_days=age.astype(np.float32)[None],
            n_events=np.array([len(liked)]),
        )

    def _liked_columns(self, paths: tuple[str, ...]) -> Floats:
        """`[1, n_columns]`: 1 for every category that is, or stands below, one of these paths."""
        liked = np.zeros((1, len(self.share_names) + 1), dtype=np.float32)
        for column, name in enumerate(self.share_names) if paths else ():
            liked[0, column] = any(name == path or name.startswith(path + PATH_SEPARATOR) for path in paths)
        return liked


def _turned_down(history: History) -> Rows:
    """Products of which the history says more bad than good."""
    if not (history.weights < 0).any():
        return np.empty(0, dtype=np.int32)
    known = history.products >= 0
    rows, place = np.unique(history.products[known], return_inverse=True)
    return rows[np.bincount(place, history.weights[known], minlength=len(rows)) < 0]


def _check_shapes(artifact: Artifact) -> None:
    n, f = len(artifact.products), int(artifact.scalar("n_factors"))
    n_hidden = int(artifact.scalar("n_hidden"))
    n_columns = len(artifact.array("share_names")) + 1
    expected = {
        "product_vectors": (n, f),
        "history_vectors": (n, f),
        "kernel_0": (2 * f + 2 * n_columns + N_SCALARS, n_hidden),
        "bias_0": (n_hidden,),
        "kernel_1": (n_hidden, f),
        "bias_1": (f,),
        **dict.fromkeys(("product_bias", "is_known", "log_price", "share_column"), (n,)),
    }
    for name, shape in expected.items():
        if artifact.array(name).shape != shape:
            raise ArtifactInvalid(f"{name} of {KIND} is {artifact.array(name).shape}, not {shape}")
    for name, array in artifact.arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ArtifactInvalid(f"{name} of {KIND} is not finite; train it again")
    if n and not 0 <= artifact.array("share_column").min() <= artifact.array("share_column").max() < n_columns:
        raise ArtifactInvalid(f"share_column of {KIND} points beyond its {n_columns} columns")
