"""Feeds from the web, against real servers on this machine."""

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from catalog.errors import CatalogError, FeedRefused, SourceUnavailable
from catalog.feeds.download import DownloadLimits, downloaded
from catalog.feeds.public_address import is_public
from catalog.feeds.source_url import without_query
from catalog.importer import import_feed

FEED = b"id,title,link,image_link,availability,price,brand\n1,Lamp,,,in_stock,12.00 GBP,Kiln\n"
INSIDE = replace(DownloadLimits.of_shop(allow_private=True), seconds=5, silence_seconds=2)
Play = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A web server on loopback whose every path is played by a function."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.plays: dict[str, Play] = {}
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers["Host"]))
                outer.plays[self.path.partition("?")[0]](self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str = "/feed.csv", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def answer(body: bytes, status: int = 200, **headers: str) -> Play:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return play


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    made.plays["/feed.csv"] = answer(FEED)
    yield made
    made.close()


def fetch(url: str, limits: DownloadLimits = INSIDE) -> bytes:
    with downloaded(url, limits) as file:
        return file.read_bytes()


def test_a_feed_is_fetched_and_gone_afterwards(server):
    with downloaded(server.url("/feed.csv?token=s3cret"), INSIDE) as file:
        assert file.read_bytes() == FEED
    assert not file.exists()
    assert server.asked == [("/feed.csv?token=s3cret", f"127.0.0.1:{server.port}")]


def test_an_import_takes_an_address_and_tells_no_token(server):
    report = import_feed(None, server.url("/feed.csv?token=s3cret"), dry_run=True, download=INSIDE)
    assert (report.exit_code, report.products, report.format) == (0, 1, "google-table")
    assert report.source == server.url() + "?…"
    assert "s3cret" not in str(report.to_json())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "１２７.０.０.１",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "LOCALHOST",
        "0.0.0.0",
        "[::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "2852039166",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "[ff02::1]",
        "240.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.1",
        "[2002:7f00:1::]",
        "[2001:db8::1]",
    ],
)
def test_without_the_setting_no_address_of_the_own_network_is_asked(host):
    with pytest.raises(FeedRefused, match=r"not of the public net; .*SHOPKEEPER_ALLOW_PRIVATE_SOURCES"):
        fetch(f"http://{host}/latest/meta-data/", DownloadLimits())


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "151.101.1.69", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_public_net_are_known(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433"])
def test_with_the_setting_they_are(server, host):
    assert fetch(server.url(host=host)) == FEED


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not an address of the web"),
        ("ftp://shop.example/feed.csv", "not an address of the web"),
        ("gopher://shop.example/feed.csv", "not an address of the web"),
        ("https://user:secret@shop.example/feed.csv", "without a user name"),
        ("https://shop.example@127.0.0.1/feed.csv", "without a user name"),
        ("https://shop.example:22/feed.csv", "at port 22"),
        ("https://shop.example:6379/feed.csv", "at port 6379"),
        ("https://shop.example:0/feed.csv", "at port 0"),
        ("https:///feed.csv", "names no host"),
        ("https://[fe80::1%25eth0]/feed.csv", "names no host"),
        ("https://shop.example\\@127.0.0.1/", "backslashes"),
        ("https://shop.example/a b", "blanks"),
        ("https://shop.example/\r\nHost: x", "control characters"),
        ("https://[::1/feed.csv", "no address"),
        ("https://shop.example:port/feed.csv", "no address"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused(url, reason):
    with pytest.raises(FeedRefused, match=reason) as raised:
        fetch(url, DownloadLimits())
    assert "secret" not in str(raised.value)


def test_a_host_that_is_private_by_one_of_its_addresses_is_refused():
    both = DownloadLimits(resolve=lambda host, port: [ip_address("8.8.8.8"), ip_address("10.0.0.7")])
    with pytest.raises(FeedRefused, match=r"shop\.example is at 10\.0\.0\.7"):
        fetch("https://shop.example/feed.csv", both)


def test_a_name_is_looked_up_once_and_the_server_is_asked_by_name(server):
    asked: list[str] = []

    def resolve(host: str, port: int) -> list:
        asked.append(host)
        return [ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1")]

    limits = replace(INSIDE, resolve=resolve)
    assert fetch(server.url(host="shop.example"), limits) == FEED
    assert asked == ["shop.example"]
    assert server.asked == [("/feed.csv", f"shop.example:{server.port}")]


def test_a_redirect_is_followed_three_times_and_no_further(server):
    for n in range(4):
        server.plays[f"/{n}"] = answer(b"", 302, Location=f"/{n - 1}" if n else "/feed.csv")
    assert fetch(server.url("/2")) == FEED
    with pytest.raises(FeedRefused, match="more than 3 times"):
        fetch(server.url("/3"))


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.1/", "not of the public net"),
        ("http://[::ffff:10.0.0.1]/", "not of the public net"),
        ("//169.254.169.254/latest/", "not of the public net"),
        ("http://2852039166/", "not of the public net"),
        ("http://127.0.0.1:22/", "at port 22"),
        ("file:///etc/passwd", "not an address of the web"),
        ("http://a:b@8.8.8.8/", "without a user name"),
        ("", "without saying where to"),
    ],
)
def test_where_a_redirect_leads_is_checked_as_the_first_address_was(server, location, reason):
    server.plays["/away"] = answer(b"", 301, Location=location)
    limits = DownloadLimits(
        may_reach=lambda address: str(address) == "127.0.0.1" or is_public(address),
        ports=frozenset({80, 443, server.port}),
    )
    with pytest.raises(FeedRefused, match=reason):
        fetch(server.url("/away"), limits)


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (404, FeedRefused, "answers with 404"),
        (401, FeedRefused, "answers with 401"),
        (204, FeedRefused, "answers with 204"),
        (206, FeedRefused, "answers with 206"),
        (429, SourceUnavailable, "answers with 429"),
        (500, SourceUnavailable, "answers with 500"),
        (503, SourceUnavailable, "try again later"),
    ],
)
def test_a_wrong_status_is_no_feed(server, status, error, words):
    server.plays["/feed.csv"] = answer(FEED if status != 204 else b"", status)
    with pytest.raises(error, match=words):
        fetch(server.url())


