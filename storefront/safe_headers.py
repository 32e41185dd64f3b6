"""What every page of the shop tells the browser not to do."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing inline and nothing from elsewhere, and no text that becomes markup: the chat widget needs none of it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{pictures}; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)


class SafeHeaders:
    """ASGI middleware.

    Args:
        app: what answers.
        pictures: an origin whose pictures may be shown beside the shop's own.
    """

    def __init__(self, app: ASGIApp, pictures: str = "") -> None:
        self._app = app
        self._policy = _POLICY.format(pictures=f" {pictures}" if pictures else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                # Scripts of one version and pages of another must not mix: browsers ask, and mostly hear of no change.
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)
