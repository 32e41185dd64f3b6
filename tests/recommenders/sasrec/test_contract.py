"""SASRec does what every model does."""

from typing import Any, ClassVar

from recommenders.sasrec.model import Sasrec
from recommenders.sasrec.parameters import SasrecParameters
from recommenders.sasrec.train import train
from tests.recommenders.checkerboard import KnownData, blocks
from tests.recommenders.contract import ModelContract

SMALL = SasrecParameters(
    n_dimensions=16, n_blocks=1, n_heads=2, n_epochs=20, batch_size=16, dropout=0.1, learning_rate=0.01, max_products=20
)


class TestSasrecKeepsTheContract(ModelContract):
    model = Sasrec
    train = staticmethod(train)
    parameters: ClassVar[Any] = SMALL
    known: ClassVar[KnownData] = blocks()
    tolerance = 1e-3
