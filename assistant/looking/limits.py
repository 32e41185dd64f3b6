"""Sizes of a look into the catalog."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LookLimits:
    """How much is looked at.

    Attributes:
        n_retrieved: candidates asked of the search.
        n_judged: ranked candidates whose records are looked at, to bring the right kind of thing forward.
        n_candidates: candidates kept after ranking, for the prompt.
    """

    n_retrieved: int = 200
    n_judged: int = 40
    n_candidates: int = 12
