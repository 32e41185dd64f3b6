"""The server's end of the socket to its process for events."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from typing import cast

from api.desk_wire import Frame, FrameReader, Kind, fault_of, receipt_of, request_frame, stored_of
from api.event_desk import ACKNOWLEDGED_SECONDS, LATE, SentRequest
from events.errors import EventsDelayed
from events.listener import EventListener
from events.receipt import Receipt

log = logging.getLogger("shopkeeper.events")

#: Of requests that wait: what the process takes in a second and a half. More would only be answered too late.
MAX_WAITING_BYTES = 8_000_000
_GONE = "The server's process for events ended; send them again in a moment."


class DeskLink(asyncio.Protocol):
    """Asks, and matches the answers; for one process, and one event loop.

    Attributes:
        lost: done when the process is gone.
    """

    def __init__(self, listeners: Sequence[EventListener]) -> None:
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listeners = listeners
        self._reader = FrameReader()
        self._answers: dict[int, asyncio.Future[Receipt]] = {}
        self._n_asked = 0
        self._n_waiting_bytes = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process can be asked."""
        self._transport = cast(asyncio.Transport, transport)

    async def ask(self, request: SentRequest) -> Receipt:
        """See `EventDesk.take`."""
        if self._transport is None or self._transport.is_closing():
            raise EventsDelayed(_GONE)
        size = len(request.body)
        if self._n_waiting_bytes + size > MAX_WAITING_BYTES:
            raise EventsDelayed("More events arrive than can be written down; send these again in a moment.")
        number = self._n_asked = (self._n_asked + 1) % 2**32
        answer: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        self._n_waiting_bytes += size
        self._transport.write(request_frame(number, request))
        try:
            async with asyncio.timeout(ACKNOWLEDGED_SECONDS):
                return await answer
        except TimeoutError:
            raise EventsDelayed(LATE) from None
        finally:
            self._n_waiting_bytes -= size
            del self._answers[number]

    def hang_up(self) -> None:
        """Ask nothing more; what was asked is still answered."""
        if self._transport is not None and not self._transport.is_closing():
            with contextlib.suppress(OSError):
                self._transport.write_eof()

    def data_received(self, data: bytes) -> None:
        """Answers, and news for those who listen, in the order the process sent them."""
        for frame in self._reader.feed(data):
            if frame.kind is Kind.STORED:
                self._tell(frame)
            elif (answer := self._answers.get(frame.number)) is not None and not answer.done():
                if frame.kind is Kind.RECEIPT:
                    answer.set_result(receipt_of(frame.content))
                else:
                    answer.set_exception(fault_of(frame.content))

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits is told to send again: what was stored of it counts once."""
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(EventsDelayed(_GONE))
        if not self.lost.done():
            self.lost.set_result(None)

    def _tell(self, frame: Frame) -> None:
        events = stored_of(frame.content)
        for listener in self._listeners:
            try:
                listener.events_stored(events)
            except Exception:
                log.exception("a listener failed on %d events, which are stored", len(events))
