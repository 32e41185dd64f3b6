"""The newest part of a window, held out: questions whose answers are known, never seen by the training they judge."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import Rows
from recommenders.training_set import Interactions, TrainingSet

#: The newest window, at most, and as a share of a shorter log.
MAX_DAYS, MAX_SHARE = 28, 0.2
Places = npt.NDArray[np.int64]
#: More questions narrow the interval no further than a promotion needs.
MAX_QUESTIONS = 4_000


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What a model is asked, and what the shopper did then.

    Attributes:
        history: with rows of the training set's products.
        wanted: distinct rows of the products that followed, ascending.
        gains: `[n_wanted]` the highest weight with which each followed.
        shopper: row; questions of one shopper are not independent of each other.
    """

    history: History
    wanted: Rows
    gains: npt.NDArray[np.float32]
    shopper: int


@dataclass(frozen=True, slots=True, eq=False)
class Holdout:
    """A training set cut in two.

    Attributes:
        past: what a candidate is trained on, over the same rows as the whole.
        purchases: one question per shopper known before the cut: what is bought (liked, where nothing is ever bought)
            in the newest window?
        next_click: one per step of the visits of the newest window: which product comes next?
    """

    past: TrainingSet
    purchases: tuple[Question, ...]
    next_click: tuple[Question, ...]

    @property
    def moment(self) -> int:
        """The cut, in seconds since the epoch: all of the past is earlier."""
        return self.past.as_of


def hold_out(
    data: TrainingSet, max_questions: int = MAX_QUESTIONS, seed: int = 0, moment: int | None = None
) -> Holdout:
    """Cut off the newest window, or what came from `moment` on; of more questions than asked for some are drawn."""
    past = data.before(_moment_of_cut(data) if moment is None else moment)
    random = np.random.default_rng(seed)
    answers = _answers(data, past)
    returning = np.intersect1d(answers.shopper, past.interactions.shopper)
    places, visits = data.steps_since(past.as_of)
    asked = returning[_drawn(len(returning), max_questions, random)]
    drawn = _drawn(len(places), max_questions, random)
    return Holdout(
        past,
        tuple(_purchase(past, answers, shopper) for shopper in asked.tolist()),
        tuple(_next_click(data, *step) for step in zip(places[drawn].tolist(), visits[drawn].tolist(), strict=True)),
    )


def _moment_of_cut(data: TrainingSet) -> int:
    newest = int(data.interactions.at.max(initial=data.first_at))
    length = min(MAX_DAYS * SECONDS_PER_DAY, int((newest - data.first_at) * MAX_SHARE))
    return max(newest + 1 - max(length, 1), data.first_at)


def _drawn(n: int, limit: int, random: np.random.Generator) -> Places:
    """Places `0 … n - 1`, ascending; `limit` of them where there are more."""
    return np.arange(n) if n <= limit else np.sort(random.choice(n, limit, replace=False))


def _answers(data: TrainingSet, past: TrainingSet) -> Interactions:
    """What was bought in the newest window; where nothing was, what was liked."""
    entries = data.interactions
    is_newest = entries.at >= past.as_of
    is_bought = is_newest & (entries.kind == PURCHASE)
    return entries.where(is_bought if is_bought.any() else is_newest & (entries.weight > 0))


def _purchase(past: TrainingSet, answers: Interactions, shopper: int) -> Question:
    mine = slice(*np.searchsorted(answers.shopper, [shopper, shopper + 1]).tolist())
    wanted, place = np.unique(answers.product[mine], return_inverse=True)
    gains = np.zeros(len(wanted), dtype=np.float32)
    np.maximum.at(gains, place, answers.weight[mine])
    return Question(past.history(shopper), wanted.astype(np.int32), gains, shopper)


def _next_click(data: TrainingSet, place: int, visit: int) -> Question:
    """What follows all that the shopper did before the entry at `place`; the visit began at entry `visit`."""
    entries = data.interactions
    shopper = int(entries.shopper[place])
    history = data.history_before(shopper, place, int(entries.at[place]), place - visit)
    return Question(history, entries.product[place : place + 1], entries.weight[place : place + 1], shopper)
