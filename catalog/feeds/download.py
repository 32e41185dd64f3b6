"""The one client that fetches a feed from the web; it does not let itself be sent into the shop's own network.

A name is looked up once, every address it has must be public, and the connection goes to that very address, so that a
name server that changes its mind changes nothing (CWE-918, DNS rebinding).
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Self
from urllib.parse import urljoin

import httpcore

from catalog.errors import FeedRefused, SourceUnavailable
from catalog.feeds.public_address import Address, addresses_of, is_public
from catalog.feeds.source_url import WEB_PORTS, SourceUrl

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: The server is there and may do better later.
_TRY_AGAIN = frozenset({408, 425, 429})
_HEADERS = [
    (b"User-Agent", b"Shopkeeper"),
    (b"Accept", b"*/*"),
    (b"Accept-Encoding", b"gzip, identity;q=0.5"),
]


@dataclass(frozen=True, slots=True)
class DownloadLimits:
    """What a feed's server may cost, and where it may be.

    Attributes:
        may_reach: whether an address may be asked.
        ports: which may be asked; None for all.
        max_bytes: of the file as it is stored.
        seconds: for everything: looking up, redirects, the whole body.
        silence_seconds: between two pieces.
        max_redirects: each of them is checked as the first address was.
        trusted: who may sign a server's certificate; None leaves it to the system and to certifi's list.
        resolve: asks where a host is.
    """

    may_reach: Callable[[Address], bool] = is_public
    ports: frozenset[int] | None = WEB_PORTS
    max_bytes: int = 2_000_000_000
    seconds: float = 900.0
    silence_seconds: float = 20.0
    max_redirects: int = 3
    trusted: ssl.SSLContext | None = None
    resolve: Callable[[str, int], Sequence[Address]] = addresses_of

    @classmethod
    def of_shop(cls, *, allow_private: bool) -> Self:
        """The limits as the shop set them: with private sources, any address and any port may be asked."""
        return cls(may_reach=lambda _: True, ports=None) if allow_private else cls()


@contextmanager
def downloaded(url: str, limits: DownloadLimits) -> Iterator[Path]:
    """The file behind an address of the web, on disk until the block ends.

    Raises:
        FeedRefused: if the address, where it leads to, or what comes back must not be used.
        SourceUnavailable: if the server is not there, is too slow, breaks off or answers with an error of its own.
    """
    with TemporaryDirectory(prefix="shopkeeper-") as folder:
        path = Path(folder) / "feed"
        with path.open("wb") as file:
            _Download(SourceUrl.of(url, ports=limits.ports), limits).into(file)
        yield path


class _Download:
    def __init__(self, url: SourceUrl, limits: DownloadLimits) -> None:
        self._url = url
        self._limits = limits
        self._trusted = limits.trusted or httpcore.default_ssl_context()
        self._deadline = time.monotonic() + limits.seconds

    def into(self, file: IO[bytes]) -> None:
        url = self._url
        for _ in range(self._limits.max_redirects + 1):
            location = self._answer(url, file)
            if location is None:
                return
            following = SourceUrl.of(urljoin(url.whole, location), ports=self._limits.ports)
            if url.scheme == "https" and following.scheme == "http":
                raise FeedRefused(f"{url.shown} redirects from https to http, which anybody can read and change")
            url = following
        raise FeedRefused(f"{self._url.shown} redirects more than {self._limits.max_redirects} times")

    def _answer(self, url: SourceUrl, file: IO[bytes]) -> str | None:
        """Write what the server sends; where it redirects to, if it does."""
        network = _GuardedNetwork(self._limits, self._deadline)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._limits.silence_seconds)
        address = httpcore.URL(scheme=url.scheme, host=url.host, port=url.port, target=url.target)
        headers = [*_HEADERS, (b"Host", url.host_header.encode())]
        with (
            _upstream_errors(url),
            httpcore.ConnectionPool(network_backend=network, ssl_context=self._trusted) as pool,
            pool.stream("GET", address, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            if response.status in _REDIRECTS:
                return _location(response, url)
            _refuse_status(response.status, url)
            self._store(response, url, file)
        return None

    def _store(self, response: httpcore.Response, url: SourceUrl, file: IO[bytes]) -> None:
        length = _header(response, b"content-length")
        if length.isdigit() and int(length) > self._limits.max_bytes:
            raise self._too_large(url)
        n_bytes = 0
        for piece in _unpacked(response.iter_stream(), _header(response, b"content-encoding"), url):
            n_bytes += len(piece)
            if n_bytes > self._limits.max_bytes:
                raise self._too_large(url)
            file.write(piece)

    def _too_large(self, url: SourceUrl) -> FeedRefused:
        return FeedRefused(f"{url.shown} is larger than {self._limits.max_bytes:,} bytes")


class _GuardedNetwork(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and to no other; nothing takes longer than until the deadline."""

    def __init__(self, limits: DownloadLimits, deadline: float) -> None:
        self._limits = limits
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the host up once, refuse it if any of its addresses is not public, and connect to one of them."""
        found = self._limits.resolve(host, port)
        for address in found:
            self._refuse_unreachable(host, address)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in found:
            try:
                stream = self._network.connect_tcp(str(address), port, _left(self._deadline, timeout), local_address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _refuse_unreachable(self, host: str, address: Address) -> None:
        if not self._limits.may_reach(address):
            raise FeedRefused(
                f"{host} is at {address}, which is not of the public net; feeds of the shop's own network are fetched "
                "only with SHOPKEEPER_ALLOW_PRIVATE_SOURCES=true"
            )


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no step ends after the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes."""
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All bytes."""
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt; the certificate must be of the name that was asked for, not of the address."""
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of its own streams."""
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if timeout is None else min(left, timeout)


def _location(response: httpcore.Response, url: SourceUrl) -> str:
    where = _header(response, b"location")
    if not where:
        raise FeedRefused(f"{url.shown} redirects without saying where to")
    return where


def _refuse_status(status: int, url: SourceUrl) -> None:
    if status == 200:
        return
    text = f"{url.shown} answers with {status}"
    if status in _TRY_AGAIN or status >= 500:
        raise SourceUnavailable(f"{text}; try again later")
    raise FeedRefused(f"{text}, not with a feed")


def _header(response: httpcore.Response, name: bytes) -> str:
    found: str = next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), "")
    return found.strip()


def _unpacked(pieces: Iterable[bytes], encoding: str, url: SourceUrl) -> Iterator[bytes]:
    """The body as the file is: what was packed for the journey only, is unpacked."""
    if encoding.lower() in ("", "identity"):
        yield from pieces
        return
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise FeedRefused(f"{url.shown} is sent in the encoding {encoding[:40]!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            yield from _grown(unpacker, piece)
    except zlib.error as error:
        raise SourceUnavailable(f"{url.shown} sent damaged gzip data ({error}); try again") from None
    yield unpacker.flush()
    if not unpacker.eof:
        raise SourceUnavailable(f"{url.shown} broke off; try again")


def _grown(unpacker: Any, piece: bytes) -> Iterator[bytes]:
    # A piece of gzip may be a thousand times as long unpacked: never more than a megabyte at once.
    while piece:
        yield unpacker.decompress(piece, 1_000_000)
        piece = unpacker.unconsumed_tail


@contextmanager
def _upstream_errors(url: SourceUrl) -> Iterator[None]:
    """Errors of the network as errors of a source."""
    try:
        yield
    except httpcore.TimeoutException:
        raise SourceUnavailable(f"{url.shown} took too long to answer; try again later") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise SourceUnavailable(f"{url.shown} could not be fetched: {str(error) or type(error).__name__}") from None
