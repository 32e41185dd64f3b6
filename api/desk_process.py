"""The process that judges events and writes them, so that a server's answers to shoppers do not wait for that.

It reads requests from one socket and answers there; it ends when the server's end of the socket is closed, be it by a
kill, after what it has is written.
"""

import json
import logging
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import timedelta

from api.catalog_codes import CatalogCodes
from api.desk_here import judge
from api.desk_settings import DeskSettings
from api.desk_wire import (
    PIECE_BYTES,
    Frame,
    FrameReader,
    fault_frame,
    receipt_frame,
    request_of,
    stored_frame,
)
from catalog.store import CatalogStore
from database.engine import open_database
from database.errors import DatabaseUnavailable
from events.echo import Echo
from events.errors import BatchRefused, EventsDelayed
from events.event import Event
from events.event_rules import EventRules
from events.event_table import Verdict
from events.event_writer import EventWriter
from events.intake import EventIntake, Judged
from events.receipt import Receipt
from events.sent_batch import read_batch

log = logging.getLogger("shopkeeper.events")

#: Added to the niceness of the process: shoppers come first.
NICENESS = 10
#: Requests that come within this time are judged together, and mostly written in one commit: a commit of ten events
#: takes five times the processor time, for each of them, of one of a hundred.
GATHER_SECONDS = 0.01
#: With so much there is nothing to wait for.
ENOUGH_BYTES = 16_384
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_EXPECTED = (BatchRefused, EventsDelayed, DatabaseUnavailable)


class Outbox:
    """Sends what gathered while it sent; the order stays. A thread, so that who writes events does not wait for it."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._change = threading.Condition()
        self._frames: list[bytes] = []
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)
        self._thread.start()

    def put(self, frame: bytes) -> None:
        """Have it sent soon."""
        with self._change:
            self._frames.append(frame)
            self._change.notify()

    def events_stored(self, stored: Sequence[Event]) -> None:
        """See `EventListener`: the server is told before the senders are answered."""
        self.put(stored_frame(stored))

    def close(self) -> None:
        """Send what is left."""
        with self._change:
            self._is_closed = True
            self._change.notify()
        self._thread.join()

    def _work(self) -> None:
        while frames := self._gathered():
            try:
                self._link.sendall(b"".join(frames))
            except OSError:  # nobody is there any more; what waits is written all the same
                return

    def _gathered(self) -> list[bytes]:
        with self._change:
            self._change.wait_for(lambda: self._frames or self._is_closed)
            frames, self._frames = self._frames, []
            return frames


class DeskProcess:
    """Answers one server until that hangs up."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._outbox = Outbox(link)
        self._reader = FrameReader()

    def run(self, settings: DeskSettings) -> None:
        """Take requests; everything that was taken is on disk, or told not to be, when this returns."""
        database = open_database(settings.url)
        writer = EventWriter(database, [Echo([self._outbox])], CatalogCodes(CatalogStore(database)).named)
        intake = EventIntake(writer, EventRules(timedelta(days=settings.event_days)))
        intake.prepare()
        while frames := self._gathered():
            judged = [one for frame in frames if (one := self._judged(intake, frame))]
            for number, submission in judged:
                self._write(intake, number, submission)
        writer.close()
        self._outbox.close()
        database.close()

    def _gathered(self) -> list[Frame]:
        """Requests that came within some milliseconds; none once the server has hung up."""
        frames: list[Frame] = []
        n_bytes, deadline = 0, 0.0
        while not frames or n_bytes < ENOUGH_BYTES:
            if frames and not select.select([self._link], (), (), max(0.0, deadline - time.monotonic()))[0]:
                break
            piece = self._received()
            if not piece:
                break
            n_bytes += len(piece)
            if not frames:
                deadline = time.monotonic() + GATHER_SECONDS
            frames += self._reader.feed(piece)
        return frames

    def _received(self) -> bytes:
        try:
            return self._link.recv(PIECE_BYTES)
        except OSError:
            return b""

    def _judged(self, intake: EventIntake, frame: Frame) -> tuple[int, Judged] | None:
        try:
            request = request_of(frame.content)
            return frame.number, judge(intake, read_batch(request.body, request.call), request)
        except Exception as error:
            self._outbox.put(_fault(frame.number, error))
            return None

    def _write(self, intake: EventIntake, number: int, judged: Judged) -> None:
        try:
            writing = intake.write(judged)
        except EventsDelayed as error:
            self._outbox.put(_fault(number, error))
            return
        writing.add_done_callback(lambda written: self._outbox.put(_answer(number, judged, written)))


def _answer(number: int, judged: Judged, written: "Future[tuple[Verdict, ...]]") -> bytes:
    try:
        return receipt_frame(number, Receipt.of(judged.told(written.result())))
    except Exception as error:
        return _fault(number, error)


def _fault(number: int, error: BaseException) -> bytes:
    if not isinstance(error, _EXPECTED):
        log.error("a request of events failed", exc_info=error)
    return fault_frame(number, error)


def main(arguments: Sequence[str]) -> None:
    """What such a process does: its settings come by its standard input, the number of its socket as argument."""
    os.nice(NICENESS)
    # The server decides when this ends, also where a terminal or a service manager tells all processes at once.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING, format=_LOG_FORMAT)
    settings = DeskSettings(**json.load(sys.stdin))
    with socket.socket(fileno=int(arguments[0])) as link:
        DeskProcess(link).run(settings)


if __name__ == "__main__":
    main(sys.argv[1:])
