"""The things that a schema.org JSON-LD file, or a web page with JSON-LD, speaks of."""

import json
from collections.abc import Iterator
from typing import Any

from catalog.errors import FeedRefused
from catalog.feeds.html_scripts import json_ld_scripts
from catalog.feeds.json_ld_node import PRODUCT_TYPES, Node
from catalog.feeds.json_records import read_json_lines
from catalog.feeds.json_window import JsonWindow, fault_of
from catalog.feeds.report import ImportReport
from catalog.feeds.shape import shape_of
from catalog.feeds.source import FeedSource

#: A page longer than this is no product page.
MAX_PAGE_CHARACTERS = 20_000_000
#: References are followed in files up to here; what a larger one refers to would have to be held in memory.
MAX_LINKED_BYTES = 16_000_000
#: Arrays of nodes, which are read element by element.
_CONTAINERS = ("@graph", "itemListElement")
#: Names that lead from a page or a list to the products on it.
_LEADING = ("@graph", "mainEntity", "itemListElement", "item")
_MAX_DEPTH = 12


def read_nodes(source: FeedSource, report: ImportReport) -> Iterator[tuple[int, Node]]:
    """Products and groups of products, each with the line it begins on; variants that a group refers to come with it.

    Raises:
        FeedRefused: if a file that is one JSON text is broken: what follows a break cannot be trusted.
    """
    index: dict[str, Any] = {}
    if source.path.stat().st_size <= MAX_LINKED_BYTES:
        for _, value in _documents(source, ImportReport(source.name)):
            _collect(value, index)
    in_groups = {
        variant.id for value in index.values() for variant in Node(value, index).nodes("hasVariant") if variant.id
    }
    for line, value in _documents(source, report):
        for found in _products_in(value):
            node = Node(found, index)
            if node.id not in in_groups:
                yield line, node


def _documents(source: FeedSource, report: ImportReport) -> Iterator[tuple[int, Any]]:
    """Every value of the file that may hold products, with its line."""
    sample = source.sample()
    shape = shape_of(sample)
    if shape == "html":
        yield from _of_page(source, report)
    elif shape == "jsonl" and "\n" in sample.strip():
        lines = ImportReport(source.name)  # counts lines; the rows here are products
        for row in read_json_lines(source, lines):
            yield row.line, dict(row.cells)
        _take_faults(lines, report)
    else:
        yield from _of_text(source.name, JsonWindow(source.name, source.chunks(report)))


def _take_faults(lines: ImportReport, report: ImportReport) -> None:
    for issue in lines.issues:
        if issue.severity == "skipped":
            report.rows += 1
            report.skip(issue.line, issue.reason)
        else:
            report.warn(issue.line, issue.reason)


def _of_page(source: FeedSource, report: ImportReport) -> Iterator[tuple[int, Any]]:
    page = ""
    for chunk in source.chunks(report):
        page += chunk
        if len(page) > MAX_PAGE_CHARACTERS:
            raise FeedRefused(f"{source.name} is longer than {MAX_PAGE_CHARACTERS:,} characters: no product page")
    for line, text in json_ld_scripts(page):
        try:
            yield line, json.loads(text, strict=False)
        except (ValueError, RecursionError) as error:
            report.rows += 1
            report.skip(line, f"broken JSON-LD in the script that begins here: {fault_of(error)}")


def _of_text(name: str, window: JsonWindow) -> Iterator[tuple[int, Any]]:
    """An array's elements, an object's graph node by node, or the object itself."""
    sign = window.next_sign()
    if sign == "[":
        yield from window.elements()
    elif sign == "{":
        yield from _of_object(window)
    else:
        raise FeedRefused(f"{name} holds no JSON object or array")
    if window.next_sign():
        raise FeedRefused(f"{name} goes on behind its end on line {window.line}; is it two files in one?")


def _of_object(window: JsonWindow) -> Iterator[tuple[int, Any]]:
    begins = window.line
    own: dict[str, Any] = {}
    for name in window.names():
        if name in _CONTAINERS and window.next_sign() == "[":
            yield from window.elements()
        else:
            own[name] = window.record()
    yield begins, own


def _products_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _products_in(one, depth + 1)
    elif isinstance(value, dict):
        if PRODUCT_TYPES.intersection(Node(value, {}).types):
            yield value
            return
        for name in _LEADING:
            yield from _products_in(value.get(name), depth + 1)


def _collect(value: Any, index: dict[str, Any], depth: int = 0) -> None:
    """Note every node that has a name of its own, wherever it stands."""
    if depth > _MAX_DEPTH:
        return
    for one in value if isinstance(value, list) else ():
        _collect(one, index, depth + 1)
    if isinstance(value, dict):
        if isinstance(value.get("@id"), str) and len(value) > 1:
            index.setdefault(value["@id"], value)
        for one in value.values():
            _collect(one, index, depth + 1)
