"""Whether a candidate may serve."""

from dataclasses import replace

from recommenders.errors import PromotionRefused
from recommenders.model_table import FLOOR
from recommenders.training.bench import Bench, Candidate
from recommenders.training.measurement import Difference, compare, recall_interval
from recommenders.training.rival import Rival
from recommenders.training.soundness import lost_products

#: The metric of an artifact that says how many of its products the catalog had when it was trained.
N_IN_CATALOG = "n_in_catalog"
#: A log on which hardly anything is found any more of what was found before is looked at by a person first.
MAX_FALL = 0.5
#: Of what the version that serves reaches on later questions, at least this much; it has learned up to four weeks more.
MIN_SHARE_SINCE = 0.7
_SPOILT = (
    "the log itself may be spoilt. Look at what was imported last (shopkeeper events stats); if it is right, promote "
    "the new version yourself"
)


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
        _refuse_collapse(candidate, rival)


def _refuse_collapse(candidate: Candidate, rival: Rival) -> None:
    """Where the recipe of the version that serves stands in for it, both learn from one log: a spoilt one spoils both.

    So two unfair measures are held against the candidate with a wide margin: what the version itself reaches on what
    came since its training, of which neither has seen anything; and what it reached in its day.
    """
    if rival.since is not None:
        candidates, versions = rival.since
        short = compare(candidates, replace(versions, recall=versions.recall * MIN_SHARE_SINCE))
        if short.is_worse:
            its, theirs = (one.to_metrics()["recall_20"] for one in rival.since)
            raise PromotionRefused(
                f"on what came since {rival.artifact.version} was trained, it reaches Recall@20 {its:.3f} and that "
                f"version {theirs:.3f}: {_SPOILT}"
            )
    then = rival.artifact.metrics.get("recall_20", 0.0)
    mean, high = recall_interval(candidate.measured)
    if high < MAX_FALL * then:
        raise PromotionRefused(
            f"it reaches Recall@20 {mean:.3f} (at most {high:.3f}), less than half of the {then:.3f} of "
            f"{rival.artifact.version} when that was trained: {_SPOILT}"
        )


def _words(difference: Difference) -> str:
    return (
        f"Recall@20 differs by {difference.mean:+.3f} "
        f"(95 % interval {difference.low:+.3f} to {difference.high:+.3f}) on the newest window"
    )
