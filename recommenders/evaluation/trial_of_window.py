"""Trials from the newest window of a training set, asked of models that learned from what was before it."""

from collections.abc import Sequence

import numpy as np

from events.vocabulary import CODE_OF, EVENT_TYPES, EventType
from recommenders.evaluation.trial import Trial
from recommenders.evaluation.trial_of_split import MAX_STEPS, Case, trial_of_cases
from recommenders.history import SECONDS_PER_DAY
from recommenders.training_set import TrainingSet


def trial_of_window(
    data: TrainingSet, past: TrainingSet, relevant: Sequence[EventType] = EVENT_TYPES, new_only: bool = False
) -> Trial:
    """What every shopper of the window turned to in it, newcomers with an empty history among them.

    Args:
        data: everything.
        past: `data.before(moment)`; the window begins at its end.
        relevant: types that make a product relevant, where their weight is above 0; all of them by default.
        new_only: leave out products that the shopper had to do with before, from answers and lists alike.

    Raises:
        EvaluationRefused: if nothing of the kind happened in the window.
    """
    entries = data.interactions
    codes = [CODE_OF[name] for name in relevant]
    inside = (entries.at >= past.as_of) & (entries.weight > 0) & np.isin(entries.kind, codes)
    later = entries.where(inside)
    cases = []
    for row in np.unique(later.shopper).tolist():
        history = past.history(row)
        wanted = np.unique(later.product[later.shopper == row])
        before = np.unique(history.products) if new_only else history.products[:0]
        wanted = wanted[~np.isin(wanted, before)]
        if len(wanted):
            cases.append(Case(history, wanted, row, before))
    days = (data.as_of - past.as_of) / SECONDS_PER_DAY
    what = "bought" if tuple(relevant) == ("purchase",) else "liked"
    return trial_of_cases(f"{what} in the next {days:.0f} days{', new to them' if new_only else ''}", past, cases)


def trial_of_next(data: TrainingSet, past: TrainingSet, seed: int = 0) -> Trial:
    """Which product comes next, asked after every product of the visits that began in the window.

    A product that is acted on several times in a row is one step. Where there are more than `MAX_STEPS` of them, so
    many are drawn at random.

    Raises:
        EvaluationRefused: if no visit of the window had a second product.
    """
    entries, firsts = data.steps_since(past.as_of)
    steps = list(zip(firsts.tolist(), entries.tolist(), strict=True))
    if len(steps) > MAX_STEPS:
        drawn = np.sort(np.random.default_rng(seed).choice(len(steps), MAX_STEPS, replace=False))
        steps = [steps[place] for place in drawn.tolist()]
    return trial_of_cases("next product of a visit", past, [_step_case(data, *step) for step in steps])


def _step_case(data: TrainingSet, first: int, entry: int) -> Case:
    entries = data.interactions
    shopper = int(entries.shopper[entry])
    history = data.history_before(shopper, entry, int(entries.at[entry]), entry - first)
    return Case(history, entries.product[entry : entry + 1], shopper)
