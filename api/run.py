"""One answer under way: it runs by itself, keeps its events, and can be followed, left, followed again and stopped."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from assistant.conversation import Conversation
from assistant.stream import Failure, MessageEnd, MessageStart, TurnEvent
from assistant.telemetry import FINISH_REASONS, WRITER, tell_failure, turn_span

log = logging.getLogger("shopkeeper.api")

#: The response that began a run follows it within milliseconds, unless its client is gone already.
FIRST_FOLLOWER_SECONDS = 5.0
STOPPED = Failure(
    code="turn_stopped",
    title="The answer was stopped",
    detail="The answer was stopped before it was finished. Send the message again for a whole one.",
    status=409,
    retryable=True,
)
BROKEN = Failure(
    code="turn_failed",
    title="The answer failed",
    detail="Something went wrong on our side. Please send the message again.",
    status=500,
    retryable=True,
)


class Run:
    """One answer under way. Its events are numbered from 1; the last is a `MessageEnd` or a `Failure`.

    Args:
        conversation: whose answer it is.
        events: gives the answer; closed when the run ends.
        on_change: called when `run_id` is known, and when the run is over.
        resume_seconds: a run that nobody follows is stopped after this long.
    """

    def __init__(
        self,
        conversation: Conversation,
        events: AsyncGenerator[TurnEvent, None],
        on_change: Callable[["Run"], None],
        resume_seconds: float,
    ) -> None:
        self.conversation = conversation
        self.run_id: str | None = None
        self.finished_at: float | None = None
        self._on_change = on_change
        self._resume_seconds = resume_seconds
        self._events: list[TurnEvent] = []
        self._changed = asyncio.Event()
        self._n_followers = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._task = asyncio.create_task(self._pump(events))
        self._task.add_done_callback(self._finish)
        self._stop_unless_followed(max(resume_seconds, FIRST_FOLLOWER_SECONDS))

    @property
    def is_over(self) -> bool:
        """Whether the last event is there."""
        return self.finished_at is not None

    @property
    def is_followed(self) -> bool:
        """Whether anyone is reading."""
        return self._n_followers > 0

    @property
    def last_event(self) -> TurnEvent | None:
        """The newest event; of a finished run, how it ended."""
        return self._events[-1] if self._events else None

    async def follow(
        self, after: int = 0, idle_seconds: float | None = None
    ) -> AsyncGenerator[tuple[int, TurnEvent] | None, None]:
        """Every event behind number `after`, numbered, as it comes; None whenever `idle_seconds` passed without one."""
        self._n_followers += 1
        self._keep_going()
        try:
            while True:
                while after < len(self._events):
                    after += 1
                    yield after, self._events[after - 1]
                if self.is_over:
                    return
                try:
                    async with asyncio.timeout(idle_seconds):
                        await self._changed.wait()
                except TimeoutError:
                    yield None
        finally:
            self._n_followers -= 1
            self._stop_unless_followed(self._resume_seconds)

    async def collect(self) -> list[TurnEvent]:
        """All events, when the run is over."""
        async with aclosing(self.follow()) as events:
            return [numbered[1] async for numbered in events if numbered]

    async def stop(self) -> None:
        """End it now, and the model's call with it. A finished run stays as it is."""
        self._task.cancel()
        await asyncio.wait([self._task])

    async def _pump(self, events: AsyncGenerator[TurnEvent, None]) -> None:
        with turn_span() as span:
            async with aclosing(events) as stream:
                async for event in stream:
                    self._publish(event)
            match self.last_event:
                case MessageEnd(writer=writer, stop_reason=reason):
                    span.set_attributes({WRITER: writer, FINISH_REASONS: [reason]})
                case Failure(code=code):
                    tell_failure(span, code)

    def _publish(self, event: TurnEvent) -> None:
        self._events.append(event)
        if isinstance(event, MessageStart):
            self.run_id = event.run_id
            self._on_change(self)
        self._wake()

    def _finish(self, task: asyncio.Task[None]) -> None:
        failure = None if task.cancelled() else task.exception()
        if failure:
            log.error("run %s failed", self.run_id, exc_info=failure)
        if not isinstance(self.last_event, MessageEnd | Failure):
            self._publish(STOPPED if task.cancelled() else BROKEN)
        self.finished_at = time.monotonic()
        self._keep_going()
        self._on_change(self)
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _stop_unless_followed(self, wait_seconds: float) -> None:
        if not self.is_over and not self.is_followed:
            loop = asyncio.get_running_loop()
            self._deadline = loop.call_later(wait_seconds, self._task.cancel)

    def _keep_going(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
