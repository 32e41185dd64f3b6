"""Lists as a shopper could have been shown them at a past moment, with what that shopper did next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import numpy.typing as npt

from recommenders.history import History
from recommenders.id_index import Rows
from recommenders.recommender import Recommender
from recommenders.scores import head_rows

Floats = npt.NDArray[np.float32]
#: Histories are cut to these lengths, too, so that the ranker learns what to do for people of whom little is known.
SHORT_HISTORIES = (0, 1, 2, 4)


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """How past lists are made.

    Attributes:
        per_source: candidates taken from the head of each source's list; some more than when it serves.
        n_shortened: how many shortened histories a shopper with a longer one is replayed with as well.
        max_lists: lists in all; shoppers are taken in random order.
        seed: of the draws.
    """

    per_source: int = 40
    n_shortened: int = 2
    max_lists: int = 4_000
    seed: int = 7


@dataclass(frozen=True, slots=True, eq=False)
class ReplayedList:
    """One list.

    Attributes:
        history: what was known of the shopper then.
        rows: `[n_candidates]` product rows.
        scores: `[n_sources, n_candidates]`, `NO_OPINION` where a source has none.
        labels: `[n_candidates]` gain of what the shopper did next with each; 0 for nothing.
        query_strength: of the words that came with it; 0 without.
    """

    history: History
    rows: Rows
    scores: Floats
    labels: Floats
    query_strength: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a shopper did after the moment: `rows` and their `gains` (purchase 1, lesser events less)."""

    history: History
    rows: Rows
    gains: Floats


def replayed(
    sources: Mapping[str, Recommender], outcomes: Sequence[Outcome], settings: ReplaySettings | None = None
) -> Iterator[ReplayedList]:
    """A list per outcome, and some with a shortened history; lists without a hit are left out.

    `sources` must have been trained on nothing later than the histories, over one product index.
    """
    settings = settings or ReplaySettings()
    random = np.random.default_rng(settings.seed)
    made = (
        _replay(sources, replace(outcomes[place], history=history), settings)
        for place in random.permutation(len(outcomes))
        for history in _lengths(outcomes[place].history, settings.n_shortened, random)
    )
    return islice((one for one in made if one is not None), settings.max_lists)


def _lengths(history: History, n_shortened: int, random: np.random.Generator) -> Iterator[History]:
    yield history
    shorter = [n for n in SHORT_HISTORIES if n < len(history)]
    for length in random.permutation(shorter)[:n_shortened]:
        yield shortened(history, int(length))


def shortened(history: History, n_events: int) -> History:
    """The same shopper with only the last `n_events` known, as if new to the shop."""
    start = len(history) - n_events
    return replace(
        history,
        products=history.products[start:],
        weights=history.weights[start:],
        kinds=history.kinds[start:],
        at=history.at[start:],
        quantities=history.quantities[start:],
        amounts=history.amounts[start:],
        n_session=min(history.n_session, n_events),
        shopper=None,  # a model that knows the shopper by key would know the whole history
    )


def _replay(sources: Mapping[str, Recommender], outcome: Outcome, settings: ReplaySettings) -> ReplayedList | None:
    answers = {name: source.score(outcome.history) for name, source in sources.items()}
    # What followed is not added to the heads: wanted products from far down would teach that a low place is good.
    rows = head_rows(answers.values(), settings.per_source)
    gain_of = dict(zip(outcome.rows.tolist(), outcome.gains.tolist(), strict=True))
    labels = np.array([gain_of.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
    if not labels.any() or labels.all():
        return None
    scores = np.stack([answer[rows] for answer in answers.values()])
    return ReplayedList(outcome.history, rows, scores, labels)
