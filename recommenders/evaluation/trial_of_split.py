"""Trials from splits of a log: what shoppers turn to in a window of time, and what comes next in a visit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from events.vocabulary import CODE_OF, DEFAULT_WEIGHTS
from recommenders.evaluation.segment import segments_of
from recommenders.evaluation.trial import Bools, Trial
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows
from recommenders.interactions.split import Split
from recommenders.interactions.visit_split import VisitSplit
from recommenders.training_set import TrainingSet

#: A product counts as new for so long after its launch.
NEW_DAYS = 30
#: More steps narrow the interval no further than a decision needs.
MAX_STEPS = 20_000
_NOTHING: Rows = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a history, what is relevant afterwards, whose it is, and what may not be named."""

    history: History
    relevant: Rows
    shopper: int
    excluded: Rows = field(default_factory=lambda: _NOTHING)


def trial_of_split(
    split: Split,
    name: str = "",
    new_only: bool = False,
    liked_categories: Mapping[str, Sequence[str]] | None = None,
) -> Trial:
    """What shoppers turned to after the moment of a split, one case each; newcomers are asked for with no history.

    Args:
        split: its `train` is what every model of the trial was trained on.
        name: for the report.
        new_only: products that a shopper had to do with before may not be recommended to them; for splits whose
            answers are restricted in the same way.
        liked_categories: answers at sign-up, by shopper key.
    """
    told = liked_categories or {}
    cases = [_returning(split, row, new_only, told) for row in split.relevant]
    for row, relevant in split.newcomers_relevant.items():
        key = split.newcomers[row]
        history = History(as_of=split.moment, liked_categories=tuple(told.get(key, ())))
        cases.append(Case(history, relevant, len(split.train.shoppers) + row))
    return trial_of_cases(name or _window_name(split, new_only), split.train, cases)


def trial_of_visits(split: VisitSplit, name: str = "next product of a visit", seed: int = 0) -> Trial:
    """Which product comes next, asked after every product of the held-out visits but the last.

    A product that is acted on several times in a row is one step. Where there are more than `MAX_STEPS` of them, so
    many are drawn at random.
    """
    steps = list(_steps(split))
    if len(steps) > MAX_STEPS:
        drawn = np.sort(np.random.default_rng(seed).choice(len(steps), MAX_STEPS, replace=False))
        steps = [steps[place] for place in drawn.tolist()]
    return trial_of_cases(name, split.train, [_step_case(split, *step) for step in steps])


def trial_of_cases(name: str, train: TrainingSet, cases: Sequence[Case]) -> Trial:
    """A trial over the products of a training set, with its facts for diversity, novelty and groups of products."""
    histories = [case.history for case in cases]
    counts = _shoppers_per_product(train)
    is_new = _is_new(train, counts)
    return Trial(
        name=name,
        products=train.products,
        histories=histories,
        relevant=[case.relevant for case in cases],
        eligible=np.ones(len(train.products), dtype=np.bool_),
        shopper=np.array([case.shopper for case in cases], dtype=np.int64),
        category=train.facts.category,
        counts=counts,
        excluded=[case.excluded for case in cases] if any(len(case.excluded) for case in cases) else (),
        segments=segments_of(histories),
        product_groups={"new": is_new, "old": ~is_new},
    )


def _returning(split: Split, row: int, new_only: bool, told: Mapping[str, Sequence[str]]) -> Case:
    answers = told.get(split.train.shoppers[row], ())
    history = replace(split.train.history(row), liked_categories=tuple(answers))
    excluded = np.unique(history.products) if new_only else _NOTHING
    return Case(history, split.relevant[row], row, excluded)


def _window_name(split: Split, new_only: bool) -> str:
    days = (split.until - split.moment) / SECONDS_PER_DAY
    return f"next {days:.0f} days" + (", products new to the shopper" if new_only else "")


def _steps(split: VisitSplit) -> Iterator[tuple[int, int, int]]:
    """`(visit, first entry, entry of what comes next)`, for every change of product within a visit."""
    for visit in range(len(split)):
        first, end = int(split.offsets[visit]), int(split.offsets[visit + 1])
        changes = np.flatnonzero(np.diff(split.products[first:end])) + first + 1
        yield from ((visit, first, int(entry)) for entry in changes)


def _step_case(split: VisitSplit, visit: int, first: int, entry: int) -> Case:
    seen, at = split.products[first:entry], split.at[first:entry]
    row = int(split.shoppers[visit])
    past = split.train.history(row) if row >= 0 else History()
    n_seen = len(seen)
    history = History(
        products=np.concatenate([past.products, seen]),
        weights=np.append(past.weights, np.full(n_seen, DEFAULT_WEIGHTS["view_item"], dtype=np.float32)),
        kinds=np.append(past.kinds, np.full(n_seen, CODE_OF["view_item"], dtype=np.uint8)),
        at=np.concatenate([past.at, at]),
        as_of=int(split.at[entry]),
        n_session=n_seen,
        shopper=past.shopper,
    )
    return Case(history, split.products[entry : entry + 1], row if row >= 0 else len(split.train.shoppers) + visit)


def _shoppers_per_product(train: TrainingSet) -> npt.NDArray[np.float64]:
    entries = train.interactions
    liked = entries.weight > 0
    pairs = np.unique(entries.shopper[liked].astype(np.int64) * len(train.products) + entries.product[liked])
    return np.bincount(pairs % max(len(train.products), 1), minlength=len(train.products)).astype(np.float64)


def _is_new(train: TrainingSet, counts: npt.NDArray[np.float64]) -> Bools:
    """Launched lately, or never taken to by anyone."""
    launched = train.facts.launched_at
    # The first products of a log were there before it: that they are first seen then does not make them new.
    lately = (launched > train.as_of - NEW_DAYS * SECONDS_PER_DAY) & (launched > train.first_at + SECONDS_PER_DAY)
    is_new: Bools = lately | (counts == 0)
    return is_new
