"""Tells other server processes on the same database what was stored here, and listeners here what was stored there."""

import asyncio
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Protocol
from uuid import uuid4

from events.broadcast_message import BroadcastMessage, MessageUnreadable, for_others
from events.errors import BrokerUnavailable
from events.event import Event
from events.listener import EventListener
from events.session_memory import SECONDS_PER_VISIT

log = logging.getLogger("shopkeeper.broker")

#: Events that may wait for a broker that is gone; beyond, the oldest are dropped.
MAX_WAITING = 10_000
#: Of one message: some 20 KB.
MAX_TOGETHER = 100
#: Ids of messages that are remembered: a redelivery comes within seconds.
MAX_REMEMBERED = 10_000
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
#: What waits at the end may still go out for so long.
_CLOSE_SECONDS = 2.0
_DROPS_PER_LINE = 1_000


class Connection(Protocol):
    """To the broker, as long as it holds; used from one event loop."""

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        ...

    async def publish(self, message: bytes) -> None:
        """Give a message to everybody connected; the broker has it when this returns.

        Raises:
            BrokerUnavailable: if it may not have it.
        """
        ...

    async def close(self) -> None:
        """End it; without effect on one that is lost."""
        ...


class Exchange(Protocol):
    """A broker that gives every message to everybody connected."""

    async def connect(self, receive: Callable[[bytes], None], lost: Callable[[], None]) -> Connection:
        """Connect once.

        Args:
            receive: called with every message from now on, one's own among them, in the event loop.
            lost: called when the connection is lost, in the event loop.

        Raises:
            BrokerUnavailable: with a sentence that says what is wrong.
        """
        ...


@dataclass(frozen=True, slots=True)
class BroadcastState:
    """How it stands.

    Attributes:
        fault: why there is no connection; None where there is one, or before the first try is over.
        n_waiting: events that are to go out.
        n_dropped: events that never did, since the start.
    """

    is_connected: bool
    fault: str | None
    n_waiting: int
    n_dropped: int

    def to_json(self) -> dict[str, Any]:
        """For whoever looks after the server."""
        state = "connected" if self.is_connected else "gone" if self.fault else "connecting"
        told = {"state": state, "n_waiting": self.n_waiting, "n_dropped": self.n_dropped}
        return told | ({"fault": self.fault} if self.fault else {})


