from recommenders.two_tower.model import TwoTower
from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.train import train
from tests.recommenders.contract import ModelContract


class TestTwoTowerKeepsTheContract(ModelContract):
    model = TwoTower
    train = staticmethod(train)
    parameters = TwoTowerParameters(n_factors=8, n_hidden=16, n_history=10, learning_rate=0.01, batch_size=64)
    view_without_history = True
