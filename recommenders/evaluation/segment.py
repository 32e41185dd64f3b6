"""Kinds of shoppers by how much is known of them, so that a gain for the many does not hide a loss for the few."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from recommenders.evaluation.trial import Labels
from recommenders.history import History

#: Label → fewest events; in ascending order.
EVENT_BUCKETS: Mapping[str, int] = {"0": 0, "1": 1, "2": 2, "3–5": 3, "6–20": 6, ">20": 21}
LOYALTY: Mapping[str, int] = {"new (0–2)": 0, "warm (3–20)": 3, "loyal (>20)": 21}


def segments_of(histories: Sequence[History]) -> dict[str, Labels]:
    """The divisions every report has, `[n_cases]` labels each: `shoppers` and `events`."""
    n_events = np.array([len(history) for history in histories], dtype=np.int64)
    return {"shoppers": _label(n_events, LOYALTY), "events": _label(n_events, EVENT_BUCKETS)}


def in_order(labels: Labels) -> list[str]:
    """The labels there are, buckets from few events to many, others by the alphabet."""
    places = {label: place for place, label in enumerate((*EVENT_BUCKETS, *LOYALTY))}
    return sorted(set(labels.tolist()), key=lambda label: (places.get(label, 0), label))


def _label(n_events: npt.NDArray[np.int64], buckets: Mapping[str, int]) -> Labels:
    places = np.searchsorted(np.array(list(buckets.values())), n_events, side="right") - 1
    labels: Labels = np.array(list(buckets))[places]
    return labels
