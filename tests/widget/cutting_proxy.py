"""A proxy before the real server that loses the connection in the middle of an answer, as a train in a tunnel does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class CuttingProxy:
    """Passes bytes on; the next stream of an answer is cut after so many bytes of it.

    Attributes:
        url: where to reach the server through it.
        cut_after_bytes: of the next answer's response, head included; None for no more cuts.
        n_cuts: how many connections it has cut.
    """

    url: str = ""
    cut_after_bytes: int | None = None
    n_cuts: int = 0


@contextmanager
def cutting(server_url: str) -> Iterator[CuttingProxy]:
    """A proxy before the server, on a free port."""
    address = urlsplit(server_url)
    with socket.create_server(("127.0.0.1", 0)) as door:
        proxy = CuttingProxy(f"http://127.0.0.1:{door.getsockname()[1]}")
        threading.Thread(target=_accept, args=(door, (address.hostname, address.port), proxy), daemon=True).start()
        yield proxy
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _accept(door: socket.socket, server: tuple[str | None, int | None], proxy: CuttingProxy) -> None:
    with suppress(OSError):
        while True:
            browser, _ = door.accept()
            line = _Line(browser, socket.create_connection(server))
            threading.Thread(target=_carry_up, args=(line, proxy), daemon=True).start()
            threading.Thread(target=_carry_down, args=(line, proxy), daemon=True).start()


@dataclass
class _Line:
    """One connection; `n_left` bytes of what comes down it still pass, None for all."""

    browser: socket.socket
    server: socket.socket
    n_left: int | None = None

    def close(self) -> None:
        for one in (self.browser, self.server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _carry_up(line: _Line, proxy: CuttingProxy) -> None:
    """Requests: one for an answer says how much of it comes back."""
    with suppress(OSError):
        while data := line.browser.recv(65_536):
            if data.startswith(b"POST /v1/chat"):
                line.n_left, proxy.cut_after_bytes = proxy.cut_after_bytes, None
            line.server.sendall(data)
    line.close()


def _carry_down(line: _Line, proxy: CuttingProxy) -> None:
    with suppress(OSError):
        while data := line.server.recv(65_536):
            line.browser.sendall(data[: line.n_left])
            if line.n_left is None:
                continue
            line.n_left -= len(data)
            if line.n_left <= 0:
                proxy.n_cuts += 1
                break
    line.close()
