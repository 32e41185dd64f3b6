"""Trains SASRec with cross-entropy over all or sampled products.

Kang, W.-C., McAuley, J. (2018): Self-attentive sequential recommendation; Klenitskiy, Vasilev (2023) for the loss.
"""

from dataclasses import asdict
from typing import Any

import keras
import numpy as np

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from recommenders.sasrec.model import (
    ATTENTION,
    ATTENTION_BIAS,
    BIAS,
    EMBEDDINGS,
    EPSILON,
    FEED_FORWARD,
    FEED_FORWARD_BIAS,
    NORM,
    PLACE,
    POSITIONS,
    Sasrec,
)
from recommenders.sasrec.parameters import SasrecParameters
from recommenders.training.click_batches import ClickSequences, histories_of, places_of
from recommenders.training.next_product import LOSSES, NextProductNet, fit
from recommenders.training_set import TrainingSet

FORBIDDEN = -1e9


class SasrecBlock(keras.layers.Layer):  # type: ignore[misc]  # Keras says nothing of its types
    """Attention to the products before, then the same two dense layers at every place."""

    def __init__(self, parameters: SasrecParameters, number: int) -> None:
        super().__init__(name=f"block_{number}")
        n, seed = parameters.n_dimensions, parameters.seed + 10 * number
        dense = [keras.layers.Dense(n, kernel_initializer=keras.initializers.GlorotUniform(seed + i)) for i in range(6)]
        self.attention, self.feed_forward = dense[:4], dense[4:]
        self.norms = [keras.layers.LayerNormalization(epsilon=EPSILON) for _ in range(2)]
        self.drops = [keras.layers.Dropout(parameters.dropout, seed=seed + i) for i in range(2)]
        self.n_heads = parameters.n_heads

    def call(self, x: Any, training: bool = False) -> Any:
        """`[batch, products, n]` to the same."""
        x = x + self.drops[0](self._attend(self.norms[0](x)), training=training)
        first, second = self.feed_forward
        return x + self.drops[1](second(keras.ops.relu(first(self.norms[1](x)))), training=training)

    def _attend(self, x: Any) -> Any:
        query, key, value = (self._divided(layer(x)) for layer in self.attention[:3])
        closeness = keras.ops.einsum("bqhd,bkhd->bhqk", query, key) / keras.ops.sqrt(1.0 * query.shape[-1])
        places = keras.ops.arange(keras.ops.shape(x)[1])
        closeness = keras.ops.where(places[None, :] > places[:, None], FORBIDDEN, closeness)
        # not the op for softmax, which warns of sequences with one product
        shares = keras.ops.exp(closeness - keras.ops.logsumexp(closeness, axis=-1, keepdims=True))
        seen = keras.ops.einsum("bhqk,bkhd->bqhd", shares, value)
        return self.attention[3](keras.ops.reshape(seen, keras.ops.shape(x)))

    def _divided(self, x: Any) -> Any:
        shape = keras.ops.shape(x)
        return keras.ops.reshape(x, (shape[0], shape[1], self.n_heads, x.shape[-1] // self.n_heads))


class SasrecNet(NextProductNet):
    """The Keras model; call it with product numbers `[batch, products]`, 0 for padding at the end."""

    def __init__(self, n_products: int, parameters: SasrecParameters) -> None:
        super().__init__(name="sasrec")
        n = parameters.n_dimensions
        first = keras.initializers.RandomNormal(stddev=n**-0.5, seed=parameters.seed)
        self.embeddings = self.add_weight(shape=(n_products + 1, n), initializer=first, name="embeddings")
        self.positions = self.add_weight(shape=(parameters.max_products, n), initializer=first, name="positions")
        self.bias = self.add_weight(shape=(n_products + 1,), initializer="zeros", name="bias")
        self.blocks = [SasrecBlock(parameters, number) for number in range(parameters.n_blocks)]
        self.norm = keras.layers.LayerNormalization(epsilon=EPSILON)
        self.drop = keras.layers.Dropout(parameters.dropout, seed=parameters.seed)
        self.scale = n**0.5

    def call(self, clicks: Any, training: bool = False) -> Any:
        """Queries `[batch, products, n_dimensions]`."""
        places = keras.ops.arange(keras.ops.shape(clicks)[1])
        x = keras.ops.take(self.embeddings, clicks, axis=0) * self.scale + keras.ops.take(
            self.positions, places, axis=0
        )
        x = self.drop(x, training=training)
        for block in self.blocks:
            x = block(x, training=training)
        return self.norm(x)


def train(data: TrainingSet, parameters: SasrecParameters, watch: TrainingWatch) -> Artifact:
    """Learn from the histories of a log.

    Raises:
        TrainingRefused: if no shopper has two events, or the parameters do not fit together.
    """
    sequences = ClickSequences.of(histories_of(data), parameters.max_products)
    net, loss = fit_net(sequences, parameters, watch)
    return Artifact(
        kind=Sasrec.kind,
        products=data.products,
        arrays={PLACE: places_of(sequences.seen, len(data.products)), **weights_of(net)},
        parameters=asdict(parameters),
        metrics={"training_loss": loss},
        data_hash=data.data_hash,
        window=data.window,
    )


def fit_net(sequences: ClickSequences, parameters: SasrecParameters, watch: TrainingWatch) -> tuple[SasrecNet, float]:
    """The trained Keras model and its last loss."""
    if parameters.loss not in LOSSES:
        raise TrainingRefused(f"sasrec has no loss {parameters.loss!r}; take one of {', '.join(LOSSES)}")
    if parameters.n_dimensions % parameters.n_heads:
        raise TrainingRefused(
            f"sasrec cannot divide {parameters.n_dimensions} dimensions into {parameters.n_heads} heads"
        )
    keras.utils.set_random_seed(parameters.seed)
    net = SasrecNet(len(sequences.seen), parameters)
    return net, fit(net, sequences, parameters, watch)


def weights_of(net: SasrecNet) -> dict[str, Array]:
    """What the served model needs, by the names of its arrays; padding is left out."""
    norms = [norm for block in net.blocks for norm in block.norms]
    return {
        EMBEDDINGS: _array(net.embeddings[1:]),
        BIAS: _array(net.bias[1:]),
        POSITIONS: _array(net.positions),
        ATTENTION: _stacked([[layer.kernel for layer in block.attention] for block in net.blocks]),
        ATTENTION_BIAS: _stacked([[layer.bias for layer in block.attention] for block in net.blocks]),
        FEED_FORWARD: _stacked([[layer.kernel for layer in block.feed_forward] for block in net.blocks]),
        FEED_FORWARD_BIAS: _stacked([[layer.bias for layer in block.feed_forward] for block in net.blocks]),
        NORM: _stacked([[norm.gamma, norm.beta] for norm in (*norms, net.norm)]),
    }


def _stacked(layers: list[list[Any]]) -> Array:
    return np.stack([np.stack([_array(weight) for weight in weights]) for weights in layers])


def _array(weight: Any) -> Array:
    return np.asarray(keras.ops.convert_to_numpy(weight), dtype=np.float32)
