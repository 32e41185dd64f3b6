"""How well a ranked list holds what the shopper took to: one column per metric, one value per case.

`ir_measures` computes them (trec_eval's definitions), with gain 1 for a relevant product. Recall@K and MAP@K are then
divided by what a list of K could reach, min(K, n), instead of by all n relevant products, as is usual for
recommendations: a list of ten cannot hold thirty.

    recall@K   hits among the first K / min(K, n)
    hr@K       1 if there is a hit among the first K
    mrr@K      1 / rank of the first hit, 0 beyond K
    map@K      sum of precision at every hit / min(K, n)
    ndcg@K     sum of 1 / log2(rank + 1) over the hits / the most it could be
"""

from collections.abc import Sequence

import ir_measures
import numpy as np
import numpy.typing as npt

from recommenders.evaluation.trial import Trial
from recommenders.id_index import Rows

Floats = npt.NDArray[np.float64]
METRICS = ("recall", "ndcg", "map", "mrr", "hr")


def ranking_metrics(trial: Trial, rows: Rows, cutoffs: Sequence[int]) -> dict[str, Floats]:
    """Metrics by name (`recall@20`), `[n_cases]` each.

    Args:
        trial: the right answers.
        rows: `[n_cases, depth]`, the lists; depth is at least the greatest cutoff.
        cutoffs: the lengths of list to look at.
    """
    columns: dict[str, Floats] = {}
    relevant = {str(case): dict.fromkeys(map(str, found.tolist()), 1) for case, found in enumerate(trial.relevant)}
    for cutoff in cutoffs:
        reachable = trial.n_relevant / np.minimum(trial.n_relevant, cutoff)
        found = _measured(relevant, rows[:, :cutoff])
        columns |= {
            f"recall@{cutoff}": found["R"] * reachable,
            f"ndcg@{cutoff}": found["nDCG"],
            f"map@{cutoff}": found["AP"] * reachable,
            f"mrr@{cutoff}": found["RR"],
            f"hr@{cutoff}": found["Success"],
        }
    return columns


def _measured(relevant: dict[str, dict[str, int]], rows: Rows) -> dict[str, Floats]:
    """The library's measures; the place in the list is the score, so that it cannot break ties its own way."""
    cutoff = rows.shape[1]
    lists = {
        str(case): {str(row): float(-place) for place, row in enumerate(answer) if row >= 0}
        for case, answer in enumerate(rows.tolist())
    }
    measures = (
        ir_measures.R @ cutoff,
        ir_measures.nDCG @ cutoff,
        ir_measures.AP @ cutoff,
        ir_measures.RR,
        ir_measures.Success @ cutoff,
    )
    columns = {measure.NAME: np.zeros(len(rows)) for measure in measures}
    for metric in ir_measures.iter_calc(measures, relevant, lists):
        columns[metric.measure.NAME][int(metric.query_id)] = metric.value
    return columns
