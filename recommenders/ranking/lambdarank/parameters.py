"""What LambdaRank is trained with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LambdaRankParameters:
    """Hyper-parameters; names are LightGBM's where it has them.

    Attributes:
        n_trees: in each of the forests.
        num_leaves: of a tree.
        learning_rate: of boosting.
        min_data_in_leaf: candidates behind every answer of a tree.
        feature_fraction: of the features that a tree may use.
        bagging_fraction: of the candidates that a tree is fitted to.
        lambda_l2: pulls the answers of leaves towards 0.
        truncation: pairs count whose better product stands among so many first ones; a little more than are shown.
        negative_share: of the candidates nothing followed for, so many are learned from.
        n_forests: fitted with different seeds, their scores are added up.
        n_threads: of the training; more of them help on an idle machine only, they wait for each other by spinning.
        seed: of all draws.
    """

    n_trees: int = 200
    num_leaves: int = 15
    learning_rate: float = 0.06
    min_data_in_leaf: int = 100
    feature_fraction: float = 0.4
    bagging_fraction: float = 0.7
    lambda_l2: float = 5.0
    truncation: int = 30
    negative_share: float = 0.4
    n_forests: int = 1
    n_threads: int = 1
    seed: int = 7
