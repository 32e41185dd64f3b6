"""Session neighbours do what every model does."""

from typing import Any, ClassVar

from recommenders.session_neighbours.model import SessionNeighbours
from recommenders.session_neighbours.parameters import SessionNeighboursParameters
from recommenders.session_neighbours.train import train
from tests.recommenders.checkerboard import KnownData, blocks
from tests.recommenders.contract import ModelContract


class TestSessionNeighboursKeepTheContract(ModelContract):
    model = SessionNeighbours
    train = staticmethod(train)
    parameters: ClassVar[Any] = SessionNeighboursParameters()
    known: ClassVar[KnownData] = blocks()
