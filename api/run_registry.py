"""All answers of this process: one at a time per conversation, so many at once, kept a while for a broken stream."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from api.errors import ServerBusy, TurnInProgress
from api.run import Run
from assistant.conversation import Conversation
from assistant.stream import TurnEvent

#: Finished runs kept at most; one is some tens of kilobytes.
MAX_KEPT_RUNS = 1_000
_IN_PROGRESS = "The last message is still being answered: wait for its end, or stop it, before sending the next one."


@dataclass(frozen=True, slots=True)
class RunLimits:
    """How many answers at once, and how long each is kept.

    Attributes:
        max_turns: answers under way at once.
        resume_seconds: an answer that nobody follows any more is stopped after this long.
        keep_seconds: a finished answer can be followed again for this long.
    """

    max_turns: int = 200
    resume_seconds: float = 0.8
    keep_seconds: float = 120.0


class RunRegistry:
    """Starts runs and finds them again. Belongs to one event loop."""

    def __init__(self, limits: RunLimits | None = None, on_end: Callable[[Run], None] | None = None) -> None:
        self._limits = limits or RunLimits()
        self._on_end = on_end
        self._active: dict[str, Run] = {}
        self._by_id: dict[str, Run] = {}

    @property
    def n_active(self) -> int:
        """Answers under way."""
        return len(self._active)

    def get(self, run_id: str) -> Run | None:
        """A run under way or finished lately."""
        return self._by_id.get(run_id)

    def start(self, conversation: Conversation, events: AsyncGenerator[TurnEvent, None]) -> Run:
        """Begin an answer; it goes on for a while when its last follower leaves.

        Raises:
            TurnInProgress: if the conversation's last message is still being answered.
            ServerBusy: if as many answers are under way as this server gives at once.
        """
        if conversation.conversation_id in self._active:
            raise TurnInProgress(_IN_PROGRESS)
        if self.n_active >= self._limits.max_turns:
            raise ServerBusy(f"{self._limits.max_turns} answers are under way here; try again in a few seconds.")
        self._forget_old()
        run = Run(conversation, events, self._changed, self._limits.resume_seconds)
        self._active[conversation.conversation_id] = run
        return run

    async def make_way(self, conversation_id: str) -> bool:
        """Stop an answer of this conversation that nobody follows any more; whether there was one.

        Raises:
            TurnInProgress: if somebody does.
        """
        active = self._active.get(conversation_id)
        if active and active.is_followed:
            raise TurnInProgress(_IN_PROGRESS)
        await self.stop(conversation_id)
        return active is not None

    async def stop(self, conversation_id: str) -> None:
        """End the answer under way in this conversation, if there is one."""
        active = self._active.get(conversation_id)
        if active:
            await active.stop()

    async def stop_all_of(self, shopper_id: str) -> None:
        """End the answers under way in every conversation of a shopper."""
        own = [run for run in self._active.values() if run.conversation.shopper_id == shopper_id]
        await asyncio.gather(*(run.stop() for run in own))

    async def stop_all(self) -> None:
        """End every answer, at shutdown."""
        await asyncio.gather(*(run.stop() for run in list(self._active.values())))

    def _changed(self, run: Run) -> None:
        if not run.is_over:
            self._by_id[str(run.run_id)] = run
            return
        self._active.pop(run.conversation.conversation_id, None)
        if self._on_end:
            self._on_end(run)

    def _forget_old(self) -> None:
        oldest = time.monotonic() - self._limits.keep_seconds
        n_too_many = len(self._by_id) - MAX_KEPT_RUNS
        for position, (run_id, run) in enumerate(list(self._by_id.items())):
            if run.finished_at is not None and (run.finished_at < oldest or position < n_too_many):
                del self._by_id[run_id]
