"""What is done when a model is slow, overloaded, cut off or misconfigured: deadlines, one retry, a breaker.

It knows no vendor: an attempt is an async iterator of model events in which None means that content is moving
though there is nothing to say yet. Keep-alive pings must not appear in it, so that they hold off no deadline.
"""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from assistant.circuit_breaker import CircuitBreaker, Clock
from assistant.language_model import (
    ModelCircuitOpen,
    ModelEvent,
    ModelMisconfigured,
    ModelProtocolError,
    ModelTooSlow,
    ModelUnavailable,
)

#: Starts a call and gives its events; closing the generator releases the connection.
Attempt = Callable[[], AsyncGenerator[ModelEvent | None, None]]
Sleep = Callable[[float], Awaitable[None]]
#: (low, high) → a number between them; `random.uniform`.
Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class FailureLimits:
    """How long a shopper is kept waiting for a model.

    Attributes:
        connect_seconds: for the connection alone.
        first_content_seconds: from the start of the call, over both attempts.
        between_content_seconds: silence allowed once content flows.
        turn_seconds: for the whole call.
        max_retries: and only while nothing has reached the shopper.
        backoff_seconds: upper end of the jitter before a retry.
        misconfigured_pause_seconds: a refused key is not tried again for so long.
    """

    connect_seconds: float = 2.0
    first_content_seconds: float = 8.0
    between_content_seconds: float = 10.0
    turn_seconds: float = 45.0
    max_retries: int = 1
    backoff_seconds: float = 0.5
    misconfigured_pause_seconds: float = 60.0


class FailurePolicy:
    """Runs attempts of one model under the limits; share one instance among all turns."""

    def __init__(
        self,
        limits: FailureLimits | None = None,
        breaker: CircuitBreaker | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        uniform: Uniform = random.uniform,
    ) -> None:
        self.limits = limits or FailureLimits()
        self.breaker = breaker or CircuitBreaker(clock=clock)
        self._clock = clock
        self._sleep = sleep
        self._uniform = uniform
        self._misconfigured: tuple[float, str] | None = None

    async def run(self, attempt: Attempt, seconds_left: float | None = None) -> AsyncGenerator[ModelEvent, None]:
        """Stream one answer.

        Args:
            attempt: starts a fresh call; used again for the retry.
            seconds_left: of the turn, when that is less than the limits allow.

        Raises:
            ModelError: of the last attempt, or without asking when the breaker is open or the key was just refused.
        """
        deadline = _Deadline(self.limits, self._clock, seconds_left)
        n_retries_left = self.limits.max_retries
        while True:
            try:
                async with aclosing(self._guarded(attempt, deadline)) as events:
                    async for event in events:
                        n_retries_left = 0
                        yield event
                return
            except ModelUnavailable as failure:
                wait = self._seconds_before_retry(failure, deadline)
                if n_retries_left < 1 or wait is None:
                    raise
            n_retries_left -= 1
            await self._sleep(wait)

    async def _guarded(self, attempt: Attempt, deadline: "_Deadline") -> AsyncGenerator[ModelEvent, None]:
        self._refuse_if_hopeless()
        settled = False
        try:
            async with aclosing(attempt()) as events:
                async for event in _watched(events, deadline):
                    yield event
            settled = True
            self.breaker.succeeded()
        except (ModelUnavailable, ModelProtocolError):
            settled = True
            self.breaker.failed()
            raise
        except ModelMisconfigured as refusal:
            self._misconfigured = (self._clock() + self.limits.misconfigured_pause_seconds, str(refusal))
            raise
        finally:
            if not settled:
                self.breaker.abandoned()

    def _refuse_if_hopeless(self) -> None:
        if self._misconfigured and self._clock() < self._misconfigured[0]:
            raise ModelMisconfigured(f"not asked again yet: {self._misconfigured[1]}")
        if not self.breaker.admit():
            raise ModelCircuitOpen("the model failed too often in the last seconds; it is not asked for a while")

    def _seconds_before_retry(self, failure: ModelUnavailable, deadline: "_Deadline") -> float | None:
        """Full jitter, on top of what the provider asks for; None if the shopper would wait too long."""
        if isinstance(failure, ModelCircuitOpen):
            return None
        asked = getattr(failure, "retry_after_seconds", None) or 0.0
        wait = asked + self._uniform(0.0, self.limits.backoff_seconds)
        return wait if wait < deadline.seconds_to_first_content() else None


class _Deadline:
    """Counts one call's time down."""

    def __init__(self, limits: FailureLimits, clock: Clock, seconds_left: float | None) -> None:
        self._limits = limits
        self._clock = clock
        started = clock()
        turn_seconds = limits.turn_seconds if seconds_left is None else min(limits.turn_seconds, seconds_left)
        self._turn_ends = started + turn_seconds
        self._first_content_due = min(self._turn_ends, started + limits.first_content_seconds)

    def seconds_to_first_content(self) -> float:
        return self._first_content_due - self._clock()

    def seconds_to_next_content(self) -> float:
        return min(self._limits.between_content_seconds, self._turn_ends - self._clock())


async def _watched(
    events: AsyncGenerator[ModelEvent | None, None], deadline: _Deadline
) -> AsyncGenerator[ModelEvent, None]:
    """The events of one attempt, each in time; what is not the protocol's own error is named for the log."""
    seconds_allowed = deadline.seconds_to_first_content
    while True:
        try:
            async with asyncio.timeout(max(seconds_allowed(), 0.0)):
                event = await anext(events)
        except StopAsyncIteration:
            return
        except TimeoutError:
            kind = "first" if seconds_allowed == deadline.seconds_to_first_content else "further"
            raise ModelTooSlow(f"no {kind} content from the model in the time allowed") from None
        seconds_allowed = deadline.seconds_to_next_content
        if event is not None:
            yield event
