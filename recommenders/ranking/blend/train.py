"""Fits the gate of the blend on replayed lists, with Keras."""

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reports the machine's CPU at every import
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")  # and warns that oneDNN rounds differently on every machine

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from recommenders.artifact import Array, Artifact
from recommenders.errors import TrainingRefused
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.blend.parameters import BlendParameters
from recommenders.ranking.context import CONTEXT_FEATURES, context_of
from recommenders.ranking.repeat_categories import repeat_shares
from recommenders.ranking.replay import ReplayedList
from recommenders.ranking.signals import Signals
from recommenders.recommender import TrainingWatch
from recommenders.training_set import TrainingSet

Floats = npt.NDArray[np.float32]
#: Fewer lists than this teach nothing about weights.
MIN_LISTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class BlendData:
    """What the blend learns from.

    Attributes:
        sources: names, in the order of the lists' scores.
        known: what was known at the moment of the replay.
        lists: replayed, with rows of `known.products`.
    """

    sources: tuple[str, ...]
    known: TrainingSet
    lists: Sequence[ReplayedList]

    @property
    def product_events(self) -> Floats:
        """`[n_products]` events of each product."""
        counts = np.bincount(self.known.interactions.product, minlength=len(self.known.products))
        return counts.astype(np.float32)


def train(data: BlendData, parameters: BlendParameters, watch: TrainingWatch) -> Artifact:
    """Learn how far to trust each source in which context.

    Raises:
        TrainingRefused: if there are too few lists, or training goes astray.
    """
    if len(data.lists) < MIN_LISTS:
        raise TrainingRefused(
            f"the blend needs {MIN_LISTS} lists to learn from, there are {len(data.lists)}: wait for more events"
        )
    keras.utils.set_random_seed(parameters.seed)
    arrays = _arrays(data)
    model = _model(len(data.sources), parameters)
    losses = _fit(model, arrays, parameters, watch)
    w1, b1, w2, b2 = (np.asarray(weight) for weight in model.get_layer("gate").get_weights())
    if not all(np.isfinite(weight).all() for weight in (w1, b1, w2, b2)):
        raise TrainingRefused("training the blend went astray: its weights are not finite; try a lower learning_rate")
    return Artifact(
        kind=Blend.kind,
        products=data.known.products,
        arrays={"w1": w1, "b1": b1, "w2": w2, "b2": b2, **_counts(data)},
        parameters={**asdict(parameters), "sources": list(data.sources), "context": list(CONTEXT_FEATURES)},
        data_hash=data.known.data_hash,
        window=data.known.window,
        metrics={"n_lists": float(len(data.lists)), "validation_loss": losses},
    )


def _counts(data: BlendData) -> dict[str, Array]:
    names = (*data.known.facts.category_names, "")
    return {
        "product_events": data.product_events,
        "repeat_categories": np.array([name.encode() for name in names], dtype=np.bytes_),
        "repeat_shares": repeat_shares(data.known),
    }


def _arrays(data: BlendData) -> tuple[Floats, Floats, Floats]:
    """Lists padded to one length: context `[n, c, f]`, signals `[n, c, 2s]`, labels `[n, c]`; -1 labels padding."""
    n_lists, n_sources = len(data.lists), len(data.sources)
    longest = max(len(one.rows) for one in data.lists)
    product_events = data.product_events
    context = np.zeros((n_lists, longest, len(CONTEXT_FEATURES)), dtype=np.float32)
    signals = np.zeros((n_lists, longest, 2 * n_sources), dtype=np.float32)
    labels = np.full((n_lists, longest), -1.0, dtype=np.float32)
    for place, one in enumerate(data.lists):
        n = len(one.rows)
        read = Signals.from_scores(data.sources, one.scores)
        context[place, :n] = context_of(one.history, one.query_strength, product_events[one.rows])
        signals[place, :n] = np.concatenate([read.places, read.strengths]).T
        labels[place, :n] = one.labels
    return context, signals, labels


class _Gate(keras.layers.Layer):  # type: ignore[misc]  # Keras has no types
    def __init__(self, n_sources: int, parameters: BlendParameters) -> None:
        super().__init__(name="gate")
        pull = keras.regularizers.L2(parameters.l2)
        self._hidden = keras.layers.Dense(parameters.hidden, activation="tanh")
        self._weights = keras.layers.Dense(2 * n_sources, activation="softplus", kernel_regularizer=pull)

    def call(self, context: Any) -> Any:
        return self._weights(self._hidden(context))


def _model(n_sources: int, parameters: BlendParameters) -> keras.Model:
    context = keras.Input((None, len(CONTEXT_FEATURES)))
    signals = keras.Input((None, 2 * n_sources))
    scores = ops.sum(_Gate(n_sources, parameters)(context) * signals, axis=-1)
    model = keras.Model([context, signals], scores)
    model.compile(optimizer=keras.optimizers.Adam(parameters.learning_rate), loss=listwise_loss)
    return model


def listwise_loss(labels: Any, scores: Any) -> Any:
    """Cross-entropy between the gains and the softmax of the scores (ListNet, Cao et al. 2007); -1 marks padding.

    Scores lie within a few units of each other, hence the temperature.
    """
    is_padding = ops.less(labels, 0.0)
    logits = ops.where(is_padding, -1e9, scores * 3.0)
    gains = ops.where(is_padding, 0.0, labels)
    shares = gains / ops.maximum(ops.sum(gains, axis=-1, keepdims=True), 1e-9)
    return -ops.sum(shares * ops.log_softmax(logits, axis=-1), axis=-1)


def _fit(
    model: keras.Model, arrays: tuple[Floats, Floats, Floats], parameters: BlendParameters, watch: TrainingWatch
) -> float:
    """Train until the held-out lists get no better; the lists were drawn at random, so the last ones are held out."""
    context, signals, labels = arrays
    n_held = max(1, int(len(labels) * parameters.validation_share))
    callbacks = [
        keras.callbacks.EarlyStopping(patience=parameters.patience, restore_best_weights=True),
        keras.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: watch.progress("blend", epoch + 1, parameters.epochs)
        ),
    ]
    if watch.log_folder:
        callbacks.append(keras.callbacks.TensorBoard(str(watch.log_folder), write_graph=False))
    fitted = model.fit(
        [context[:-n_held], signals[:-n_held]],
        labels[:-n_held],
        validation_data=([context[-n_held:], signals[-n_held:]], labels[-n_held:]),
        batch_size=parameters.batch,
        epochs=parameters.epochs,
        callbacks=callbacks,
        verbose=0,
    )
    return float(min(fitted.history["val_loss"]))
