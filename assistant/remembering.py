"""Keeps what shoppers state, and forgets what they ask to be forgotten, before the same answer is made."""

import logging
from collections.abc import Sequence

from assistant.brief import Turn
from assistant.ports import MemoryKeeper
from shoppers.entry_words import EVERYTHING
from shoppers.statement import Statement

log = logging.getLogger("shopkeeper.assistant")

MAX_BECAUSE_CHARACTERS = 200


class Remembering:
    """With a keeper for shoppers who are known and agreed to it; a session's memory is the conversation itself."""

    def __init__(self, keeper: MemoryKeeper | None = None) -> None:
        self._keeper = keeper

    def forget(self, turn: Turn, words: Sequence[str]) -> None:
        """Forget for good; the turn itself is answered without it already, whatever becomes of this."""
        shopper_id = _kept_as(turn)
        if not (self._keeper and shopper_id and words):
            return
        try:
            self._keeper.forget(shopper_id, () if EVERYTHING in words else words)
        except Exception:
            log.exception("what a shopper asked to forget could not be forgotten for good")

    def remember(self, turn: Turn, statements: Sequence[Statement]) -> None:
        """Keep what was stated; a keeper that fails costs no answer."""
        shopper_id = _kept_as(turn)
        if not (self._keeper and shopper_id and statements):
            return
        try:
            self._keeper.remember(shopper_id, statements, turn.message[:MAX_BECAUSE_CHARACTERS])
        except Exception:
            log.exception("what a shopper stated could not be remembered")


def _kept_as(turn: Turn) -> str | None:
    """Whose memory it is, if anything may be kept beyond the conversation; never an id that was merely sent along."""
    return turn.conversation.shopper_id if turn.visit.is_consented else None
