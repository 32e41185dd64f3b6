"""How good the blend is for shoppers of whom little or much is known, beside each of its sources.

The sources learn from what was before the newest window; the blend learns its weights from half of the shoppers of that
window and is measured on the other half. Histories are also cut to their newest 0, 1, 2 and 4 events, as if the shopper
were new. Paired bootstrap over shoppers, 95 %.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.errors import Skipped
from benchmarks.online_retail import find_lines, read_lines
from benchmarks.sample_log import sample_training_set
from benchmarks.table import Row, Table, at_least
from benchmarks.workplace import Workplace
from recommenders.bootstrap import Bootstrap, Estimate
from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.model_table import MODELS
from recommenders.ranking.outcomes import outcomes_after
from recommenders.ranking.replay import Outcome, shortened
from recommenders.recommender import Recommender
from recommenders.scores import Scores, best_rows
from recommenders.training.bench import Bench
from recommenders.training.rankers import RANKERS, RankingData, orders
from recommenders.training_set import TrainingSet

TOP = 20
SOURCES = (
    "popularity",
    "repeat_purchase",
    "item_neighbours",
    "als",
    "matrix_factorization",
    "two_tower",
    "content",
    "session_neighbours",
    "gru4rec",
    "sasrec",
)
BLEND = "blend"
#: Name of a bucket and the most events of a history in it.
BUCKETS = (("0", 0), ("1", 1), ("2", 2), ("3–5", 5), ("6–20", 20), ("> 20", 10**9))
SHORT = (0, 1, 2, 4)
SEED = 7


def measure(workplace: Workplace) -> Table:
    """Both logs; the public one only where the data is."""
    rows = _measure("sample shop", sample_training_set(workplace))
    try:
        lines = read_lines(find_lines(workplace.data_file("online_retail")))
        rows += _measure("online_retail", lines.training_set(int(lines.at.max()) + 1))
    except Skipped as skipped:
        print(f"familiarity: {skipped}")
    return Table(
        title="Shoppers with few and many events: the blend beside its sources",
        command="python -m benchmarks familiarity --data DIR",
        rows=rows,
        notes=[
            "Recall@20 in percent of what a shopper took to in the newest window (28 days), all products ranked; what "
            "was looked at earlier in the same visit does not count. In brackets: blend less the best source of the "
            "bucket, 95 % interval over shoppers; the target is that it reaches 0.",
            f"Seed {SEED}; half of the shoppers teach the blend, the other half judges.",
        ],
    )


def _measure(name: str, data: TrainingSet) -> list[Row]:
    bench = Bench(data)
    sources = _trained(bench)
    outcomes = list(outcomes_after(data, bench.holdout.moment, SEED))
    teaches = np.random.default_rng(SEED).random(len(data.shoppers)) < 0.5
    row_of = data.shoppers.row_of
    learned = [one for one in outcomes if teaches[row_of[one.history.shopper or ""]]]
    judged = [one for one in outcomes if not teaches[row_of[one.history.shopper or ""]]]
    entry = MODELS[BLEND]
    ranking = RankingData(sources, bench.holdout.past, learned, bench.holdout.past, SEED)
    examples = RANKERS[BLEND].examples(ranking, lambda n_done: None)
    artifact = bench.train(entry, examples, entry.parameters_class()(), "learning from lists")
    model = entry.model_class().from_artifact(artifact)
    blend = orders(RANKERS[BLEND].put_in_order(model, bench.holdout.past), sources, bench.holdout.past)
    answers = {kind: source.score for kind, source in sources.items()} | {BLEND: blend}
    return _rows(name, answers, judged, row_of)


def _trained(bench: Bench) -> Mapping[str, Recommender]:
    """Every source that can learn from this log; a log without texts has no content."""
    for kind in SOURCES:
        if kind != "content" or bench.data.facts.vectors is not None:
            bench.candidate(MODELS[kind], MODELS[kind].parameters_class()())
    return {kind: candidate.model for kind, candidate in bench.candidates.items()}


def _rows(
    name: str, answers: Mapping[str, Callable[[History], Scores]], judged: Sequence[Outcome], row_of: Mapping[str, int]
) -> list[Row]:
    cases = [(history, one.rows, row_of[one.history.shopper or ""]) for one in judged for history in _lengths(one)]
    lengths = np.array([len(history) for history, _, _ in cases])
    shoppers = np.array([shopper for _, _, shopper in cases], dtype=np.int64)
    recalls = {
        kind: np.array([_recall(score(history), wanted) for history, wanted, _ in cases])
        for kind, score in answers.items()
    }
    rows, least = [], -1
    for bucket, most in BUCKETS:
        inside = (lengths > least) & (lengths <= most)
        least = most
        if inside.any():
            rows += _bucket(f"{name}, {bucket} events", {k: v[inside] for k, v in recalls.items()}, shoppers[inside])
    return rows


def _lengths(outcome: Outcome) -> list[History]:
    """The history as it was, and, asked before a visit, cut short."""
    history = outcome.history
    short = [] if history.n_session else [shortened(history, n) for n in SHORT if n < len(history)]
    return [history, *short]


def _bucket(name: str, recalls: Mapping[str, npt.NDArray[np.float64]], shoppers: npt.NDArray[np.int64]) -> list[Row]:
    means = {kind: float(values.mean()) for kind, values in recalls.items()}
    best = max((kind for kind in means if kind != BLEND), key=lambda kind: means[kind])
    difference: Estimate = Bootstrap(shoppers, SEED).estimates((recalls[BLEND] - recalls[best])[:, None])[0]
    told = f"{name} ({len(shoppers):,} lists)"
    interval = f"[{difference.low * 100:+.1f}, {difference.high * 100:+.1f}]"
    shown = [Row(f"{told}: {kind}", 100 * mean, "") for kind, mean in means.items() if kind != BLEND]
    return [
        *shown,
        Row(f"{told}: blend", 100 * means[BLEND], ""),
        Row(f"{told}: blend less {best} {interval}, upper end", 100 * difference.high, "", at_least(0)),
    ]


def _recall(scores: Scores, wanted: Rows) -> float:
    return len(np.intersect1d(best_rows(scores, TOP), wanted)) / min(TOP, len(wanted))
