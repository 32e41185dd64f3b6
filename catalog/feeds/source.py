"""A feed as bytes on disk: compressed or not, in one encoding or another, or not text at all."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, cast

from catalog.errors import FeedRefused
from catalog.feeds.report import ImportReport

#: What detection looks at.
SAMPLE_BYTES = 65_536
#: A line longer than this is not a feed's; a file without line ends must not fill the memory.
MAX_LINE_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 262_144
_GUESSED = "not UTF-8 from this line on; such lines are read as Windows-1252 (cp1252)"
_GZIP = b"\x1f\x8b"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
#: What Python makes of bytes that are not UTF-8 (PEP 383), and what Windows-1252 makes of them.
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}


class FeedSource:
    """One file to read a feed from, as often as need be.

    Args:
        path: of the file.
        name: what messages call it, if not by its path.

    Raises:
        FeedRefused: from every method, if the file is missing, empty, truncated or not text.
    """

    def __init__(self, path: str | Path, name: str | None = None) -> None:
        self.name = name or str(path)
        self.path = Path(path)
        if "://" in str(path):
            raise FeedRefused(f"this is read from a file only: download {self.name} first and give the file")
        if not self.path.exists():
            raise FeedRefused(f"there is no file {self.name}")
        if not self.path.is_file():
            raise FeedRefused(f"{self.name} is not a file")
        if self.path.stat().st_size == 0:
            raise FeedRefused(f"{self.name} is empty")

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes, unpacked if they are gzipped."""
        try:
            with self.path.open("rb") as raw:
                packed = raw.read(2) == _GZIP
                raw.seek(0)
                if not packed:
                    yield raw
                    return
                with gzip.open(raw) as unpacked:
                    yield cast(IO[bytes], unpacked)
        except EOFError:
            raise FeedRefused(f"{self.name} is truncated: the gzip data end too early; fetch it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise FeedRefused(f"{self.name} is damaged: {error}; fetch it again") from None
        except OSError as error:
            raise FeedRefused(f"{self.name} cannot be read: {error.strerror or error}") from error

    def sample(self, n_bytes: int = SAMPLE_BYTES) -> str:
        """The beginning as text, for detection."""
        with self.open() as stream:
            start = stream.read(n_bytes)
        if not start.strip():
            raise FeedRefused(f"{self.name} is empty")
        encoding = _UTF16.get(start[:2])
        if encoding:
            return start[2:].decode(encoding, errors="ignore")
        _refuse_binary(start, self.name)
        return start.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")

    def lines(self, report: ImportReport) -> Iterator[str]:
        """The text line by line with its line ends, noting in the report when the encoding had to be guessed."""
        with self.open() as stream:
            encoding = _UTF16.get(stream.read(2))
        if encoding:
            yield from self._utf16_lines(encoding)
        else:
            yield from self._utf8_lines(report)

    def chunks(self, report: ImportReport) -> Iterator[str]:
        """The text piece by piece, noting in the report when the encoding had to be guessed."""
        with self.open() as stream:
            encoding = _UTF16.get(stream.read(2))
            stream.seek(0)
            if encoding:
                yield from self._utf16_chunks(stream, encoding)
            else:
                yield from _utf8_chunks(stream, report)

    def _utf16_chunks(self, stream: IO[bytes], encoding: str) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(encoding)()
        stream.read(2)
        try:
            for piece in iter(lambda: stream.read(_CHUNK_BYTES), b""):
                yield decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise FeedRefused(f"{self.name} is not whole UTF-16 text: {error.reason}") from None

    def _utf16_lines(self, encoding: str) -> Iterator[str]:
        with self.open() as stream:
            stream.read(2)
            try:
                yield from codecs.getreader(encoding)(stream)
            except UnicodeDecodeError as error:
                raise FeedRefused(f"{self.name} is not whole UTF-16 text: {error.reason}") from None

    def _utf8_lines(self, report: ImportReport) -> Iterator[str]:
        guessed = False
        with self.open() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), start=1):
                if len(line) == MAX_LINE_BYTES:
                    raise FeedRefused(
                        f"{self.name} is not a feed: line {number} is longer than {MAX_LINE_BYTES:,} bytes"
                    )
                if b"\0" in line:
                    raise FeedRefused(f"{self.name} is not text: line {number} holds a NUL byte")
                try:
                    yield (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).decode("utf-8")
                except UnicodeDecodeError:
                    if not guessed:
                        report.warn(number, _GUESSED)
                        guessed = True
                    yield line.decode("cp1252", errors="replace")


def _utf8_chunks(stream: IO[bytes], report: ImportReport) -> Iterator[str]:
    """UTF-8, and single bytes that are none as Windows-1252; a byte order mark is no part of the text."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="surrogateescape")
    line, guessed = 1, False
    for piece in chain(iter(lambda: stream.read(_CHUNK_BYTES), b""), [b""]):
        text = decoder.decode(piece, final=not piece)
        strange = _NOT_UTF8.search(text)
        if strange:
            if not guessed:
                report.warn(line + text.count("\n", 0, strange.start()), _GUESSED)
                guessed = True
            text = text.translate(_WINDOWS)
        line += text.count("\n")
        if text:
            yield text


def _refuse_binary(start: bytes, name: str) -> None:
    kinds = {b"PK\x03\x04": "a zip archive: unpack it first", b"%PDF": "a PDF", b"\x89PNG": "a picture"}
    for magic, kind in kinds.items():
        if start.startswith(magic):
            raise FeedRefused(f"{name} is {kind}")
    n_controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in start)
    if b"\0" in start or n_controls > 0.02 * len(start):
        raise FeedRefused(f"{name} is not text; a feed is TSV, CSV, XML, JSON or JSONL, gzipped or not")
