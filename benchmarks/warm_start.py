"""Trainings that begin where the version that serves ended, held against trainings that begin anew: passes, seconds.

A log grew by some weeks since the serving version was trained. What begins anew is trained as it is by default; what
starts warm has fewer passes. ALS is measured too, by its own solver: it has no warm start, and the table says why.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import keras
import numpy as np
from implicit.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits

from benchmarks.click_log import log_of, visit_of
from benchmarks.online_retail import find_lines, read_lines
from benchmarks.session_files import read_sessions, steps
from benchmarks.table import Table, at_least, at_most
from benchmarks.workplace import Workplace
from recommenders.als.confidence import Confidence
from recommenders.als.feedback import liked
from recommenders.als.model import Als
from recommenders.als.parameters import AlsParameters
from recommenders.als.product_factors import pack_factors
from recommenders.als.train import first_factors, with_penalty, with_units
from recommenders.artifact import Artifact
from recommenders.gru4rec.model import Gru4rec
from recommenders.gru4rec.parameters import Gru4recParameters
from recommenders.gru4rec.train import shortened, train
from recommenders.history import SECONDS_PER_DAY
from recommenders.recommender import TrainingWatch
from recommenders.training.holdout import Question, hold_out
from recommenders.training.measurement import Measured, compare, trial_of
from recommenders.training.measurement import measure as reached
from recommenders.training_set import TrainingSet

#: Of the training sessions, those that were there when the serving version was trained.
SERVED_SHARE, MAX_QUESTIONS = 0.85, 3_000
#: Of the invoices: weeks that are judged, and weeks that came since the serving version was trained.
JUDGED_WEEKS, GROWN_WEEKS = 4, 4
SWEEPS = (2, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A training, the CPU seconds that it took, and what it reached."""

    measured: Measured
    seconds: float

    @property
    def recall(self) -> float:
        """Recall@20 in percent."""
        return 100 * self.measured.to_metrics()["recall_20"]


def measure(workplace: Workplace) -> Table:
    """GRU4Rec on clicks, ALS on invoices."""
    table = Table("Training from what serves", "python -m benchmarks warm_start --data DIR")
    _add_gru4rec(table, workplace)
    _add_als(table, workplace)
    return table


def _add_gru4rec(table: Table, workplace: Workplace) -> None:
    folder = "sessions/yoochoose-clicks-100k_{}.txt.gz"
    sessions, later = (read_sessions(workplace.data_file(folder.format(part))) for part in ("train_full", "test"))
    earlier, _ = sessions.split_at(round(len(sessions) * SERVED_SHARE))
    log, parameters = log_of(sessions.clicks, sessions.ended), Gru4recParameters()
    asked = list(steps(later))
    drawn = np.random.default_rng(0).permutation(len(asked))[:MAX_QUESTIONS].tolist()
    questions = list(_questions(log, [asked[place] for place in drawn]))
    serving = train(log_of(earlier.clicks, earlier.ended), parameters, TrainingWatch())

    def trained(used: Gru4recParameters, start: Artifact | None) -> Trained:
        keras.backend.clear_session()
        begun = time.process_time()
        artifact = train(log, used, TrainingWatch(), start)
        seconds = time.process_time() - begun
        return Trained(reached(Gru4rec.from_artifact(artifact), trial_of("next_click", tuple(questions), log)), seconds)

    anew, short, warm = trained(parameters, None), trained(shortened(parameters), None), trained(parameters, serving)
    for name, one in (("anew", anew), ("anew, half of the passes", short), ("warm, half of the passes", warm)):
        table.add(f"gru4rec {name}: Recall@20", one.recall, "%")
        table.add(f"gru4rec {name}: training", one.seconds, "CPU s")
    table.add("gru4rec: CPU seconds warm over anew", warm.seconds / anew.seconds, "×", at_most(0.7))
    gain = compare(warm.measured, anew.measured)
    table.add("gru4rec: upper end of Recall@20 warm less anew", 100 * gain.high, "points", at_least(0))
    lost = compare(short.measured, anew.measured)
    table.notes.append(
        f"GRU4Rec, RecSys 2015 clicks: the serving version knows the first {SERVED_SHARE:.0%} of the sessions. "
        f"Recall@20 less that of a training anew: warm {_told(gain.mean, gain.low, gain.high)}; anew with half of the "
        f"passes {_told(lost.mean, lost.low, lost.high)} (95 % intervals over questions)."
    )


