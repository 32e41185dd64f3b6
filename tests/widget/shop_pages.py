"""The pages of a shop on loopback: what they say, and what browsers ask of them."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request that reached a server of ours."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Page:
    """What a path answers."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})

    @classmethod
    def of_json(cls, value: Any, status: int = 200, **headers: str) -> "Page":
        return cls(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})


class ShopPages:
    """A shop's web site; `requests` are those since the last `clear`."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.requests: list[Asked] = []
        self._pages: dict[str, Page | Callable[[Asked], Page]] = {}

    def put(self, path: str, page: str | Page | Callable[[Asked], Page], **headers: str) -> str:
        """Answer `path` with this from now on; gives its address."""
        made = Page(page.encode(), headers=Page().headers | headers) if isinstance(page, str) else page
        self._pages[path] = made
        return self.url + path

    def clear(self) -> None:
        self._pages.clear()
        self.requests.clear()

    def answer(self, asked: Asked) -> Page:
        self.requests.append(asked)
        page = self._pages.get(asked.path.partition("?")[0], Page(status=404))
        return page if isinstance(page, Page) else page(asked)

    def asked(self, path: str) -> list[Asked]:
        return [request for request in self.requests if request.path == path]


@contextmanager
def serving_pages() -> Iterator[ShopPages]:
    """An empty site on a free port."""
    pages = ShopPages()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            page = pages.answer(Asked(self.command, self.path, dict(self.headers), body))
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.content)))
            self.end_headers()
            self.wfile.write(page.content)

        do_GET = do_POST = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with running(Handler) as url:
        pages.url = url
        yield pages


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A threaded server on a free port of loopback; gives its URL."""
    server = _QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is no error."""


def host_page(
    service: str, body: str = "<h1>Winter sale</h1>", *, head: str = "", lang: str = "en", **data: str
) -> str:
    """A page of a shop with the chat on it; `data` are the script's data attributes (`cart="host"`)."""
    attributes = " ".join(f'data-{name.replace("_", "-")}="{value}"' for name, value in data.items())
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Shop</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
        f'<body>{body}<script src="{service}/widget.js" {attributes} defer></script></body></html>'
    )
