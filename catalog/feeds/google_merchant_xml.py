"""Google Merchant feeds as RSS 2.0 or Atom, with fields in the `g:` namespace."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from catalog.errors import FeedRefused, RowRefused
from catalog.feeds.format import FeedFormat, ReadingSettings
from catalog.feeds.grouping import products_of
from catalog.feeds.merchant_offer import ANCHORS, merchant_offer
from catalog.feeds.offer import Offer
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow
from catalog.feeds.source import FeedSource

_GOOGLE = "{http://base.google.com/ns/1.0}"
_ROWS = frozenset({"item", "entry"})
_CHUNK_BYTES = 65_536
_ENCODING = re.compile(r"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.-]+)""")
_DECLARATION_CHARACTERS = 200
#: Text of one field; more than any shop writes.
MAX_FIELD_CHARACTERS = 1_000_000


def read_merchant_xml(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of an XML feed, never more than a few of them in memory; broken rows are skipped in the report.

    Raises:
        FeedRefused: if the XML is broken, truncated, or declares entities (which could grow without bound).
    """
    return products_of(_offers(source, report, settings), report)


def _offers(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[Offer]:
    for row in _rows(source, report):
        report.rows += 1
        try:
            yield merchant_offer(row.line, row.cells, report, settings)
        except RowRefused as error:
            report.skip(row.line, str(error))


def _rows(source: FeedSource, report: ImportReport) -> Iterator[FeedRow]:
    collector = _RowCollector()
    parser = DefusedXMLParser(target=collector, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    collector.parser = parser
    for chunk in _chunks(source, report):
        _feed(parser, chunk, source.name)
        yield from collector.take()
    _feed(parser, None, source.name)
    yield from collector.take()


def _chunks(source: FeedSource, report: ImportReport) -> Iterator[str] | Iterator[bytes]:
    """Text where it is UTF-8, so that stray Windows-1252 does no harm; bytes where another encoding is declared."""
    declared = _ENCODING.search(source.sample()[:_DECLARATION_CHARACTERS])
    if declared is None or declared.group(1).casefold().startswith("utf"):
        return source.chunks(report)
    return _bytes(source)


def _bytes(source: FeedSource) -> Iterator[bytes]:
    with source.open() as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


def _feed(parser: Any, chunk: str | bytes | None, name: str) -> None:
    """Parse a piece, or with None the end."""
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    except DefusedXmlException as error:
        kind = type(error).__name__
        raise FeedRefused(f"{name} declares XML entities ({kind}), which no feed needs and an attack uses") from None
    except (ParseError, ValueError, LookupError) as error:
        raise FeedRefused(f"{name} is broken or truncated XML: {error}") from None


class _RowCollector:
    """Takes a parser's events and keeps only the rows that are complete: no tree is built."""

    def __init__(self) -> None:
        self.parser: Any = None
        self._complete: list[FeedRow] = []
        self._cells: dict[str, list[str]] | None = None
        self._line = 0
        self._path: list[str] = []
        self._text: list[str] = []
        self._n_characters = 0
        self._parts: list[str] = []

    def take(self) -> list[FeedRow]:
        """The rows completed since the last call."""
        complete, self._complete = self._complete, []
        return complete

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._cells is None:
            if _local(tag) in _ROWS:
                self._cells, self._path, self._line = {}, [], self.parser.parser.CurrentLineNumber
            return
        self._path.append(tag)
        self._text, self._n_characters = [], 0
        if len(self._path) == 1:
            self._parts = []
            # Atom writes its link as an attribute; `rel` tells pictures and copies from the page.
            if _local(tag) == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
                self._text = [attributes["href"]]

    def data(self, text: str) -> None:
        """Text inside an element."""
        if self._path and self._n_characters < MAX_FIELD_CHARACTERS:
            self._text.append(text)
            self._n_characters += len(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._cells is None:
            return
        if not self._path:
            self._complete.append(FeedRow(self._line, _google_first(self._cells)))
            self._cells = None
            return
        self._path.pop()
        text = "".join(self._text).strip()
        self._text, self._n_characters = [], 0
        if self._path:
            self._parts.append(text)  # shipping, product_detail and the like: fields of their own inside
        else:
            self._cells.setdefault(tag, []).append(":".join(self._parts) if self._parts else text)

    def close(self) -> None:
        """The document ends."""


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1].casefold()


def _google_first(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fields by plain name; where both `g:title` and `title` stand, Google's own counts."""
    named = {_local(tag): values for tag, values in cells.items() if not tag.startswith(_GOOGLE)}
    # Atom's own names for what RSS and Google call link and description.
    for atom, google in (("summary", "description"), ("content", "description")):
        if atom in named:
            named.setdefault(google, named[atom])
    return named | {_local(tag): values for tag, values in cells.items() if tag.startswith(_GOOGLE)}


GOOGLE_MERCHANT_XML = FeedFormat(
    name="google-xml",
    label="Google Merchant XML (RSS, Atom)",
    shapes=frozenset({"xml"}),
    anchors=ANCHORS,
    read=read_merchant_xml,
)
