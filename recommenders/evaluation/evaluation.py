"""Every model on the same trial: asked once, measured many ways, compared pair by pair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from recommenders.bootstrap import N_DRAWS, Bootstrap, Estimate
from recommenders.evaluation.answers import Answers, Questioner
from recommenders.evaluation.counted_popularity import CountedPopularity
from recommenders.evaluation.errors import EvaluationRefused
from recommenders.evaluation.ranking_metrics import METRICS, Floats, ranking_metrics
from recommenders.evaluation.report import Comparison, EvaluationReport, ModelReport
from recommenders.evaluation.segment import in_order
from recommenders.evaluation.trial import Bools, Trial
from recommenders.list_metrics import category_diversity, coverage, exposures, gini, novelty
from recommenders.recommender import Recommender, ignore_progress

FLOOR = "popularity"
TOP = 10
DIVERSITY, NOVELTY = f"diversity@{TOP}", f"novelty@{TOP}"


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """How models are measured.

    Attributes:
        cutoffs: lengths of list.
        headline: the metric that models are ordered and compared by.
        simple: names of simple baselines; the strongest of those there are is told of.
        seed: of the bootstrap.
        n_draws: of the bootstrap.
    """

    cutoffs: tuple[int, ...] = (10, 20)
    headline: str = "recall@20"
    simple: tuple[str, ...] = (FLOOR, "repeat_purchase", "item_neighbours", "session_neighbours")
    seed: int = 0
    n_draws: int = N_DRAWS

    def __post_init__(self) -> None:
        name, _, cutoff = self.headline.partition("@")
        if name not in METRICS or cutoff not in map(str, self.cutoffs):
            raise EvaluationRefused(f"{self.headline} is none of {', '.join(METRICS)} @ one of {self.cutoffs}")


DEFAULT_SETTINGS = EvaluationSettings()


class Evaluation:
    """Models on a trial. Popularity is always among them: if none is given, it is counted from the trial.

    Args:
        trial: the questions and the right answers.
        models: by name.
        settings: how they are measured.
        progress: called with `(model, done, total)`.
    """

    def __init__(
        self,
        trial: Trial,
        models: Mapping[str, Recommender],
        settings: EvaluationSettings = DEFAULT_SETTINGS,
        progress: Callable[[str, int, int], None] = ignore_progress,
    ) -> None:
        everyone = {FLOOR: CountedPopularity.of_trial(trial), **models}
        self._trial, self._settings = trial, settings
        self._bootstrap = Bootstrap(trial.shopper, settings.seed, settings.n_draws)
        self._answers: dict[str, Answers] = {}
        self._columns: dict[str, dict[str, Floats]] = {}
        depth = max(TOP, *settings.cutoffs)
        for done, (name, model) in enumerate(everyone.items()):
            progress(name, done, len(everyone))
            self._answers[name] = Questioner(trial, model).answers(depth)
            self._columns[name] = self._measured(self._answers[name])
        progress("done", len(everyone), len(everyone))

    def values(self, model: str, metric: str | None = None) -> Floats:
        """`[n_cases]` what a model reached in every case, by the headline if no metric is named."""
        return self._columns[model][metric or self._settings.headline]

    def difference(self, model: str, other: str, metric: str | None = None, cases: Bools | None = None) -> Estimate:
        """How much better a model is than another on the same cases, paired.

        Args:
            model: positive if this one is better.
            other: negative if this one is better.
            metric: the headline if None.
            cases: `[n_cases]`, those that count; all of them if None.
        """
        apart = self.values(model, metric) - self.values(other, metric)
        if cases is not None:
            apart = np.where(cases, apart, np.nan)
        return self._bootstrap.estimates(apart[:, None])[0]

    def report(self) -> EvaluationReport:
        """All figures, models best first."""
        means = {name: float(self.values(name).mean()) for name in self._columns}
        order = sorted(means, key=lambda name: (-means[name], name))
        strongest = next(name for name in order if name in (*self._settings.simple, FLOOR))
        trial = self._trial
        return EvaluationReport(
            trial=trial.name,
            n_cases=len(trial),
            n_shoppers=len(np.unique(trial.shopper)),
            n_products=int(trial.eligible.sum()),
            headline=self._settings.headline,
            floor=FLOOR,
            strongest_simple=strongest,
            seed=self._settings.seed,
            n_draws=self._settings.n_draws,
            models=[self._model_report(name, strongest) for name in order],
        )

    def _measured(self, answers: Answers) -> dict[str, Floats]:
        top = answers.rows[:, :TOP]
        return {
            **ranking_metrics(self._trial, answers.rows, self._settings.cutoffs),
            DIVERSITY: category_diversity(top, self._trial.category),
            NOVELTY: novelty(top, self._trial.counts),
        }

    def _model_report(self, name: str, strongest: str) -> ModelReport:
        columns, answers = self._columns[name], self._answers[name]
        estimates = self._bootstrap.estimates(np.column_stack(list(columns.values())))
        shown = exposures(answers.rows[:, :TOP], self._trial.eligible)
        rivals = [rival for rival in dict.fromkeys((FLOOR, strongest)) if rival != name]
        p50, p95 = np.percentile(answers.milliseconds, (50, 95))
        return ModelReport(
            name=name,
            metrics=dict(zip(columns, estimates, strict=True)),
            coverage=coverage(shown),
            gini=gini(shown),
            segments=self._by_segment(name),
            product_groups=self._by_product_group(answers),
            comparisons=[Comparison(rival, self.difference(name, rival)) for rival in rivals],
            p50_milliseconds=float(p50),
            p95_milliseconds=float(p95),
        )

    def _by_segment(self, name: str) -> dict[str, dict[str, dict[str, Estimate]]]:
        """The headline, and NDCG and MRR of its length, for every kind of shopper."""
        cutoff = self._settings.headline.partition("@")[2]
        metrics = list(dict.fromkeys((self._settings.headline, f"ndcg@{cutoff}", f"mrr@{cutoff}")))
        values = np.column_stack([self.values(name, metric) for metric in metrics])
        found: dict[str, dict[str, dict[str, Estimate]]] = {}
        for division, labels in self._trial.segments.items():
            found[division] = {}
            for label in in_order(labels):
                inside = np.where((labels == label)[:, None], values, np.nan)
                found[division][label] = dict(zip(metrics, self._bootstrap.estimates(inside), strict=True))
        return found

    def _by_product_group(self, answers: Answers) -> dict[str, Estimate]:
        """Recall of the relevant products of a group, over the cases that have any, at the headline's length."""
        cutoff = int(self._settings.headline.partition("@")[2])
        rows = answers.rows[:, :cutoff]
        hits = self._trial.is_relevant(rows)
        columns = []
        for mask in self._trial.product_groups.values():
            n_relevant = np.array([mask[found].sum() for found in self._trial.relevant])
            reachable = np.where(n_relevant, np.minimum(n_relevant, cutoff), np.nan)
            columns.append((hits & mask[rows]).sum(axis=1) / reachable)
        if not columns:
            return {}
        return dict(zip(self._trial.product_groups, self._bootstrap.estimates(np.column_stack(columns)), strict=True))
