"""Gives every request an id, a line in the log and its place in the metrics; the last net for what nobody expected."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem import problem_response

log = logging.getLogger("shopkeeper.api")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: (method, route, status, seconds until the response began)
RequestCounter = Callable[[str, str, int, float], None]


class RequestLog:
    """ASGI middleware, the outermost: an unknown error becomes a 500 without a trace, and a trace in the log."""

    def __init__(self, app: ASGIApp, count: RequestCounter) -> None:
        self._app = app
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, send)
        try:
            await self._app(scope, receive, request.send)
        except Exception as error:
            log.exception("request %s failed: %s %s", request.id, scope["method"], request.route)
            if not request.status:
                await problem_response(error, request.id)(scope, receive, request.send)
        self._count(scope["method"], request.route, request.status, request.seconds)
        log.info(
            "%s %s %d %.1f ms %s", scope["method"], request.route, request.status, request.seconds * 1000, request.id
        )


class _Request:
    """One request as it is answered."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(12)
        self.status = 0
        self.seconds = 0.0
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        scope.setdefault("state", {})["request_id"] = self.id

    @property
    def route(self) -> str:
        """The path as declared, so that no id of a shopper is logged or counted."""
        return str(getattr(self._scope.get("route"), "path", None) or "unmatched")

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.seconds = time.perf_counter() - self._started
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.id
            headers["X-Content-Type-Options"] = "nosniff"
        await self._send(message)