class EventBroadcast:
    """An `EventListener` that hands on what others need, beside the writer: nobody ever waits for the broker.

    What it hands on arrives at least once where the broker holds, and is told to `listeners` once. While the broker is
    gone the newest wait; the connection is tried again, more and more seldom. Safe to share between threads.

    Args:
        exchange: the broker.
        listeners: told of what other processes stored.
        max_waiting: events.
        pause_seconds: before the second try to connect; doubled from try to try.
    """

    def __init__(
        self,
        exchange: Exchange,
        listeners: Sequence[EventListener],
        max_waiting: int = MAX_WAITING,
        pause_seconds: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        self._exchange = exchange
        self._listeners = tuple(listeners)
        self._max_waiting = max_waiting
        self._pause_seconds = pause_seconds
        self._own_id = uuid4().hex
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting: deque[tuple[float, Event]] = deque()
        self._unsent: BroadcastMessage | None = None
        self._n_dropped = 0
        self._is_connected = False
        self._fault: str | None = None
        self._loop = asyncio.new_event_loop()
        self._wake, self._closing = asyncio.Event(), asyncio.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to connect; returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="event-broadcast", daemon=True)
            self._thread.start()

    def events_stored(self, stored: Sequence[Event]) -> None:
        """See `EventListener`; returns at once."""
        needed = [found for event in stored if (found := for_others(event))]
        if not needed or self._thread is None:
            return
        now = time.monotonic()
        with self._lock:
            self._waiting.extend((now, event) for event in needed)
            self._drop(len(self._waiting) - self._max_waiting)
        self._call(self._wake.set)

    @property
    def state(self) -> BroadcastState:
        """How it stands now."""
        with self._lock:
            n_unsent = len(self._unsent.events) if self._unsent else 0
            return BroadcastState(self._is_connected, self._fault, len(self._waiting) + n_unsent, self._n_dropped)

    def close(self) -> None:
        """Send what waits if the broker is there, and end."""
        if self._thread is not None:
            self._call(self._closing.set)
            self._call(self._wake.set)
            self._thread.join(_CLOSE_SECONDS)  # a try to connect ends by itself, a little later
        else:
            self._loop.close()

    def _call(self, what: Callable[[], Any]) -> None:
        try:
            self._loop.call_soon_threadsafe(what)
        except RuntimeError:  # it is over, as what was to be done
            log.debug("the broadcast has ended")

    def _work(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._run())

    async def _run(self) -> None:
        pause = self._pause_seconds
        while not self._closing.is_set():
            try:
                await self._hold()
                return
            except BrokerUnavailable as gone:
                fault = str(gone)
            except Exception:  # without this thread, nobody would try again
                log.exception("the broadcast failed")
                fault = "The broker cannot be used: see the log."
            pause = self._pause_seconds if self._is_connected else min(2 * pause, LONGEST_PAUSE_SECONDS)
            self._note(is_connected=False, fault=fault)
            await self._sleep(pause)

    async def _hold(self) -> None:
        """One connection from its beginning; returns at the end, with nothing left to send."""
        connection = await self._exchange.connect(self._receive, self._wake.set)
        self._note(is_connected=True, fault=None)
        try:
            await self._carry(connection)
        finally:
            await connection.close()

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    async def _carry(self, connection: Connection) -> None:
        """Send what comes, until the end."""
        while connection.is_open:
            if message := self._next():
                await connection.publish(message.to_json())
                with self._lock:
                    self._unsent = None
            elif self._closing.is_set():
                return
            else:
                await self._wake.wait()
                self._wake.clear()
        raise BrokerUnavailable("The connection to the broker was lost.")

    def _next(self) -> BroadcastMessage | None:
        """The message that may not have arrived, under the id it had; or else one of what waits."""
        with self._lock:
            oldest = time.monotonic() - SECONDS_PER_VISIT
            self._drop(sum(1 for _ in takewhile(lambda one: one[0] < oldest, self._waiting)))
            if self._unsent is None and self._waiting:
                n_events = min(len(self._waiting), MAX_TOGETHER)
                together = tuple(self._waiting.popleft()[1] for _ in range(n_events))
                self._unsent = BroadcastMessage(uuid4().hex, self._own_id, together)
            return self._unsent

    def _drop(self, n_events: int) -> None:
        """The oldest."""
        if n_events <= 0:
            return
        for _ in range(n_events):
            self._waiting.popleft()
        n_before, self._n_dropped = self._n_dropped, self._n_dropped + n_events
        if not n_before or n_before // _DROPS_PER_LINE < self._n_dropped // _DROPS_PER_LINE:
            log.warning("%d events did not reach other processes so far: the broker is gone", self._n_dropped)

    def _note(self, *, is_connected: bool, fault: str | None) -> None:
        with self._lock:
            is_news = fault != self._fault or is_connected != self._is_connected
            self._is_connected, self._fault = is_connected, fault
        if is_news and fault:
            log.warning("%s Events are taken as ever; other processes learn of them when it is back.", fault)
        elif is_news:
            log.info("connected to the broker: events reach other processes")

    def _receive(self, body: bytes) -> None:
        try:
            message = BroadcastMessage.from_json(body)
        except MessageUnreadable as unreadable:
            log.warning("%s", unreadable)
            return
        if message.sender == self._own_id or message.message_id in self._seen:
            return
        self._seen[message.message_id] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        for listener in self._listeners:
            try:
                listener.events_stored(message.events)
            except Exception:
                log.exception("a listener failed on %d events of another process", len(message.events))


def try_once(exchange: Exchange) -> None:
    """Connect and leave again.

    Raises:
        BrokerUnavailable: with a sentence that says what is wrong.
    """

    async def visit() -> None:
        connection = await exchange.connect(lambda message: None, lambda: None)
        await connection.close()

    asyncio.run(visit())
