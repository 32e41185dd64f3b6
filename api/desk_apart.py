"""Hands events to a process of their own, and starts that again whenever it ends."""

import asyncio
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict

from api.desk_link import DeskLink
from api.desk_settings import DeskSettings
from api.event_desk import SentRequest
from events.errors import EventsDelayed
from events.listener import EventListener
from events.receipt import Receipt

log = logging.getLogger("shopkeeper.events")

#: A process that ends sooner than this after its start may do so again.
_STEADY_SECONDS = 10.0
_MAX_PAUSE_SECONDS = 30.0
#: So long the process may write what waits, at the end.
CLOSE_SECONDS = 20.0


class DeskApart:
    """An `EventDesk`; one process at a time, of a lower priority than the server's.

    Args:
        settings: where the process writes.
        listeners: told, in the event loop, of the stored events that `events.echo` lets through.
    """

    def __init__(self, settings: DeskSettings, listeners: Sequence[EventListener] = ()) -> None:
        self._settings = settings
        self._listeners = tuple(listeners)
        self._link: DeskLink | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """Of the process that takes events now; None between two."""
        return self._process.pid if self._process is not None and self._link is not None else None

    async def prepare(self) -> None:
        """Start the process; requests may come at once, and wait for it."""
        self._keeping = asyncio.create_task(self._keep(*await self._start()))

    async def take(self, request: SentRequest) -> Receipt:
        """See `EventDesk`."""
        if self._link is None:
            raise EventsDelayed("The server's process for events is being started; send these in a moment.")
        return await self._link.ask(request)

    async def close(self) -> None:
        """Have the process write what waits, and end."""
        self._is_closed = True
        if self._keeping is None:
            return
        if self._link is None:  # between two processes: nothing waits
            self._keeping.cancel()
        else:
            self._link.hang_up()
        await asyncio.wait({self._keeping}, timeout=CLOSE_SECONDS)
        if not self._keeping.done() and self._process is not None:
            log.error("the process for events did not end in %.0f s; it is ended", CLOSE_SECONDS)
            self._process.kill()
            await self._keeping

    async def _start(self) -> "tuple[DeskLink, subprocess.Popen[bytes]]":
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.to_thread(_started, self._settings, theirs)
        loop = asyncio.get_running_loop()
        _, link = await loop.create_connection(lambda: DeskLink(self._listeners), sock=ours)
        self._link, self._process = link, process
        return link, process

    async def _keep(self, link: DeskLink, process: "subprocess.Popen[bytes]") -> None:
        """One process after the other, until this is closed."""
        loop, n_quick = asyncio.get_running_loop(), 0
        while True:
            started = loop.time()
            await link.lost
            self._link = None
            code = await asyncio.to_thread(_ended, process)
            if self._is_closed:
                return
            n_quick = 0 if loop.time() - started > _STEADY_SECONDS else n_quick + 1
            pause = 0.0 if n_quick < 2 else min(2.0 ** (n_quick - 2), _MAX_PAUSE_SECONDS)
            log.error("the process for events ended with %s; another one is started in %.0f s", code, pause)
            await asyncio.sleep(pause)
            link, process = await self._start()


def _started(settings: DeskSettings, link: socket.socket) -> "subprocess.Popen[bytes]":
    number = link.fileno()
    command = [sys.executable, "-m", "api.desk_process", str(number)]
    # A session of its own: Ctrl-C at the terminal is for the server, which ends it.
    process = subprocess.Popen(  # noqa: S603 ours
        command, stdin=subprocess.PIPE, pass_fds=[number], start_new_session=True
    )
    if process.stdin:
        with process.stdin as told:
            told.write(json.dumps(asdict(settings)).encode())
    return process


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """Its exit code; it has closed its end of the socket already, and what it had is written."""
    try:
        return process.wait(CLOSE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
