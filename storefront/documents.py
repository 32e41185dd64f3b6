"""The shop's own documents as pages: headings, paragraphs, lists and tables of plain text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from catalog.policy import PolicySection

_RULE = re.compile(r"\|[\s:|-]+\|")
_NUMBERED = re.compile(r"\d+[.)]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: lines of a paragraph, points of a list, rows of a table (the first names its columns)."""

    kind: Literal["paragraph", "list", "steps", "table"]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading; `anchor` is "" for the document's own."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page of the shop's own words."""

    name: str
    title: str
    passages: tuple[Passage, ...]


def documents_of(sections: Iterable[PolicySection]) -> dict[str, Document]:
    """The documents by name, in the order of their sections."""
    grouped: dict[str, list[PolicySection]] = {}
    for section in sections:
        grouped.setdefault(section.document, []).append(section)
    return {
        name: Document(name, parts[0].title.partition(" — ")[0], tuple(map(_passage, parts)))
        for name, parts in grouped.items()
    }


def _passage(section: PolicySection) -> Passage:
    heading = section.title.partition(" — ")[2]
    blocks = (block for text in section.text.split("\n\n") for block in _blocks(text))
    return Passage(section.source_id.partition("#")[2], heading, tuple(blocks))


def _blocks(text: str) -> Iterable[Block]:
    """Lines of one kind that follow each other are one block."""
    kind: Literal["paragraph", "list", "steps", "table"] | None = None
    rows: list[tuple[str, ...]] = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        found, row = _read(line)
        if found != kind and rows and kind:
            yield Block(kind, tuple(rows))
            rows = []
        kind = found
        if row:
            rows.append(row)
    if rows and kind:
        yield Block(kind, tuple(rows))


def _read(line: str) -> tuple[Literal["paragraph", "list", "steps", "table"], tuple[str, ...]]:
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        return "table", () if _RULE.fullmatch(line) else cells
    if line.startswith(("- ", "* ")):
        return "list", (line[2:],)
    if _NUMBERED.match(line):
        return "steps", (_NUMBERED.sub("", line, count=1),)
    return "paragraph", (line,)