def test_an_import_ends_with_5_where_the_server_is_at_fault_and_with_4_where_the_address_is(server):
    server.plays["/feed.csv"] = answer(b"", 503)
    away = import_feed(None, server.url(), dry_run=True, download=INSIDE)
    assert (away.exit_code, away.is_unavailable) == (5, True)
    assert "Could not fetch" in away.to_text()
    refused = import_feed(None, server.url(), dry_run=True)
    assert (refused.exit_code, refused.is_unavailable) == (4, False)


def test_a_body_that_drips_is_given_up(server):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    server.plays["/feed.csv"] = drip
    start = time.monotonic()
    with pytest.raises(SourceUnavailable, match="took too long"):
        fetch(server.url(), replace(INSIDE, seconds=0.4, silence_seconds=5))
    assert time.monotonic() - start < 1.5


def test_a_server_that_is_silent_is_given_up(server):
    server.plays["/feed.csv"] = lambda handler: time.sleep(0.6)
    with pytest.raises(SourceUnavailable, match="took too long"):
        fetch(server.url(), replace(INSIDE, silence_seconds=0.2))


@pytest.mark.parametrize("headers", [{}, {"Content_Length": "1000000"}], ids=["counted", "announced"])
def test_a_body_that_is_too_large_is_refused(server, headers):
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        try:
            for _ in range(1_000):
                handler.wfile.write(b"x" * 1_000)
        except OSError:
            pass

    server.plays["/feed.csv"] = play
    with pytest.raises(FeedRefused, match="larger than 5,000 bytes"):
        fetch(server.url(), replace(INSIDE, max_bytes=5_000))


def test_a_body_that_breaks_off_is_not_taken(server):
    server.plays["/feed.csv"] = answer(FEED, Content_Length=str(len(FEED) + 10))
    with pytest.raises(SourceUnavailable, match="could not be fetched"):
        fetch(server.url())


def test_a_feed_may_be_packed_for_the_journey_and_in_itself(server):
    server.plays["/feed.csv"] = answer(gzip.compress(FEED), Content_Encoding="gzip")
    assert fetch(server.url()) == FEED
    packed = gzip.compress(FEED)
    server.plays["/feed.csv.gz"] = answer(gzip.compress(packed), Content_Encoding="gzip")
    assert fetch(server.url("/feed.csv.gz")) == packed
    assert import_feed(None, server.url("/feed.csv.gz"), dry_run=True, download=INSIDE).products == 1


def test_what_unpacks_to_too_much_is_refused(server):
    server.plays["/feed.csv"] = answer(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")
    with pytest.raises(FeedRefused, match="larger than 2,000,000 bytes"):
        fetch(server.url(), replace(INSIDE, max_bytes=2_000_000))


@pytest.mark.parametrize(
    ("body", "encoding", "error"),
    [
        (gzip.compress(FEED)[:-9], "gzip", SourceUnavailable),
        (b"not packed at all", "gzip", SourceUnavailable),
        (FEED, "br", FeedRefused),
        (FEED, "gzip, gzip", FeedRefused),
    ],
)
def test_a_body_in_a_wrong_packing_is_not_taken(server, body, encoding, error):
    server.plays["/feed.csv"] = answer(body, Content_Encoding=encoding)
    with pytest.raises(error):
        fetch(server.url())


def test_nobody_at_the_port_is_unavailable():
    gone = Server()
    gone.close()
    with pytest.raises(SourceUnavailable, match="could not be fetched"):
        fetch(gone.url())


def test_what_does_not_speak_http_is_unavailable(server):
    server.plays["/feed.csv"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    with pytest.raises(SourceUnavailable, match="could not be fetched"):
        fetch(server.url())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for shop.example, which nobody else signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "shop.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem))
    return file


def test_the_certificate_must_be_of_the_name_and_not_of_the_address(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: list[str | None] = []
    context.sni_callback = lambda socket, name, _: names.append(name)
    server = Server(context)
    server.plays["/feed.csv"] = answer(FEED)
    try:
        trusted = ssl.create_default_context(cafile=certificate)
        limits = replace(INSIDE, trusted=trusted, resolve=lambda host, port: [ip_address("127.0.0.1")])
        assert fetch(f"https://shop.example:{server.port}/feed.csv", limits) == FEED
        assert names == ["shop.example"]
        server.plays["/plain"] = answer(b"", 302, Location=f"http://shop.example:{server.port}/feed.csv")
        with pytest.raises(FeedRefused, match="from https to http"):
            fetch(f"https://shop.example:{server.port}/plain", limits)
        with pytest.raises(SourceUnavailable, match="could not be fetched"):
            fetch(f"https://other.example:{server.port}/feed.csv", limits)
        unknown = replace(INSIDE, resolve=limits.resolve)
        with pytest.raises(SourceUnavailable, match="could not be fetched"):
            fetch(f"https://shop.example:{server.port}/feed.csv", unknown)
    finally:
        server.close()


def test_an_address_is_shown_without_its_secrets():
    assert without_query("https://u:p@shop.example:8443/a?t=1#x") == "https://shop.example:8443/a?…"
    assert isinstance(SourceUnavailable("x"), CatalogError)
