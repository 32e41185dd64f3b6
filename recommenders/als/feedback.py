"""What shoppers like, as both trainings take it."""

import numpy as np
from scipy.sparse import csr_matrix

from recommenders.als.parameters import AlsParameters
from recommenders.errors import TrainingRefused
from recommenders.training_set import TrainingSet


def liked(data: TrainingSet, parameters: AlsParameters) -> csr_matrix:
    """`[n_shoppers, n_products]` positive feedback, decayed to the end of the window.

    Raises:
        TrainingRefused: if there is none, or it is not finite.
    """
    if not np.isfinite(data.interactions.weight).all():
        raise TrainingRefused("a weight of the interactions is NaN or infinite; clean the log before training als")
    feedback = data.matrix(parameters.half_life_days)
    if not feedback.nnz:
        raise TrainingRefused(f"als needs one liked product at least; {len(data.interactions)} interactions show none")
    return feedback
