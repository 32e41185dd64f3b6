import pytest

from recommenders.matrix_factorization.model import MatrixFactorization
from recommenders.matrix_factorization.parameters import MatrixFactorizationParameters
from recommenders.matrix_factorization.train import train
from tests.recommenders.contract import ModelContract


class TestMatrixFactorizationKeepsTheContract(ModelContract):
    model = MatrixFactorization
    train = staticmethod(train)
    parameters = MatrixFactorizationParameters(n_factors=8, learning_rate=0.06, batch_size=256, max_epochs=12)


@pytest.mark.slow
class TestTheDeepHeadKeepsTheContract(ModelContract):
    model = MatrixFactorization
    train = staticmethod(train)
    parameters = MatrixFactorizationParameters(
        head="mlp", n_factors=8, learning_rate=0.06, batch_size=256, max_epochs=12, negatives="popularity"
    )
