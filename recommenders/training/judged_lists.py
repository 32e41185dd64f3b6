"""What the served models say of lists that were really shown, beside what was opened of them.

Models are asked as they are when they serve, with the history as it was when the list was made. Only lists from after
their training count: of what came before, they know the outcome.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import numpy as np

from events.list_ledger import ListLedger
from events.log import EventLog
from events.shown_list import ShownList, surface_of
from events.vocabulary import EventType
from recommenders.ranking.blend.model import Blend, Floats
from recommenders.ranking.blend.update import EMPTY, JudgedLists, Values
from recommenders.ranking.rules import RuleSettings, settled, showable
from recommenders.ranking.serving_set import ServingSet
from recommenders.ranking.shopper_history import HistoryReader
from recommenders.ranking.signals import Signals
from recommenders.scores import head_rows
from shoppers.rank_request import Visit

#: Of the events, those that tell of lists.
TYPES: tuple[EventType, ...] = ("shown", "select_item", "view_item", "add_to_wishlist", "add_to_cart", "purchase")
#: Lists that words asked for: what was opened there fitted the words.
BY_WORDS = frozenset({"chat", "search"})
#: The newest of each shopper: nobody teaches the shop alone.
MAX_PER_SHOPPER = 10
#: The newest lists; more change little.
MAX_LISTS = 3_000
#: Of what was opened, put into the cart, bought.
GAIN, CARTED_GAIN, BOUGHT_GAIN = 1.0, 2.0, 4.0
#: Heads of the sources' lists that the shown products are placed among, as when a list is made.
PER_SOURCE = 16
_RULES = RuleSettings()


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list of which something was opened, and the visit it was made in."""

    shown: ShownList
    session_id: str | None


def found_lists(log: EventLog, since: int) -> list[FoundList]:
    """Lists shown since a moment (seconds) that teach something, oldest first; those who refused it are left out."""
    sessions: dict[str, str | None] = {}
    ledger = ListLedger()
    for line in log.lines(datetime.fromtimestamp(since, UTC), None, TYPES):
        ledger.add(line)
        if line.type == "shown" and line.list_id is not None:
            sessions[line.list_id] = line.session_id
    withheld = log.withheld_from_training()
    newest = (one for one in reversed(ledger.lists) if one.shopper not in withheld and _teaches(one))
    kept = [FoundList(one, sessions[one.list_id]) for one in islice(_few_of_each(newest), MAX_LISTS)]
    return kept[::-1]


def _few_of_each(lists: Iterable[ShownList]) -> Iterator[ShownList]:
    """The first of every shopper's; none of nobody's."""
    n_of: Counter[str] = Counter()
    for one in lists:
        if one.shopper is not None and n_of[one.shopper] < MAX_PER_SHOPPER:
            n_of[one.shopper] += 1
            yield one


def _teaches(shown: ShownList) -> bool:
    n_opened = len(shown.place_of.keys() & _opened(shown))
    return surface_of(shown.policy) not in BY_WORDS and 0 < n_opened < len(shown.place_of)


def _opened(shown: ShownList) -> set[str]:
    return shown.clicked | shown.carted | shown.bought


def judged_lists(
    found: Sequence[FoundList], serving: ServingSet, blend: Blend, histories: HistoryReader, move: Values
) -> JudgedLists:
    """Ask the models about lists.

    Args:
        found: of which something was opened.
        serving: the models.
        blend: that serves among them.
        histories: of the shoppers.
        move: how far the blend was moved since its training.
    """
    longest = max(len(one.shown.place_of) for one in found)
    width = 2 * len(blend.sources)
    place = np.full((len(found), longest), EMPTY, dtype=np.int64)
    raw, signals = np.zeros((2, len(found), longest, width), dtype=np.float32)
    gains = np.zeros((len(found), longest), dtype=np.float32)
    for number, one in enumerate(found):
        n = len(one.shown.place_of)
        place[number, :n] = list(one.shown.place_of.values())
        raw[number, :n], signals[number, :n] = _asked(one, serving, blend, histories)
        gains[number, :n] = list(_gains(one.shown))
    shoppers = {one.shown.shopper: number for number, one in enumerate(found)}
    return JudgedLists(
        np.array([shoppers[one.shown.shopper] for one in found], dtype=np.int64),
        np.array([one.shown.at_us // 1_000_000 for one in found], dtype=np.int64),
        place,
        raw - move.astype(np.float32),
        signals,
        gains / gains.sum(axis=1, keepdims=True),
    )


def _gains(shown: ShownList) -> Iterator[float]:
    for product in shown.place_of:
        gain = GAIN if product in _opened(shown) else 0.0
        yield max(gain, CARTED_GAIN * (product in shown.carted), BOUGHT_GAIN * (product in shown.bought))


def _asked(one: FoundList, serving: ServingSet, blend: Blend, histories: HistoryReader) -> tuple[Floats, Floats]:
    """The gate's raw weights and the signals of the shown products, `[n_shown, 2 n_sources]` each."""
    at = datetime.fromtimestamp(one.shown.at_us / 1_000_000, UTC)
    history = histories.read(Visit(one.shown.shopper, one.session_id), serving.products, at)
    answers = serving.ask(history)
    may = showable(serving.facts, ()) & ~settled(history, serving.facts, serving.repeat_shares, _RULES)
    shown = serving.products.rows(list(one.shown.place_of))
    rows = np.union1d(head_rows(answers.values(), PER_SOURCE, may), shown[shown >= 0]).astype(np.int32)
    read = Signals.of(answers, rows, blend.sources)
    places = np.searchsorted(rows, shown)
    is_known = shown >= 0
    signals = np.zeros((len(shown), 2 * len(blend.sources)), dtype=np.float32)
    signals[is_known] = np.concatenate([read.places, read.strengths]).T[places[is_known]]
    blend_rows = np.where(is_known, serving.blend_rows[shown], -1).astype(np.int32)
    return blend.raw_weights(history, blend_rows), signals
