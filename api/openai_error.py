"""Errors as clients of OpenAI's protocol read them, on the one path that speaks it."""

import json
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem import PROBLEM_TYPE

_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
#: The protocol knows no 422.
_STATUSES = {422: 400}


def error_object(status: int, code: str, message: str, param: str | None = None) -> dict[str, Any]:
    """`{"error": …}`."""
    kind = _TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


class OpenAiErrors:
    """ASGI middleware, around all others: on `path`, problem documents become OpenAI's errors."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] == self._path:
            send = _Rewritten(send).send
        await self._app(scope, receive, send)


class _Rewritten:
    """Sends a response, held back as long as it is a problem document that has not come whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._problem: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._problem = message
        elif self._problem is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_error(self._problem)

    async def _send_error(self, start: Message) -> None:
        problem = json.loads(self._body)
        pointer = problem["errors"][0]["pointer"] if problem.get("errors") else ""
        param = pointer.removeprefix("#/").replace("/", ".").removeprefix("#") or None
        body = json.dumps(error_object(problem["status"], problem["code"], problem["detail"], param)).encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Type"] = "application/json"
        headers["Content-Length"] = str(len(body))
        await self._send({**start, "status": _STATUSES.get(start["status"], start["status"])})
        await self._send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith(PROBLEM_TYPE)
