"""Closeness of one shopper's vector to all products, in NumPy; `network.py` says what it computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid

Floats = npt.NDArray[np.float32]


class Head(Protocol):
    """Shopper vector `[width]` → logits `[n_products]` without biases."""

    def closeness(self, shopper: Floats) -> Floats:
        """Of every product."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class DotHead:
    """The dot product with product vectors `[n_products, width]`."""

    products: Floats

    def closeness(self, shopper: Floats) -> Floats:
        """Of every product."""
        scores: Floats = self.products @ shopper
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class DeepHead:
    """GMF and MLP.

    The products' part of the first layer does not depend on the shopper and is computed once.

    Attributes:
        products: `[n_products, n_factors]` of GMF, times its weights.
        first_products: `[n_products, hidden_0]`, the products' part of the first layer with its bias.
        first_shopper: `[n_factors, hidden_0]`, the shopper's part.
        rest: kernel and bias of the further layers.
    """

    products: Floats
    first_products: Floats
    first_shopper: Floats
    rest: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Split the first layer.

        Raises:
            ArtifactInvalid: if the layers do not fit together.
        """
        vectors = artifact.array("product_vector")
        n_layers = len(artifact.parameters["hidden"]) + 1
        layers = [(artifact.array(f"kernel_{n}"), artifact.array(f"bias_{n}")) for n in range(n_layers)]
        f = vectors.shape[1] // 2
        _check_layers(layers, 2 * f, artifact.parameters["hidden"])
        kernel, bias = layers[0]
        weight = artifact.array("product_weight")
        if weight.shape != (f,):
            raise ArtifactInvalid(f"product_weight {weight.shape} does not fit {f} factors")
        return cls(vectors[:, :f] * weight, vectors[:, f:] @ kernel[f:] + bias, kernel[:f], tuple(layers[1:]))

    def closeness(self, shopper: Floats) -> Floats:
        """Of every product."""
        f = self.products.shape[1]
        hidden = self.first_products + shopper[f:] @ self.first_shopper
        for kernel, bias in self.rest:
            np.maximum(hidden, 0, out=hidden)
            hidden = hidden @ kernel
            hidden += bias
        scores: Floats = self.products @ shopper[:f] + hidden[:, 0]
        return scores


def open_head(artifact: Artifact) -> Head:
    """The head that the artifact was trained with."""
    return (
        DeepHead.from_artifact(artifact) if _is_deep(artifact.parameters) else DotHead(artifact.array("product_vector"))
    )


def _is_deep(parameters: Mapping[str, object]) -> bool:
    return parameters["head"] == "mlp"


def _check_layers(layers: list[tuple[Floats, Floats]], n_inputs: int, hidden: list[int]) -> None:
    for (kernel, bias), n_outputs in zip(layers, (*hidden, 1), strict=True):
        if kernel.shape != (n_inputs, n_outputs) or bias.shape != (n_outputs,):
            raise ArtifactInvalid(f"a layer {kernel.shape}, {bias.shape} is not one of {n_inputs} to {n_outputs}")
        n_inputs = n_outputs
