"""Where the assistant gets its time and its random ids from."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The real one, unless told otherwise."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.perf_counter
    new_id: Callable[[], str] = lambda: secrets.token_hex(12)
