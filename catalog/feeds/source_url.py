"""The address of a feed on the web, checked before anything is asked of it."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, urlsplit

from catalog.errors import FeedRefused

#: Ports of the web; others are of services that were never meant to be fetched from.
WEB_PORTS = frozenset({80, 443, 8080, 8443})
_DEFAULT_PORT = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class SourceUrl:
    """An address that may be asked; where its host is, is looked at on connecting.

    Attributes:
        whole: as it was written.
        scheme: `http` or `https`.
        host: as the network knows it: `xn--bcher-kva.example` for `bücher.example`.
        port: the scheme's where none is written.
        target: path and query as they are sent.
    """

    whole: str
    scheme: str
    host: str
    port: int
    target: bytes

    @classmethod
    def of(cls, url: str, *, ports: frozenset[int] | None = WEB_PORTS) -> Self:
        """Read an address; with `ports`, only one of these may be named.

        Raises:
            FeedRefused: if it may not be asked.
        """
        shown = without_query(url)
        if any(ord(sign) <= 32 or ord(sign) == 127 or sign == "\\" for sign in url):
            raise FeedRefused(f"{shown!r} holds blanks, control characters or backslashes")
        try:
            parts = urlsplit(url)
            port = parts.port if parts.port is not None else _DEFAULT_PORT.get(parts.scheme, 0)
        except ValueError as error:
            raise FeedRefused(f"{shown!r} is no address: {error}") from None
        if parts.scheme not in _DEFAULT_PORT:
            raise FeedRefused(f"{shown!r} is not an address of the web: feeds are fetched by https or http")
        if "@" in parts.netloc:
            raise FeedRefused(f"{shown!r} must be given without a user name and password")
        host = _host(parts, shown)
        if ports is not None and port not in ports:
            raise FeedRefused(
                f"{shown!r} is at port {port}; other ports than {', '.join(map(str, sorted(ports)))} are asked only "
                "with SHOPKEEPER_ALLOW_PRIVATE_SOURCES=true"
            )
        return cls(url, parts.scheme, host, port, _target(parts))

    @property
    def shown(self) -> str:
        """As it may be shown and kept."""
        return without_query(self.whole)

    @property
    def host_header(self) -> str:
        """The `Host` of a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"


def without_query(url: str) -> str:
    """The address as it may be shown and kept: query and user name may be secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition("?")[0].rpartition("@")[2]
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{'?…' if parts.query else ''}"


def _host(parts: SplitResult, shown: str) -> str:
    host = parts.hostname or ""
    if not host or "%" in parts.netloc:
        raise FeedRefused(f"{shown!r} names no host")
    try:
        # One spelling for all that look the same: `１２７.０.０.１` is 127.0.0.1.
        return host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise FeedRefused(f"{host!r} is no name of a host") from None


def _target(parts: SplitResult) -> bytes:
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return b"".join(b"%%%02X" % byte if byte > 126 else bytes([byte]) for byte in whole.encode(errors="replace"))
