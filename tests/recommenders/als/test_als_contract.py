from recommenders.als.model import Als
from recommenders.als.parameters import AlsParameters
from recommenders.als.train import train
from tests.recommenders.contract import ModelContract


class TestAlsKeepsTheContract(ModelContract):
    model = Als
    train = staticmethod(train)
    parameters = AlsParameters(n_factors=8, n_threads=1)
