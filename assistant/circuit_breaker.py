"""Stops asking a model that keeps failing, and lets one call through now and then to see whether it is back."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class BreakerLimits:
    """When to open, and for how long.

    Attributes:
        min_failures: fewer failures than this in the window never open it.
        failure_share: of the calls in the window.
        window_seconds: how far back calls count.
        probe_after_seconds: open this long, then one call may try.
    """

    min_failures: int = 5
    failure_share: float = 0.5
    window_seconds: float = 30.0
    probe_after_seconds: float = 15.0


class CircuitBreaker:
    """One per model. Every admitted call ends with exactly one of `succeeded`, `failed` or `abandoned`."""

    def __init__(self, limits: BreakerLimits | None = None, clock: Clock = time.monotonic) -> None:
        self._limits = limits or BreakerLimits()
        self._clock = clock
        self._calls: deque[tuple[float, bool]] = deque()
        self._opened_at: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether calls are being refused (one probe aside)."""
        return self._opened_at is not None

    def admit(self) -> bool:
        """Whether a call may be made now; True takes the probe's place when the breaker is open."""
        if self._opened_at is None:
            return True
        waited = self._clock() - self._opened_at
        if self._probing or waited < self._limits.probe_after_seconds:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        """The call went well: an open breaker closes and forgets."""
        if self._probing:
            self._opened_at, self._probing = None, False
            self._calls.clear()
        self._calls.append((self._clock(), True))
        self._forget_old_calls()

    def failed(self) -> None:
        """The call failed for the provider's sake: it may open the breaker, a failed probe keeps it open."""
        now = self._clock()
        self._calls.append((now, False))
        self._forget_old_calls()
        if self._probing or (self._opened_at is None and self._too_many_failures()):
            self._opened_at, self._probing = now, False

    def abandoned(self) -> None:
        """The call ended before anything was learnt (the shopper left): the probe's place is free again."""
        self._probing = False

    def _too_many_failures(self) -> bool:
        n_failures = sum(not ok for _, ok in self._calls)
        return n_failures >= self._limits.min_failures and n_failures >= self._limits.failure_share * len(self._calls)

    def _forget_old_calls(self) -> None:
        oldest = self._clock() - self._limits.window_seconds
        while self._calls and self._calls[0][0] < oldest:
            self._calls.popleft()
