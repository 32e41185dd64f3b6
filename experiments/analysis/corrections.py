"""What many comparisons ask of each."""

from collections.abc import Sequence

from statsmodels.stats.multitest import multipletests


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that any false claim among them is as rare as one alone (Holm 1979): of variants, which decide."""
    return _adjusted(p_values, "holm")


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that few of the claims are false (Benjamini, Hochberg 1995): of metrics, which give hints."""
    return _adjusted(p_values, "fdr_bh")


def _adjusted(p_values: Sequence[float], method: str) -> list[float]:
    if len(p_values) < 2:  # nothing to correct for
        return list(p_values)
    return [float(value) for value in multipletests(list(p_values), method=method)[1]]