def _questions(log: TrainingSet, asked: Sequence[tuple[Sequence[str], str]]) -> Iterator[Question]:
    for number, (prefix, label) in enumerate(asked):
        wanted = log.products.rows([label])
        if wanted[0] >= 0:
            history = visit_of(log.products.rows(prefix), log.as_of)
            yield Question(history, wanted, np.ones(1, dtype=np.float32), number)


def _add_als(table: Table, workplace: Workplace) -> None:
    lines = read_lines(find_lines(workplace.data_file("online_retail")))
    end = int(lines.at.max()) + 1
    held = hold_out(lines.training_set(end), moment=end - JUDGED_WEEKS * 7 * SECONDS_PER_DAY)
    trial = trial_of("purchases", held.purchases, held.past)
    n_default = AlsParameters().n_iterations
    *_, (serving, _) = _sweeps(held.past.before(held.moment - GROWN_WEEKS * 7 * SECONDS_PER_DAY), None, n_default)
    anew, warm = (
        [
            Trained(reached(Als.from_artifact(one), trial), seconds)
            for one, seconds in _sweeps(held.past, start, n_default)
        ]
        for start in (None, serving)
    )
    table.add(f"als anew, {n_default} sweeps: Recall@20", anew[-1].recall, "%")
    table.add(f"als anew, {n_default} sweeps: solving", anew[-1].seconds, "CPU s")
    for n_sweeps in SWEEPS:
        for name, made in (("anew", anew), ("warm", warm)):
            table.add(f"als {name}, {n_sweeps} sweeps: Recall@20", made[n_sweeps - 1].recall, "%")
    gain = compare(warm[SWEEPS[0] - 1].measured, anew[SWEEPS[-1] - 1].measured)
    table.notes.append(
        f"ALS, UCI Online Retail, grown by {GROWN_WEEKS} weeks: {SWEEPS[0]} sweeps warm less {SWEEPS[-1]} anew "
        f"{_told(gain.mean, gain.low, gain.high)}. A sweep takes {anew[-1].seconds / n_default:.2f} CPU s: what a "
        "warm start saves is two of them, and from the sweeps by default on nothing is gained: "
        "ALS begins anew."
    )


def _sweeps(past: TrainingSet, start: Artifact | None, n_sweeps: int) -> Iterator[tuple[Artifact, float]]:
    """The artifact after each sweep, and the seconds of solving so far."""
    parameters = AlsParameters()
    feedback = liked(past, parameters)
    confidence = Confidence.from_parameters(parameters)
    sure = feedback.copy()
    sure.data = confidence.of(feedback.data)
    random, f = np.random.default_rng(parameters.seed), parameters.n_factors
    x, y = first_factors(random, sure.shape[0], f), first_factors(random, sure.shape[1], f)
    if start is not None:
        rows = start.products.rows_of(past.products)
        old = start.array("product_factors")[rows]
        known = (rows >= 0) & old.any(axis=1)
        y[known] = old[known]
    by_shopper, by_product = with_penalty(sure, f, confidence), with_penalty(sure.T.tocsr(), f, confidence)
    learned, spent = np.diff(feedback.tocsc().indptr) > 0, 0.0
    solve = AlternatingLeastSquares(factors=f).solver
    for _ in range(n_sweeps):
        begun = time.process_time()
        with threadpool_limits(1, "blas"):
            solve(by_shopper, x, with_units(y), 0.0, num_threads=parameters.n_threads)
            solve(by_product, y, with_units(x), 0.0, num_threads=parameters.n_threads)
        spent += time.process_time() - begun
        yield pack_factors(past, y.copy(), learned, parameters), spent


def _told(mean: float, low: float, high: float) -> str:
    return f"{100 * mean:+.1f} points ({100 * low:+.1f} to {100 * high:+.1f})"
