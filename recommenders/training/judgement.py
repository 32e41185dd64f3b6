"""Whether a candidate may serve."""

from recommenders.errors import PromotionRefused
from recommenders.model_table import FLOOR
from recommenders.training.bench import Bench, Candidate
from recommenders.training.measurement import Difference, compare
from recommenders.training.rival import Rival
from recommenders.training.soundness import lost_products

#: The metric of an artifact that says how many of its products the catalog had when it was trained.
N_IN_CATALOG = "n_in_catalog"


def difference_to(candidate: Candidate, rival: Rival | None) -> Difference | None:
    """Recall@20 of a candidate less that of the serving version; None where there is nothing to compare."""
    if rival is None or rival.measured is None:
        return None
    return compare(candidate.measured, rival.measured)


def refuse_worse(candidate: Candidate, bench: Bench, rival: Rival | None) -> None:
    """Let pass what is not worse, beyond chance, than popularity and than the version that serves.

    Raises:
        PromotionRefused: with the figures.
    """
    if candidate.entry.kind != FLOOR:
        below = compare(candidate.measured, bench.floor(candidate.entry.task))
        if below.is_worse:
            raise PromotionRefused(f"it is below its floor, {FLOOR}: {_words(below)}")
    difference = difference_to(candidate, rival)
    if rival and difference and difference.is_worse:
        raise PromotionRefused(f"it is worse than {rival.artifact.version}, which serves: {_words(difference)}")
    if rival:
        n_then = rival.artifact.metrics.get(N_IN_CATALOG, 0.0)
        lost = lost_products(bench.data, rival.artifact.products, n_then)
        if lost:
            raise PromotionRefused(lost)


def _words(difference: Difference) -> str:
    return (
        f"Recall@20 differs by {difference.mean:+.3f} "
        f"(95 % interval {difference.low:+.3f} to {difference.high:+.3f}) on the newest window"
    )
