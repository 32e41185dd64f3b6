"""What shoppers did after a moment, each time with what was known of them just before."""

from collections.abc import Iterator

import numpy as np

from recommenders.ranking.replay import Outcome
from recommenders.training_set import TrainingSet

#: Visits after the moment in the middle of which a shopper is looked at as well.
MAX_VISITS = 3


def outcomes_after(data: TrainingSet, moment: int, seed: int = 7) -> Iterator[Outcome]:
    """What each shopper liked at or after `moment`: asked at the moment, and in the middle of the next visits.

    In the middle of a visit what was looked at in it is no answer any more: sources that live on the visit are to say
    what comes next. Gains are the weights of the events (a purchase 1), the largest for each product.
    """
    random = np.random.default_rng(seed)
    entries = data.interactions
    for shopper in np.unique(entries.shopper[(entries.at >= moment) & (entries.weight > 0)]).tolist():
        start, end = int(data.offsets[shopper]), int(data.offsets[shopper + 1])
        first = start + int(np.searchsorted(entries.at[start:end], moment))
        for cut, n_session in [(first, 0), *_middles(entries.session[first:end], first, random)]:
            made = _outcome(data, shopper, cut, n_session, moment)
            if made is not None:
                yield made


def _middles(
    sessions: np.ndarray[tuple[int], np.dtype[np.int32]], first: int, random: np.random.Generator
) -> Iterator[tuple[int, int]]:
    """Where each of the next visits is cut, and how many of its events lie before."""
    starts = np.flatnonzero(np.diff(sessions, prepend=-1))
    lengths = np.diff(np.append(starts, len(sessions)))
    for start, length in zip(starts[:MAX_VISITS].tolist(), lengths[:MAX_VISITS].tolist(), strict=True):
        if length > 1:
            n_seen = int(random.integers(1, length))
            yield first + start + n_seen, n_seen


def _outcome(data: TrainingSet, shopper: int, cut: int, n_session: int, moment: int) -> Outcome | None:
    entries = data.interactions
    future = slice(cut, int(data.offsets[shopper + 1]))
    history = data.history_before(shopper, cut, int(entries.at[cut]) if n_session else moment, n_session)
    gains = np.zeros(len(data.products), dtype=np.float32)
    np.maximum.at(gains, entries.product[future], entries.weight[future])
    gains[history.session] = 0.0
    rows = np.flatnonzero(gains > 0).astype(np.int32)
    return Outcome(history, rows, gains[rows]) if len(rows) else None
