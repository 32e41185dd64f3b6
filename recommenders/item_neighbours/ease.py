"""EASE: a linear model of every product by all the others, in closed form.

Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data". Legend: `X` `[n_users, n_items]` feedback, `G = XᵀX`
the items' inner products, `λ` the L2 penalty, `P = (G + λI)⁻¹`, `B` the weights: `B_ij = -P_ij / P_jj`, `B_jj = 0`.
"""

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from recommenders.errors import TrainingRefused


def ease_weights(x: csr_matrix, regularization: float) -> npt.NDArray[np.float32]:
    """`B` `[n_items, n_items]`; column `j` predicts item `j`.

    Raises:
        TrainingRefused: if `λ` is not positive: without it the equations have no single solution.
    """
    if regularization <= 0:
        raise TrainingRefused(f"EASE needs a positive regularization, and it is {regularization}")
    gram = np.asfortranarray((x.T @ x).toarray(), dtype=np.float64)
    gram[np.diag_indices_from(gram)] += regularization
    # in place, the lower triangle only: the inverse of a positive definite matrix is half the work of a general one
    factor, _ = lapack.dpotrf(gram, lower=1, overwrite_a=1)
    lower, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    p = np.tril(lower) + np.tril(lower, -1).T
    b: npt.NDArray[np.float32] = (p / -np.diag(p)).astype(np.float32)
    np.fill_diagonal(b, 0)
    return b
