"""GRU4Rec does what every model does."""

from typing import Any, ClassVar

from recommenders.gru4rec.model import Gru4rec
from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.gru4rec.train import train
from tests.recommenders.checkerboard import KnownData, blocks
from tests.recommenders.contract import ModelContract

SMALL = Gru4recParameters(
    n_units=16, n_epochs=12, batch_size=32, dropout_embedding=0.1, dropout_hidden=0.1, learning_rate=0.02
)


class TestGru4recKeepsTheContract(ModelContract):
    model = Gru4rec
    train = staticmethod(train)
    parameters: ClassVar[Any] = SMALL
    known: ClassVar[KnownData] = blocks()
    tolerance = 1e-3
