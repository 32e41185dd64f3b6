"""Reads request bodies before anything parses them: no more than is allowed, and only what is plain JSON."""

import asyncio
import re
import zlib
from dataclasses import dataclass

import pydantic_core
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyRefused
from api.problem import problem_response

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """What a body may be.

    Attributes:
        max_bytes: for every path but those in `max_bytes_by_path`.
        max_depth: of nested arrays and objects.
        read_seconds: a client that sends more slowly is not waited for.
        judged_paths: paths that judge their bodies piece by piece themselves: those are only read, may be gzipped, and
            may be plain text, as browsers' beacons are.
        form_paths: paths that take the forms of pages instead of JSON.
    """

    max_bytes: int = 64_000
    max_bytes_by_path: tuple[tuple[str, int], ...] = ()
    max_depth: int = 20
    read_seconds: float = 20.0
    judged_paths: frozenset[str] = frozenset()
    form_paths: frozenset[str] = frozenset()

    def max_bytes_of(self, path: str) -> int:
        """The limit of a path."""
        return dict(self.max_bytes_by_path).get(path, self.max_bytes)


class BodyGate:
    """ASGI middleware; what it lets through is UTF-8 JSON without NaN, lone surrogates or NUL, within the limits."""

    def __init__(self, app: ASGIApp, limits: BodyLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(scope, receive)
            if scope["path"] in self._limits.judged_paths:
                _check_type(Headers(scope=scope), "application/json", "text/plain")
                body = _unpacked(body, Headers(scope=scope), self._limits.max_bytes_of(scope["path"]))
            elif body and scope["path"] in self._limits.form_paths:
                _check_type(Headers(scope=scope), "application/x-www-form-urlencoded")
            elif body:
                _check_type(Headers(scope=scope), "application/json")
                check_json(body, self._limits.max_depth)
        except BodyRefused as refusal:
            await problem_response(refusal, scope["state"]["request_id"])(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        limit = self._limits.max_bytes_of(scope["path"])
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > limit:
            raise _too_large(limit)
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.read_seconds):
                while True:
                    message = await receive()
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise _too_large(limit)
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise BodyRefused("body_too_slow", 408, "The body did not arrive in time; send it again.") from None


def check_json(body: bytes, max_depth: int) -> None:
    """Refuse what is not JSON, or JSON that no honest client sends.

    Raises:
        BodyRefused: with the code `json_too_deep` or `invalid_json`.
    """
    depth = deepest = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", body)):
        depth += 1 if bracket[0] in b"[{" else -1
        deepest = max(deepest, depth)
    if deepest > max_depth:
        raise BodyRefused("json_too_deep", 400, f"The body is nested {deepest} deep; at most {max_depth} is allowed.")
    if _NUL.search(body):
        raise BodyRefused("invalid_json", 400, "The body holds a NUL character; leave it out.")
    try:
        pydantic_core.from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise BodyRefused("invalid_json", 400, f"The body is not valid JSON: {error}") from None


def _check_type(headers: Headers, *allowed: str) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in allowed:
        raise BodyRefused("unsupported_media_type", 415, "Send the body as Content-Type: application/json.")


def _unpacked(body: bytes, headers: Headers, limit: int) -> bytes:
    """The body without its compression; one that would grow beyond the limit is not unpacked further."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding != "gzip":
        raise BodyRefused("unsupported_media_type", 415, "Send the body as it is, or gzipped.")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(body, limit + 1)
    except zlib.error:
        raise BodyRefused("invalid_gzip", 400, "The body is said to be gzipped, and is not.") from None
    if len(unpacked) > limit:
        raise _too_large(limit)
    if not unpacking.eof:
        raise BodyRefused("invalid_gzip", 400, "The body's gzip data end too early.")
    return unpacked


def _too_large(limit: int) -> BodyRefused:
    return BodyRefused("body_too_large", 413, f"The body is larger than the {limit:,} bytes allowed here.")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once, in one piece; afterwards whatever the client does, such as leaving."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
