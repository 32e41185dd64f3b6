"""Learns embeddings with TensorFlow: cross-entropy against drawn negatives, stopped early on the validation AUC."""

import math
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.matrix_factorization.network import PairNetwork
from recommenders.matrix_factorization.newcomers import fit_newcomer_map
from recommenders.matrix_factorization.pairs import LikedPairs, draw_negatives
from recommenders.matrix_factorization.parameters import MatrixFactorizationParameters
from recommenders.matrix_factorization.validation import HeldOut, hold_out
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet

import keras  # isort: skip  # after the network, which silences TensorFlow first
import tensorflow as tf  # isort: skip

Floats = npt.NDArray[np.float32]
KIND = "matrix_factorization"
#: The batch size that `learning_rate` is meant for.
REFERENCE_BATCH = 512


def train(data: TrainingSet, parameters: MatrixFactorizationParameters, watch: TrainingWatch) -> Artifact:
    """Embeddings of a log: once with held-out products, to know how long, and once with all.

    Raises:
        TrainingRefused: if no shopper likes anything, or the loss is not finite.
    """
    pairs = liked_pairs(data, parameters)
    rest, held_out = hold_out(data, pairs, np.random.default_rng(parameters.seed))
    metrics: dict[str, float] = {}
    n_epochs = parameters.max_epochs
    if held_out is not None:
        n_epochs, auc = _epochs_needed(data, rest, held_out, parameters, watch)
        metrics = {"validation_auc": auc, "epochs": n_epochs}
    fit = Fit(len(data.shoppers), pairs, parameters)
    for epoch in range(n_epochs):
        fit.run_epoch()
        watch.progress(f"{KIND}, all data", epoch + 1, n_epochs)
    return Artifact(KIND, data.products, fit.arrays(data), asdict(parameters), metrics, data_hash=data.data_hash)


class Fit:
    """One training run."""

    def __init__(self, n_shoppers: int, pairs: LikedPairs, parameters: MatrixFactorizationParameters) -> None:
        self.pairs, self.parameters = pairs, parameters
        self.random = np.random.default_rng(parameters.seed)
        self.network = PairNetwork(n_shoppers, pairs.n_products, parameters)
        self.network((np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32)))
        rate = parameters.learning_rate * parameters.batch_size / REFERENCE_BATCH
        self.optimizer = keras.optimizers.Adam(rate)
        self.optimizer.build(self.network.trainable_variables)
        self._run = tf.function(self._run_batches)

    def run_epoch(self) -> float:
        """Every liked pair once, with fresh negatives; the mean loss.

        Raises:
            TrainingRefused: if the loss is not finite.
        """
        loss = float(self._run(*(tf.constant(column) for column in self._batches())))
        if not math.isfinite(loss):
            rate = self.parameters.learning_rate
            raise TrainingRefused(f"the loss of {KIND} is {loss}; lower its learning_rate from {rate}")
        return loss

    def score(self, shopper: npt.NDArray[np.int32], product: npt.NDArray[np.int32]) -> Floats:
        """Logits `[n]` of pairs."""
        chunks = range(0, len(shopper), 1 << 18)
        logits = [self.network((shopper[at : at + (1 << 18)], product[at : at + (1 << 18)]))[0] for at in chunks]
        return np.concatenate([np.asarray(part) for part in logits])

    def arrays(self, data: TrainingSet) -> dict[str, Array]:
        """What serving needs."""
        arrays: dict[str, Array] = {**self.network.arrays(), "is_liked": self.pairs.popularity > 0}
        keys = {"shopper_keys": data.shoppers.to_array()}
        return arrays | keys | {"newcomer_map": fit_newcomer_map(arrays, self.pairs)}

    def _batches(self) -> tuple[Array, Array, Array, Array]:
        """Shopper, product, label and weight `[n_batches, batch_size]` in random order; fillers weigh nothing."""
        pairs, n = self.pairs, self.parameters.n_negatives
        drawn, holds = draw_negatives(pairs, pairs.shopper, n, self.parameters.negatives, self.random)
        sure = np.log1p(pairs.weight)
        shopper = np.concatenate([pairs.shopper, np.repeat(pairs.shopper, n)])
        product = np.concatenate([pairs.product, drawn.ravel()])
        label = np.concatenate([np.ones(len(pairs), np.float32), np.zeros(drawn.size, np.float32)])
        weight = np.concatenate([sure / sure.mean(), holds.ravel()]).astype(np.float32)
        size = min(self.parameters.batch_size, len(shopper))
        order = self.random.permutation(len(shopper))
        fillers = -len(order) % size
        order = np.concatenate([order, order[:fillers]]).reshape(-1, size)
        weights = weight[order]
        weights[-1, size - fillers :] = 0
        return shopper[order], product[order], label[order], weights

    def _run_batches(self, shopper: Any, product: Any, label: Any, weight: Any) -> Any:
        total = tf.constant(0.0)
        for batch in tf.range(tf.shape(shopper)[0]):
            total += self._step(shopper[batch], product[batch], label[batch], weight[batch])
        return total / tf.cast(tf.shape(shopper)[0], tf.float32)

    def _step(self, shopper: Any, product: Any, label: Any, weight: Any) -> Any:
        with tf.GradientTape() as tape:
            logits, squared = self.network((shopper, product))
            entropy = tf.nn.sigmoid_cross_entropy_with_logits(label, logits)
            loss = tf.reduce_sum(entropy * weight) / tf.maximum(tf.reduce_sum(weight), 1e-9)
            penalized = loss + self.parameters.l2 * squared
        variables = self.network.trainable_variables
        self.optimizer.apply(tape.gradient(penalized, variables), variables)
        return loss


@dataclass(slots=True)
class Best:
    """The best epoch so far."""

    auc: float = -1.0
    epoch: int = 0


def _epochs_needed(
    data: TrainingSet,
    pairs: LikedPairs,
    held_out: HeldOut,
    parameters: MatrixFactorizationParameters,
    watch: TrainingWatch,
) -> tuple[int, float]:
    """Epochs up to the best validation AUC, and that AUC."""
    fit, best = Fit(len(data.shoppers), pairs, parameters), Best()
    with ExitStack() as stack:
        if watch.log_folder is not None:
            writer = tf.summary.create_file_writer(str(watch.log_folder / KIND))
            stack.enter_context(writer.as_default())
            stack.callback(writer.close)
        for epoch in range(1, parameters.max_epochs + 1):
            loss, auc = fit.run_epoch(), held_out.auc(fit.score)
            if watch.log_folder is not None:
                tf.summary.scalar("loss", loss, step=epoch)
                tf.summary.scalar("validation_auc", auc, step=epoch)
            watch.progress(KIND, epoch, parameters.max_epochs)
            if auc > best.auc:
                best = Best(auc, epoch)
            elif epoch - best.epoch >= parameters.patience:
                break
    return best.epoch, best.auc


def liked_pairs(data: TrainingSet, parameters: MatrixFactorizationParameters) -> LikedPairs:
    """What shoppers like, decayed to the end of the window.

    Raises:
        TrainingRefused: if there is nothing, or a weight is not finite.
    """
    if not np.isfinite(data.interactions.weight).all():
        raise TrainingRefused(f"a weight of the interactions is NaN or infinite; clean the log before training {KIND}")
    pairs = LikedPairs.from_matrix(data.matrix(parameters.half_life_days))
    if not len(pairs):
        raise TrainingRefused(f"{KIND} needs a liked product; {len(data.interactions)} interactions show none")
    return pairs
