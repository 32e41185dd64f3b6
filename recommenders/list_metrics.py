"""What the lists are like, whether right or wrong: how varied, how new, how much of the shop they show."""

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows

Floats = npt.NDArray[np.float64]


def category_diversity(rows: Rows, category: npt.NDArray[np.int32]) -> Floats:
    """`[n_cases]`: how probably two different products of a list are of different categories; NaN under two.

    One minus Simpson's index, without replacement. Products without a category are one category.

    Args:
        rows: `[n_cases, depth]` lists, -1 where they end early.
        category: `[n_products]`.
    """
    shown = rows >= 0
    labels = np.where(shown, category[rows], -2)
    n_shown = shown.sum(axis=1)
    same = (labels[:, :, None] == labels[:, None, :]) & shown[:, :, None] & shown[:, None, :]
    n_same_pairs = same.sum(axis=(1, 2)) - n_shown
    n_pairs = np.where(n_shown > 1, n_shown * (n_shown - 1), np.nan)
    diversity: Floats = 1 - n_same_pairs / n_pairs
    return diversity


def novelty(rows: Rows, counts: Floats) -> Floats:
    """`[n_cases]`: mean self-information of the products shown, in bits; NaN for an empty list.

    -log2 of the share of all that was taken to before, with one more for each product so that none is at zero
    (Zhou et al. 2010).
    """
    shares = (counts + 1) / (counts.sum() + len(counts))
    shown = rows >= 0
    bits = np.where(shown, -np.log2(shares)[rows], 0.0)
    n_shown = shown.sum(axis=1)
    mean: Floats = bits.sum(axis=1) / np.where(n_shown, n_shown, np.nan)
    return mean


def exposures(rows: Rows, eligible: npt.NDArray[np.bool_]) -> Floats:
    """`[n_eligible]`: in how many lists each product stood that may be recommended; `eligible` is `[n_products]`."""
    counted = np.bincount(rows[rows >= 0], minlength=len(eligible))[eligible]
    return counted.astype(np.float64)


def coverage(shown: Floats) -> float:
    """Share of the products that stood in anyone's list."""
    return float((shown > 0).mean()) if len(shown) else 0.0


def gini(shown: Floats) -> float:
    """Inequality of exposure: 0 if all products are shown equally often, close to 1 if a few take all places."""
    total = float(shown.sum())
    if not total:
        return 0.0
    ordered = np.sort(shown)
    ranks = np.arange(1, len(ordered) + 1)
    return float(((2 * ranks - len(ordered) - 1) * ordered).sum() / (len(ordered) * total))
