"""Every text format, compressed or not, in every encoding a shop's program may have written."""

import gzip
import json
from pathlib import Path

import pytest

from catalog.feeds.detection import detect
from catalog.feeds.format import ReadingSettings
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource

TITLE = "Café „Grün“"
TABLE = f"id,title,link,image_link,price,brand\n1,Plain,,,1 EUR,B\n2,{TITLE},,,1 EUR,B\n"
XML = (
    '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n<item><g:id>1</g:id><g:title>Plain</g:title>'
    f"<g:image_link/></item>\n<item><g:id>2</g:id><g:title>{TITLE}</g:title></item></channel></rss>"
)
NODES = [{"@type": "Product", "sku": "1", "name": "Plain"}, {"@type": "Product", "sku": "2", "name": TITLE}]
UCP = [{"id": node["sku"], "title": node["name"], "variants": [{"id": node["sku"]}], "media": []} for node in NODES]
FEEDS = {
    "table": TABLE,
    "xml": XML,
    "jsonl": "\n".join(json.dumps(one, ensure_ascii=False) for one in UCP),
    "json": "[\n" + ",\n".join(json.dumps(node, ensure_ascii=False) for node in NODES) + "\n]",
    "page": f'<html>\n<script type="application/ld+json">{json.dumps(NODES, ensure_ascii=False)}</script></html>',
}


def titles(tmp_path: Path, data: bytes) -> tuple[list[str], ImportReport]:
    (tmp_path / "feed").write_bytes(data)
    source, report = FeedSource(tmp_path / "feed"), ImportReport("feed")
    found = detect(source).format.read(source, report, ReadingSettings())
    return [product.title for _, product in found], report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("kind", FEEDS)
def test_text_is_read_as_it_was_meant(tmp_path, kind, packed, encoding):
    data = FEEDS[kind].encode(encoding)
    found, report = titles(tmp_path, gzip.compress(data) if packed else data)
    assert found == ["Plain", TITLE]
    assert not [issue for issue in report.issues if "cp1252" in issue.reason]


@pytest.mark.parametrize("kind", FEEDS)
def test_windows_text_is_read_with_one_warning_that_names_the_line(tmp_path, kind):
    found, report = titles(tmp_path, gzip.compress(FEEDS[kind].encode("cp1252")))
    assert found == ["Plain", TITLE]
    lines = [issue.line for issue in report.issues if "cp1252" in issue.reason]
    assert lines == [FEEDS[kind][: FEEDS[kind].index(TITLE)].count("\n") + 1]


def test_xml_that_declares_another_encoding_is_read_in_it(tmp_path):
    text = f'<?xml version="1.0" encoding="windows-1252"?>\n{XML}'
    found, report = titles(tmp_path, text.encode("cp1252"))
    assert found == ["Plain", TITLE]
    assert not [issue for issue in report.issues if "cp1252" in issue.reason]


def test_a_letter_between_two_pieces_is_whole(tmp_path):
    nodes = [{"@type": "Product", "sku": str(n), "name": "ü" * 20_000 + str(n)} for n in range(20)]
    found, _ = titles(tmp_path, json.dumps(nodes, ensure_ascii=False).encode())
    assert found == [node["name"] for node in nodes]
