"""Asks every source about a shopper, once for as long as nothing new happens."""

import threading
from collections import OrderedDict
from datetime import UTC, datetime

from recommenders.ranking.serving_follower import ServingFollower
from recommenders.ranking.shopper_history import HistoryReader
from recommenders.ranking.taste import Taste
from shoppers.rank_request import RankRequest

#: Answers that are kept, a megabyte each at 20,000 products.
KEPT_ANSWERS = 16
#: Decay moves no order within this time, so an answer may be used again.
SECONDS_PER_ANSWER = 300


class PersonalScores:
    """Turns a request into a `Taste`. Safe to share between threads."""

    def __init__(self, follower: ServingFollower, histories: HistoryReader) -> None:
        self._follower = follower
        self._histories = histories
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Taste] = OrderedDict()

    def taste(self, request: RankRequest) -> Taste | None:
        """What is known of who is asking; None as long as no model was trained."""
        serving = self._follower.current()
        if serving is None:
            return None
        liked = serving.categories_named(request.profile.preferences) if request.profile.preferences else ()
        now = request.now or datetime.now(UTC)
        history = self._histories.read(request.visit, serving.products, now, liked)
        events = (history.products.tobytes(), history.kinds.tobytes(), history.at.tobytes(), history.n_session)
        key = (id(serving), history.shopper, liked, history.as_of // SECONDS_PER_ANSWER, *events)
        with self._lock:
            kept = self._kept.get(key)
        # The answers may be older than the page's last word, never than the log's.
        return kept or self._keep(key, Taste(serving, history, serving.ask(history)))

    def _keep(self, key: tuple[object, ...], taste: Taste) -> Taste:
        with self._lock:
            self._kept[key] = taste
            while len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return taste
