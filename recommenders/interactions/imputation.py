"""Stands in for missing figures: the median of the group, or of all; the mode for codes."""

import numpy as np
import numpy.typing as npt


def filled_with_median(
    figures: npt.NDArray[np.floating], group: npt.NDArray[np.integer] | None = None
) -> npt.NDArray[np.floating]:
    """The figures, each NaN replaced by the median of its group, or of all where the group has none; 0 if all are NaN.

    Args:
        figures: `[n]`.
        group: `[n]` codes; those below 0 are no group.
    """
    missing = np.isnan(figures)
    if not missing.any():
        return figures
    known = figures[~missing]
    filled = figures.copy()
    filled[missing] = np.median(known) if len(known) else 0
    if group is None:
        return filled
    for code in np.unique(group[missing & (group >= 0)]):
        inside = group == code
        theirs = figures[inside & ~missing]
        if len(theirs):
            filled[inside & missing] = np.median(theirs)
    return filled


def filled_with_mode(codes: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """The codes, each below 0 replaced by the most frequent other; of equally frequent ones the lowest."""
    known = codes[codes >= 0]
    if len(known) in (0, len(codes)):
        return codes
    return np.where(codes < 0, np.bincount(known).argmax(), codes).astype(codes.dtype)
