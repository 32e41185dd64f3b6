"""Asks every source about a shopper, once for as long as nothing new happens."""

import threading
from collections import OrderedDict
from datetime import UTC, datetime

from recommenders.ranking.serving_follower import ServingFollower
from recommenders.ranking.serving_set import ServingSet
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
        self._asked: OrderedDict[tuple[object, ...], Taste] = OrderedDict()

    def taste(self, request: RankRequest) -> Taste | None:
        """What is known of who is asking; None as long as no model was trained."""
        serving = self._follower.current()
        if serving is None:
            return None
        asked = (id(serving), request.visit, request.profile.preferences, request.now)
        with self._lock:
            kept = self._asked.get(asked) if request.now else None
        return kept or self._remember(asked, self._taste(serving, request))

    def _taste(self, serving: ServingSet, request: RankRequest) -> Taste:
        liked = serving.categories_named(request.profile.preferences) if request.profile.preferences else ()
        now = request.now or datetime.now(UTC)
        history = self._histories.read(request.visit, serving.products, now, liked)
        events = (history.products.tobytes(), history.kinds.tobytes(), history.at.tobytes(), history.n_session)
        key = (id(serving), history.shopper, liked, history.as_of // SECONDS_PER_ANSWER, *events)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = Taste(serving, history, serving.ask(history))
            self._keep(self._kept, key, kept)
        return kept

    def _remember(self, asked: tuple[object, ...], taste: Taste) -> Taste:
        """One turn asks twice, what to search for and how to rank it: the log is read once."""
        self._keep(self._asked, asked, taste)
        return taste

    def _keep(self, where: "OrderedDict[tuple[object, ...], Taste]", key: tuple[object, ...], taste: Taste) -> None:
        with self._lock:
            where[key] = taste
            while len(where) > KEPT_ANSWERS:
                where.popitem(last=False)
