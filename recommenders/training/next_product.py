"""Fits Keras models that foretell the next product: losses, negatives and the loop, the same for every such model.

Hidasi, B., Karatzoglou, A. (2018): Recurrent neural networks with top-k gains (BPR-max, negatives by popularity^α).
Klenitskiy, A., Vasilev, A. (2023): Turning dross into gold loss: is BERT4Rec really better than SASRec? (cross-entropy)
Yi, X. et al. (2019): Sampling-bias-corrected neural modeling (logQ).
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Protocol

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from recommenders.recommender import TrainingWatch
from recommenders.training.click_batches import PADDING, ClickSequences

#: Gradients longer than this are shortened: a long visit of one product otherwise throws the weights far away.
MAX_GRADIENT = 5.0
#: The learning rate falls along a cosine to this share.
LAST_RATE = 0.05
#: Weight of the scores' size in BPR-max (λ in the paper).
BPR_PENALTY = 0.5
TINY = 1e-12
#: The score of a negative that is the clicked product itself; its square is still a number.
IMPOSSIBLE = -1e9


Tensor = Any


def cross_entropy(own: Tensor, others: Tensor) -> Tensor:
    """Of the clicked products' scores `[n]` against those of the others `[n, m]`, all of them or a sample."""
    return tf.reduce_mean(tf.nn.softplus(tf.reduce_logsumexp(others, axis=1) - own))


def bpr_max(own: Tensor, others: Tensor) -> Tensor:
    """How surely the clicked product is above the strongest others, and a penalty for large scores of these."""
    strength = tf.nn.softmax(others, axis=1)
    above = tf.reduce_sum(strength * tf.sigmoid(own[:, None] - others), axis=1)
    size = tf.reduce_sum(strength * tf.square(others), axis=1)
    return tf.reduce_mean(-tf.math.log(above + TINY) + BPR_PENALTY * size)


LOSSES: Mapping[str, Callable[[Tensor, Tensor], Tensor]] = {"cross_entropy": cross_entropy, "bpr_max": bpr_max}


class NextProductParameters(Protocol):
    """What the loop reads of a model's parameters."""

    @property
    def loss(self) -> str: ...  # noqa: D102
    @property
    def n_sampled(self) -> int: ...  # noqa: D102
    @property
    def sample_alpha(self) -> float: ...  # noqa: D102
    @property
    def learning_rate(self) -> float: ...  # noqa: D102
    @property
    def batch_size(self) -> int: ...  # noqa: D102
    @property
    def n_epochs(self) -> int: ...  # noqa: D102
    @property
    def max_steps(self) -> int: ...  # noqa: D102
    @property
    def seed(self) -> int: ...  # noqa: D102


class NextProductNet(keras.Model):  # type: ignore[misc]  # Keras says nothing of its types
    """A model whose call makes queries `[batch, clicks, n]` of clicks `[batch, clicks]`.

    A product's score is the product of its row of `embeddings` and the query, plus its `bias`. Row 0 is padding.
    """

    embeddings: keras.Variable
    bias: keras.Variable


class Negatives:
    """Products that were not clicked, drawn by popularity^α and shared by a batch; all products where there are few."""

    def __init__(self, counts: npt.NDArray[np.int64], parameters: NextProductParameters) -> None:
        share = counts.astype(np.float64) ** parameters.sample_alpha
        share /= share.sum()
        self._bounds = np.cumsum(share)
        self._random = np.random.default_rng(parameters.seed)
        self.n_sampled = parameters.n_sampled
        self.are_all = parameters.n_sampled >= len(counts)
        #: `[1 + n_seen]` by which a score is lowered because its product is drawn so often; padding has none.
        self.log_expected = np.append(0, 0 * share if self.are_all else np.log(self.n_sampled * share))

    def draw(self) -> npt.NDArray[np.int32]:
        """`[n_sampled]` numbers of products, or all of them in order."""
        if self.are_all:
            return np.arange(1, len(self._bounds) + 1, dtype=np.int32)
        drawn = np.searchsorted(self._bounds, self._random.random(self.n_sampled) * self._bounds[-1], side="right")
        numbers: npt.NDArray[np.int32] = (np.minimum(drawn, len(self._bounds) - 1) + 1).astype(np.int32)
        return numbers


def fit(
    net: NextProductNet, sequences: ClickSequences, parameters: NextProductParameters, watch: TrainingWatch
) -> float:
    """Train the net; the mean loss of the last pass."""
    random = np.random.default_rng(parameters.seed)
    negatives = Negatives(sequences.counts, parameters)
    # Of a log so large that one pass is too much, a pass is as many batches as may be, drawn at random.
    n_batches = min(sequences.n_batches(parameters.batch_size), parameters.max_steps)
    n_epochs = max(1, min(parameters.n_epochs, round(parameters.max_steps / n_batches)))
    step = _training_step(net, negatives, parameters, n_epochs * n_batches)
    writer = tf.summary.create_file_writer(str(watch.log_folder)) if watch.log_folder else None
    mean = float("nan")
    for epoch in range(n_epochs):
        losses = []
        for batch in islice(sequences.batches(parameters.batch_size, random), n_batches):
            losses.append(step(batch, negatives.draw()))
            watch.progress(net.name, epoch * n_batches + len(losses), n_epochs * n_batches)
        mean = float(np.mean([float(loss) for loss in losses]))
        if writer:
            with writer.as_default(step=epoch + 1):
                tf.summary.scalar("loss", mean)
    if writer:
        writer.close()
    return mean


def _training_step(
    net: NextProductNet, negatives: Negatives, parameters: NextProductParameters, n_steps: int
) -> Callable[[Tensor, Tensor], Tensor]:
    rate = keras.optimizers.schedules.CosineDecay(parameters.learning_rate, n_steps, alpha=LAST_RATE)
    optimizer = keras.optimizers.Adam(rate, clipnorm=None, global_clipnorm=MAX_GRADIENT)
    loss_of = LOSSES[parameters.loss]
    log_expected = tf.constant(negatives.log_expected * (loss_of is cross_entropy), tf.float32)

    def step(batch: Tensor, drawn: Tensor) -> Tensor:
        """One batch; its loss."""
        target = batch[:, 1:]
        is_click = target != PADDING
        clicked = tf.boolean_mask(target, is_click)
        with tf.GradientTape() as tape:
            corrected = net.bias - log_expected
            query = tf.boolean_mask(net(batch[:, :-1], training=True), is_click)
            own = tf.reduce_sum(query * tf.gather(net.embeddings, clicked), axis=1) + tf.gather(corrected, clicked)
            others = tf.matmul(query, tf.gather(net.embeddings, drawn), transpose_b=True) + tf.gather(corrected, drawn)
            loss = loss_of(own, tf.where(drawn == clicked[:, None], IMPOSSIBLE, others))
        weights = net.trainable_variables
        gradients = [tf.convert_to_tensor(one) for one in tape.gradient(loss, [weight.value for weight in weights])]
        optimizer.apply_gradients(zip(gradients, weights, strict=True))
        return loss

    signature = [tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None], tf.int32)]
    compiled: Callable[[Tensor, Tensor], Tensor] = tf.function(step, input_signature=signature)
    return compiled
