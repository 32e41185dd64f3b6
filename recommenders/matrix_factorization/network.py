"""The network that is trained; Keras layers only, so that another backend can train it.

He et al., "Neural Collaborative Filtering", 2017: a generalized product (GMF) and a network (MLP) over embeddings of
their own, added up; Rendle et al., "Neural Collaborative Filtering vs. Matrix Factorization Revisited", 2020: the plain
dot product, which is the default here.
"""

import os
from typing import Any

import numpy as np
import numpy.typing as npt

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reports the machine's CPU at every import
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")  # and warns that oneDNN rounds differently on every machine

import keras
from keras import ops

from recommenders.matrix_factorization.parameters import MatrixFactorizationParameters

Floats = npt.NDArray[np.float32]
#: Spread of the first embeddings.
FIRST_SPREAD = 0.05


class PairNetwork(keras.Model):  # type: ignore[misc]  # Keras has no types
    """Logit that a shopper likes a product."""

    def __init__(self, n_shoppers: int, n_products: int, parameters: MatrixFactorizationParameters) -> None:
        super().__init__()
        self.is_deep = parameters.head == "mlp"
        width = parameters.n_factors * (2 if self.is_deep else 1)
        self.n_factors = parameters.n_factors
        self.shopper_vector = _embedding(n_shoppers, width, "shopper_vector", parameters.seed)
        self.product_vector = _embedding(n_products, width, "product_vector", parameters.seed + 1)
        self.shopper_bias = keras.layers.Embedding(n_shoppers, 1, embeddings_initializer="zeros")
        self.product_bias = keras.layers.Embedding(n_products, 1, embeddings_initializer="zeros")
        self.product_weight = _dense(1, None, parameters.seed + 2, use_bias=False) if self.is_deep else None
        widths = (*parameters.hidden, 1) if self.is_deep else ()
        self.hidden = [
            _dense(width, "relu" if place < len(widths) - 1 else None, parameters.seed + 3 + place)
            for place, width in enumerate(widths)
        ]

    def call(self, inputs: Any) -> Any:
        """`(shopper rows [n], product rows [n])` → `(logits [n], squared length of the embeddings)`."""
        shopper, product = inputs
        p, q = self.shopper_vector(shopper), self.product_vector(product)
        biases = self.shopper_bias(shopper)[:, 0] + self.product_bias(product)[:, 0]
        squared = ops.mean(ops.sum(ops.square(p), axis=1) + ops.sum(ops.square(q), axis=1))
        return biases + self._closeness(p, q), squared

    def _closeness(self, p: Any, q: Any) -> Any:
        if self.product_weight is None:
            return ops.sum(p * q, axis=1)
        f = self.n_factors
        deep = ops.concatenate([p[:, f:], q[:, f:]], axis=1)
        for layer in self.hidden:
            deep = layer(deep)
        return (self.product_weight(p[:, :f] * q[:, :f]) + deep)[:, 0]

    def arrays(self) -> dict[str, Floats]:
        """What serving needs."""
        embeddings = ("shopper_vector", "product_vector", "shopper_bias", "product_bias")
        arrays = {name: _as_array(getattr(self, name).embeddings) for name in embeddings}
        if self.product_weight is not None:
            arrays["product_weight"] = _as_array(self.product_weight.kernel)[:, 0]
        for place, layer in enumerate(self.hidden):
            arrays[f"kernel_{place}"], arrays[f"bias_{place}"] = _as_array(layer.kernel), _as_array(layer.bias)
        return {name: array[:, 0] if name.endswith("_bias") else array for name, array in arrays.items()}


def _as_array(variable: Any) -> Floats:
    return np.array(ops.convert_to_numpy(variable), dtype=np.float32)


def _embedding(n: int, width: int, name: str, seed: int) -> Any:
    first = keras.initializers.RandomNormal(stddev=FIRST_SPREAD, seed=seed)
    return keras.layers.Embedding(n, width, embeddings_initializer=first, name=name)


def _dense(width: int, activation: str | None, seed: int, use_bias: bool = True) -> Any:
    first = keras.initializers.GlorotUniform(seed=seed)
    return keras.layers.Dense(width, activation, use_bias=use_bias, kernel_initializer=first)
