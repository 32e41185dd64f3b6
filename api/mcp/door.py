"""Opens the shop's tools when the first agent comes: few shops see one, and the SDK takes 25 MB and half a second."""

import asyncio
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from api.shop import Shop

if TYPE_CHECKING:
    from api.mcp.server import McpServer


class McpDoor:
    """Answers agents over HTTP; for one event loop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._closing = asyncio.Event()
        self._opened: asyncio.Future[McpServer] | None = None
        self._holding: asyncio.Task[None] | None = None

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if self._opened is None:
            self._opened = asyncio.get_running_loop().create_future()
            self._holding = asyncio.create_task(self._hold(self._opened))
        server = await asyncio.shield(self._opened)
        await server.handle(scope, receive, send)

    async def close(self) -> None:
        """End; who is answered just now is not any more."""
        self._closing.set()
        if self._holding:
            await self._holding

    async def _hold(self, opened: "asyncio.Future[McpServer]") -> None:
        """In a task of its own: the SDK's tasks must end where they began, and a request ends before them."""
        try:
            server = await asyncio.to_thread(_server_of, self._shop)
            async with server.running():
                opened.set_result(server)
                await self._closing.wait()
        except Exception as error:
            if opened.done():
                raise
            self._opened = None  # the next agent tries again
            opened.set_exception(error)


def _server_of(shop: Shop) -> "McpServer":
    from api.mcp.server import McpServer  # see above

    return McpServer(shop)
