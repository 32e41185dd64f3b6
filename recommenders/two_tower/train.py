"""Learns both towers with TensorFlow, and computes every product's vector once."""

import math
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet
from recommenders.two_tower.examples import Batch, Examples
from recommenders.two_tower.network import SampledSoftmax, TwoTowerNetwork
from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.product_inputs import ProductInputs

import keras  # isort: skip  # after the network, which silences TensorFlow first
import tensorflow as tf  # isort: skip

Floats = npt.NDArray[np.float32]
KIND = "two_tower"


def train(data: TrainingSet, parameters: TwoTowerParameters, watch: TrainingWatch) -> Artifact:
    """Towers of a log.

    Raises:
        TrainingRefused: if no shopper likes anything, or the loss is not finite.
    """
    if not np.isfinite(data.interactions.weight).all():
        raise TrainingRefused(f"a weight of the interactions is NaN or infinite; clean the log before training {KIND}")
    if not (data.interactions.weight > 0).any():
        raise TrainingRefused(f"{KIND} needs a liked product; {len(data.interactions)} interactions show none")
    fit = Fit(data, parameters)
    loss = math.inf
    for epoch in range(1, parameters.n_epochs + 1):
        loss = fit.run_epoch()
        _log(watch, loss, epoch)
        watch.progress(KIND, epoch, parameters.n_epochs)
    return Artifact(
        KIND, data.products, fit.arrays(data.as_of), asdict(parameters), {"loss": loss}, data_hash=data.data_hash
    )


class Fit:
    """One training run."""

    def __init__(self, data: TrainingSet, parameters: TwoTowerParameters) -> None:
        self.parameters = parameters
        self.inputs = ProductInputs.from_facts(data.facts, parameters)
        self.examples = Examples(data, self.inputs, parameters)
        self.random = np.random.default_rng(parameters.seed)
        self.network = TwoTowerNetwork(self.inputs, self.examples.count, parameters)
        self.softmax = SampledSoftmax(parameters.hard_negatives)
        self.optimizer = keras.optimizers.Adam(parameters.learning_rate, global_clipnorm=1.0)
        self._logits(_tensors(self.examples.batch(np.zeros(1, dtype=np.int64), self.random)), training=False)
        self.optimizer.build(self.network.trainable_variables)
        self._step = tf.function(self._learn)

    def run_epoch(self) -> float:
        """Every example once; the mean loss.

        Raises:
            TrainingRefused: if it is not finite.
        """
        losses = [self._step(_tensors(batch)) for batch in self.examples.batches(self.random)]
        loss = float(np.mean([float(one) for one in losses]))
        if not math.isfinite(loss):
            rate = self.parameters.learning_rate
            raise TrainingRefused(f"the loss of {KIND} is {loss}; lower its learning_rate from {rate}")
        return loss

    def logits(self, batch: Batch) -> Floats:
        """`[n, n]` of a batch, every shopper with every product of it; nothing is hidden."""
        return np.asarray(self._logits(_tensors(batch), training=False))

    def arrays(self, as_of: int) -> dict[str, Array]:
        """What serving needs, products as they are at a moment."""
        base, bias = self.network.base(training=False)
        age = self.inputs.age(np.arange(len(base), dtype=np.int32), as_of)
        arrays: dict[str, Array] = {
            "product_vectors": np.asarray(self.network.product_vectors(base, age)),
            "product_bias": np.asarray(bias),
            "history_vectors": np.asarray(base),
            "is_known": (self.examples.count > 0) | self.inputs.is_described,
            "log_price": self.inputs.log_price,
            "share_column": self.inputs.share_column,
            "share_names": np.array([name.encode() for name in self.inputs.share_names], dtype=np.bytes_),
        }
        for place, layer in enumerate(self.network.shopper_layers):
            arrays[f"kernel_{place}"], arrays[f"bias_{place}"] = np.asarray(layer.kernel), np.asarray(layer.bias)
        return arrays

    def _learn(self, batch: dict[str, Any]) -> Any:
        with tf.GradientTape() as tape:
            logits = self._logits(batch, training=True)
            loss = self.softmax(logits, batch["product"], batch["probability"], batch["weight"])
        variables = self.network.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    def _logits(self, batch: dict[str, Any], training: bool) -> Any:
        base, bias = self.network.base(training)
        means = (batch["long_mean"], batch["short_mean"])
        shoppers = self.network.shopper_vectors(base, batch["history"], means, batch["dense"])
        products = self.network.product_vectors(tf.gather(base, batch["product"]), batch["age"])
        return tf.matmul(shoppers, products, transpose_b=True) + tf.gather(bias, batch["product"])[None, :]


def _tensors(batch: Batch) -> dict[str, Any]:
    columns = {
        "history": batch.shopper.products,
        "long_mean": batch.shopper.long_mean,
        "short_mean": batch.shopper.short_mean,
        "dense": batch.shopper.dense,
        "product": batch.product,
        "age": batch.age,
        "probability": batch.probability,
        "weight": batch.weight,
    }
    return {name: tf.convert_to_tensor(column) for name, column in columns.items()}


def _log(watch: TrainingWatch, loss: float, epoch: int) -> None:
    if watch.log_folder is None:
        return
    writer = tf.summary.create_file_writer(str(watch.log_folder / KIND), filename_suffix=f".{epoch}")
    with writer.as_default():
        tf.summary.scalar("loss", loss, step=epoch)
    writer.close()
