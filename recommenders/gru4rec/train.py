"""Trains GRU4Rec: a GRU over the clicks of a visit, with the last click's own embedding beside it.

Hidasi, B. et al. (2016): Session-based recommendations with recurrent neural networks; Hidasi, Karatzoglou (2018).
Beyond the papers: the query is `W·h + s·e`, with the embedding e of the last click and a learned scale s, so that
"more like the last one, or the very same" need not be learned by the recurrent weights from few visits.
"""

from dataclasses import asdict, replace
from typing import Any

import keras
import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import TrainingRefused
from recommenders.gru4rec.model import BIAS, EMBEDDINGS, GATE_BIAS, INPUT, LAST_SCALE, OUTPUT, PLACE, RECURRENT, Gru4rec
from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.id_index import Rows
from recommenders.recommender import TrainingWatch
from recommenders.training.click_batches import ClickSequences, places_of, visits_of
from recommenders.training.next_product import LOSSES, NextProductNet, fit
from recommenders.training_set import TrainingSet

#: Standard deviation of the first embeddings.
FIRST_SCALE = 0.1
#: Of the passes, those that a training needs which begins where another ended; see benchmarks/results/warm_start.md.
WARM_SHARE = 0.5


class Gru4recNet(NextProductNet):
    """The Keras model; call it with product numbers `[batch, clicks]`, 0 for padding."""

    def __init__(self, n_products: int, parameters: Gru4recParameters) -> None:
        super().__init__(name="gru4rec")
        n_units = parameters.n_units
        first = keras.initializers.RandomNormal(stddev=FIRST_SCALE, seed=parameters.seed)
        self.embeddings = self.add_weight(shape=(n_products + 1, n_units), initializer=first, name="embeddings")
        self.bias = self.add_weight(shape=(n_products + 1,), initializer="zeros", name="bias")
        self.last_scale = self.add_weight(shape=(1,), initializer="ones", name="last_scale")
        self.gru = keras.layers.GRU(n_units, return_sequences=True, seed=parameters.seed)
        self.output_layer = keras.layers.Dense(n_units, use_bias=False)
        self.drop_embedding = keras.layers.Dropout(parameters.dropout_embedding, seed=parameters.seed)
        self.drop_hidden = keras.layers.Dropout(parameters.dropout_hidden, seed=parameters.seed + 1)

    def call(self, clicks: Any, training: bool = False) -> Any:
        """Queries `[batch, clicks, n_units]`."""
        embedded = keras.ops.take(self.embeddings, clicks, axis=0)
        hidden = self.gru(self.drop_embedding(embedded, training=training), training=training)
        return self.output_layer(self.drop_hidden(hidden, training=training)) + self.last_scale * embedded


def train(
    data: TrainingSet, parameters: Gru4recParameters, watch: TrainingWatch, start: Artifact | None = None
) -> Artifact:
    """Learn from the visits of a log.

    Args:
        data: the log.
        parameters: hyper-parameters.
        watch: told how it goes.
        start: an artifact of the same parameters to begin from, with half of the passes; products that it does not
            know begin as without one.

    Raises:
        TrainingRefused: if no visit has two clicks, or the loss is not one of those there are.
    """
    sequences = ClickSequences.of(visits_of(data), parameters.max_clicks)
    if start is None:
        net, loss = fit_net(sequences, parameters, watch)
    else:
        net = _begun(start, start.products.rows_of(data.products)[sequences.seen], parameters)
        loss = fit(net, sequences, shortened(parameters), watch)
    return Artifact(
        kind=Gru4rec.kind,
        products=data.products,
        arrays={PLACE: places_of(sequences.seen, len(data.products)), **weights_of(net)},
        parameters=asdict(parameters),
        metrics={"training_loss": loss},
        data_hash=data.data_hash,
        window=data.window,
    )


def fit_net(sequences: ClickSequences, parameters: Gru4recParameters, watch: TrainingWatch) -> tuple[Gru4recNet, float]:
    """The trained Keras model and its last loss."""
    if parameters.loss not in LOSSES:
        raise TrainingRefused(f"gru4rec has no loss {parameters.loss!r}; take one of {', '.join(LOSSES)}")
    keras.utils.set_random_seed(parameters.seed)
    net = Gru4recNet(len(sequences.seen), parameters)
    return net, fit(net, sequences, parameters, watch)


def shortened(parameters: Gru4recParameters) -> Gru4recParameters:
    """For a training that begins where another ended."""
    n_epochs = max(1, round(parameters.n_epochs * WARM_SHARE))
    return replace(parameters, n_epochs=n_epochs, max_steps=max(1, round(parameters.max_steps * WARM_SHARE)))


def _begun(start: Artifact, row_there: Rows, parameters: Gru4recParameters) -> Gru4recNet:
    """A net with the weights of an artifact; `row_there` `[n_seen]`: a product's row in it, -1 for none."""
    keras.utils.set_random_seed(parameters.seed)
    net = Gru4recNet(len(row_there), parameters)
    net(np.zeros((1, 1), dtype=np.int32))  # Keras makes the weights of a layer when it is called
    place = np.where(row_there >= 0, start.array(PLACE)[row_there], -1)
    for variable, name in ((net.embeddings, EMBEDDINGS), (net.bias, BIAS)):
        values = keras.ops.convert_to_numpy(variable).copy()
        values[1:][place >= 0] = start.array(name)[place[place >= 0]]
        variable.assign(values)
    cell = net.gru.cell
    whole = ((net.last_scale, LAST_SCALE), (cell.kernel, INPUT), (cell.recurrent_kernel, RECURRENT))
    for variable, name in (*whole, (cell.bias, GATE_BIAS), (net.output_layer.kernel, OUTPUT)):
        variable.assign(start.array(name))
    return net


def weights_of(net: Gru4recNet) -> dict[str, np.typing.NDArray[np.float32]]:
    """What the served model needs, by the names of its arrays; padding is left out."""
    cell = net.gru.cell
    arrays = {
        EMBEDDINGS: net.embeddings[1:],
        BIAS: net.bias[1:],
        LAST_SCALE: net.last_scale,
        INPUT: cell.kernel,
        RECURRENT: cell.recurrent_kernel,
        GATE_BIAS: cell.bias,
        OUTPUT: net.output_layer.kernel,
    }
    return {name: np.asarray(keras.ops.convert_to_numpy(array), dtype=np.float32) for name, array in arrays.items()}
