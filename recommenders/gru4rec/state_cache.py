"""Keeps the recurrent state of visits that go on, so that a click costs one step."""

from collections import OrderedDict
from threading import Lock

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows

State = npt.NDArray[np.float32]


class StateCache:
    """State after a sequence of clicks, for the sequences asked for last; safe to share between threads.

    The clicks are the key: whoever has clicked the same has the same state, and nothing of a shopper is kept.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._states: OrderedDict[bytes, State] = OrderedDict()
        self._lock = Lock()

    def longest(self, clicks: Rows) -> tuple[int, State | None]:
        """How many of the first clicks have a state that is kept, and that state."""
        with self._lock:
            for n_clicks in range(len(clicks), 0, -1):
                key = clicks[:n_clicks].tobytes()
                state = self._states.get(key)
                if state is not None:
                    self._states.move_to_end(key)
                    return n_clicks, state
        return 0, None

    def keep(self, clicks: Rows, state: State) -> None:
        """Keep a state; of more than `limit` the one unused for longest is forgotten."""
        with self._lock:
            key = clicks.tobytes()
            self._states[key] = state
            self._states.move_to_end(key)
            if len(self._states) > self._limit:
                self._states.popitem(last=False)

    def __len__(self) -> int:
        return len(self._states)
