"""The two towers and their loss; Keras layers and operations only, so that another backend can train them.

Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations", 2019: the other examples of
a batch are the negatives; they are drawn by popularity q, so log q is subtracted from their logits.
"""

import os
from typing import Any

import numpy as np
import numpy.typing as npt

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reports the machine's CPU at every import
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")  # and warns that oneDNN rounds differently on every machine

import keras
import keras_rs
from keras import ops

from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.product_inputs import ProductInputs

Floats = npt.NDArray[np.float32]
#: Spread of the first embeddings.
FIRST_SPREAD = 0.1
#: Added to a logit that must not count.
NEVER = -1e9


class TwoTowerNetwork(keras.Model):  # type: ignore[misc]  # Keras has no types
    """Embeddings of the products' inputs, and a residual layer on top of them for each side."""

    def __init__(self, inputs: ProductInputs, count: npt.NDArray[np.int64], parameters: TwoTowerParameters) -> None:
        super().__init__()
        f, self.parameters = parameters.n_factors, parameters
        self.columns = [inputs.category, inputs.brand, inputs.price_bucket]
        self.text = inputs.text
        self.is_seen = (count > 0).astype(np.float32)[:, None]
        self.dropout_seed = keras.random.SeedGenerator(parameters.seed)
        self.by_id = _embedding(len(count), f, parameters.seed)
        self.by_id.build()
        self.by_column = [
            _embedding(int(column.max(initial=0)) + 1, f, parameters.seed + 1 + place)
            for place, column in enumerate(self.columns)
        ]
        self.by_text = keras.layers.Dense(f, use_bias=False, kernel_initializer=_glorot(parameters.seed + 4))
        first_bias = _first_bias(count)
        self.bias_by_id = self.add_weight(shape=(len(count), 1), initializer=lambda *_, **__: first_bias, name="bias")
        self.bias_by_inputs = keras.layers.Dense(1, kernel_initializer="zeros")
        self.product_layers = _tower(f, parameters.n_hidden, parameters.seed + 5)
        self.shopper_layers = _tower(f, parameters.n_hidden, parameters.seed + 7)

    def base(self, training: bool) -> tuple[Any, Any]:
        """`[n_products, n_factors]` the sum of the embeddings of a product's inputs, and the bias `[n_products]`.

        The id's own part is hidden for some products while training, and always for those without events.
        """
        shown = ops.convert_to_tensor(self.is_seen)
        if training:
            draw = keras.random.uniform(self.is_seen.shape, seed=self.dropout_seed)
            shown = shown * ops.cast(draw >= self.parameters.id_dropout, "float32")
        described = self.by_text(self.text)
        for embedding, column in zip(self.by_column, self.columns, strict=True):
            described = described + embedding(column)
        bias = self.bias_by_inputs(described) + self.bias_by_id * shown
        return described + self.by_id.embeddings * shown, bias[:, 0]

    def product_vectors(self, base: Any, age: Any) -> Any:
        """Unit vectors `[n, n_factors]` from rows of `base` and ages `[n, 2]`."""
        return _unit(base + _through(self.product_layers, ops.concatenate([base, age], axis=1)))

    def shopper_vectors(self, base: Any, products: Any, means: tuple[Any, Any], dense: Any) -> Any:
        """Vectors `[n, n_factors]`, as long as the temperature has it, from `ShopperFeatures`."""
        vectors = ops.take(base, products, axis=0)
        averaged = ops.matmul(ops.stack(means, axis=1), vectors)
        long_mean, short_mean = averaged[:, 0], averaged[:, 1]
        read = ops.concatenate([long_mean, short_mean, dense], axis=1)
        return _unit(long_mean + _through(self.shopper_layers, read)) / self.parameters.temperature


class SampledSoftmax:
    """Cross-entropy of every example's product against the products of the batch."""

    def __init__(self, hard_negatives: int) -> None:
        self.correction = keras_rs.layers.SamplingProbabilityCorrection(epsilon=1e-12)
        self.mining = keras_rs.layers.HardNegativeMining(hard_negatives) if hard_negatives else None

    def __call__(self, logits: Any, product: Any, probability: Any, weight: Any) -> Any:
        """The mean over examples from `[n, n]` logits, and the product, its probability and weight `[n]`.

        Another example with the same product is no negative. (The layer of keras-rs 0.4 for that adds 1e-40 to its
        logit, which changes nothing.)
        """
        labels = ops.eye(ops.shape(product)[0])
        same = ops.cast(ops.equal(product[:, None], product[None, :]), "float32") - labels
        logits = self.correction(logits, probability[None, :]) + NEVER * same
        if self.mining is not None:
            logits, labels = self.mining(logits, labels)
        entropy = ops.logsumexp(logits, axis=1) - ops.sum(labels * logits, axis=1)
        return ops.mean(weight * entropy)


def _first_bias(count: npt.NDArray[np.int64]) -> Floats:
    """`[n_products, 1]` the logarithm of each product's share of the examples, less the mean of those with one."""
    logarithm = np.log(np.maximum(count, 1))
    return np.where(count > 0, logarithm - logarithm[count > 0].mean(), 0).astype(np.float32)[:, None]


def _embedding(n: int, width: int, seed: int) -> Any:
    first = keras.initializers.RandomNormal(stddev=FIRST_SPREAD, seed=seed)
    return keras.layers.Embedding(n, width, embeddings_initializer=first)


def _glorot(seed: int) -> Any:
    return keras.initializers.GlorotUniform(seed=seed)


def _tower(n_factors: int, n_hidden: int, seed: int) -> list[Any]:
    return [
        keras.layers.Dense(n_hidden, "relu", kernel_initializer=_glorot(seed)),
        keras.layers.Dense(n_factors, kernel_initializer=_glorot(seed + 1)),
    ]


def _through(layers: list[Any], values: Any) -> Any:
    for layer in layers:
        values = layer(values)
    return values


def _unit(vectors: Any) -> Any:
    return vectors / ops.sqrt(ops.sum(ops.square(vectors), axis=1, keepdims=True) + 1e-12)
