"""A stream is timed event by event, over a real socket."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.errors import BenchmarkFailed
from benchmarks.sse_client import time_chat

START = b"event: message_start\r\ndata: {}\r\n\r\n"
PRODUCTS = b'event: products\ndata: {"items":[]}\n\n'
TEXT = b'event: text_delta\ndata: {"text":"event: products"}\n\n'
END = b'event: message_end\ndata: {"writer":"template"}\n\n'


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["content-length"])).decode()
        if "refuse" in question:
            self.send_error(503)
            return
        pieces = [START, PRODUCTS[:9], PRODUCTS[9:], TEXT] + ([] if "cut" in question else [END])
        self.send_response(200)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.flush()
            time.sleep(0.02)
        self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_events_are_timed_when_they_are_whole(port: int) -> None:
    times = time_chat(port, "a warm jacket")
    assert times.products is not None
    assert times.text is not None
    assert 0 < times.first_byte < times.products < times.text < times.end
    assert times.products - times.first_byte >= 30  # two pauses of 20 ms lie between them
    assert times.writer == "template"


def test_a_cut_stream_is_no_measurement(port: int) -> None:
    with pytest.raises(BenchmarkFailed, match="no end"):
        time_chat(port, "cut it")


def test_a_refusal_is_no_measurement(port: int) -> None:
    with pytest.raises(BenchmarkFailed, match="503"):
        time_chat(port, "refuse")
