"""Serves an open shop over HTTP until the process is told to stop."""

import signal
import socket
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import uvicorn
from starlette.routing import BaseRoute

from api.app import create_app
from api.desk_apart import DeskApart
from api.desk_settings import DeskSettings
from api.shop import Shop

#: Answers under way may finish for so long at shutdown.
GRACE_SECONDS = 10


#: Routes that are no part of the API.
Routes = Sequence[BaseRoute]


class ShopServer(uvicorn.Server):
    """A server that tells its address when it takes requests."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @property
    def url(self) -> str:
        """Where it listens, with the port that it really got."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started:
            self._on_ready(self.url)


def take_events_apart(shop: Shop) -> None:
    """Have the shop's next server start a process of its own for events, so that shoppers do not wait for them."""
    settings = DeskSettings(shop.settings.resolved_database_url, shop.settings.event_days)
    shop.event_desk = DeskApart(settings, shop.stored_listeners)


def make_server(shop: Shop, on_ready: Callable[[str], None] = lambda url: None, beside: Routes = ()) -> ShopServer:
    """A server on the host and port of the shop's settings, not started yet; `beside` as in `create_app`."""
    settings = shop.settings
    config = uvicorn.Config(
        create_app(shop, beside),
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
        access_log=False,  # the application's own log has no query strings and no ids in it
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return ShopServer(config, on_ready)


def serve(shop: Shop, on_ready: Callable[[str], None] = lambda url: None) -> None:
    """Serve until SIGINT or SIGTERM, with a process for events beside this one; from the main thread.

    Raises:
        KeyboardInterrupt: after SIGINT.
        SystemExit: after SIGTERM, or if the port is taken; so that whoever opened the shop closes it.
    """
    take_events_apart(shop)
    former = signal.signal(signal.SIGTERM, _leave)
    try:
        make_server(shop, on_ready).run()
    finally:
        signal.signal(signal.SIGTERM, former)


def _leave(number: int, frame: FrameType | None) -> None:
    """What SIGTERM does once the server has shut down: the default would end the process before the shop is closed."""
    sys.exit(0)
