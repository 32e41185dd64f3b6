"""Keeps what shoppers state, and forgets what they ask to be forgotten, before the same answer is made."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.brief import Turn
from assistant.ports import MemoryKeeper
from catalog.product_words import stems_of
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.profile import ShopperProfile
from shoppers.statement import Statement

log = logging.getLogger("shopkeeper.assistant")

EVERYTHING = "*"
MAX_BECAUSE_CHARACTERS = 200


class Remembering:
    """With a keeper for shoppers who are known and agreed to it; a session's memory is the conversation itself."""

    def __init__(self, keeper: MemoryKeeper | None = None) -> None:
        self._keeper = keeper

    def forget(self, turn: Turn, words: Sequence[str]) -> Turn:
        """Forget for good, and the turn as if it had never been remembered."""
        shopper_id = _kept_as(turn)
        if self._keeper and shopper_id:
            try:
                self._keeper.forget(shopper_id, () if EVERYTHING in words else words)
            except Exception:
                log.exception("what a shopper asked to forget could not be forgotten for good")
        return without(turn, words)

    def remember(self, turn: Turn, statements: Sequence[Statement]) -> None:
        """Keep what was stated; a keeper that fails costs no answer."""
        shopper_id = _kept_as(turn)
        if not (self._keeper and shopper_id and statements):
            return
        try:
            self._keeper.remember(shopper_id, statements, turn.message[:MAX_BECAUSE_CHARACTERS])
        except Exception:
            log.exception("what a shopper stated could not be remembered")


def without(turn: Turn, words: Sequence[str]) -> Turn:
    """The turn without what has one of these words; without anything known of the shopper for `*`."""
    if EVERYTHING in words:
        return replace(turn, memory=ShopperMemory(), profile=ShopperProfile())
    entries = tuple(entry for entry in turn.memory.entries if not _entry_has(entry, words))
    return replace(turn, memory=ShopperMemory(entries=entries), profile=_profile_without(turn.profile, words))


def _kept_as(turn: Turn) -> str | None:
    """The shopper's id, if anything may be kept beyond the conversation."""
    return turn.visit.shopper_id if turn.visit.is_consented else None


def _entry_has(entry: MemoryEntry, words: Iterable[str]) -> bool:
    said = entry.statement
    return _has(f"{said.kind} {said.name} {said.value} {said.limit or ''}", words)


def _profile_without(profile: ShopperProfile, words: Sequence[str]) -> ShopperProfile:
    return profile.model_copy(
        update={
            "preferences": tuple(wish for wish in profile.preferences if not _has(f"preference {wish}", words)),
            "dislikes": tuple(wish for wish in profile.dislikes if not _has(f"dislike {wish}", words)),
            "sizes": {kind: size for kind, size in profile.sizes.items() if not _has(f"size {kind} {size}", words)},
            "budget": None if profile.budget and _has("budget", words) else profile.budget,
        }
    )


def _has(text: str, words: Iterable[str]) -> bool:
    """Whether the text has every word of one of the phrases."""
    there = stems_of(text)
    return any(stems and stems <= there for stems in map(stems_of, words))
