"""The shop's own documents: a folder of Markdown and HTML files, one section for each heading."""

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from catalog.errors import FeedRefused
from catalog.feeds.plain_text import plain
from catalog.policy import PolicySection

_SUFFIXES = {".md", ".markdown", ".html", ".htm"}
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class _Passage(NamedTuple):
    level: int
    heading: str
    text: str


def read_policies(folder: str | Path, base_url: str | None = None) -> list[PolicySection]:
    """The sections of every document of a folder, in order of file name.

    Args:
        folder: holds `returns.md`, `shipping.html` and the like; the name becomes the document's.
        base_url: where the shop shows them; `returns.md` is then cited as `<base_url>/returns#sale-items`.

    Raises:
        FeedRefused: if the folder has no document, or one is not UTF-8 text.
    """
    paths = sorted(path for path in Path(folder).glob("*") if path.suffix.casefold() in _SUFFIXES)
    if not paths:
        raise FeedRefused(f"there is no Markdown or HTML file in {folder}")
    return [section for path in paths for section in _sections(path, base_url)]


def _sections(path: Path, base_url: str | None) -> Iterator[PolicySection]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise FeedRefused(f"the document {path} cannot be read: {error}") from None
    passages = list(_markdown(text) if path.suffix.casefold() in (".md", ".markdown") else _html(text))
    document = path.stem
    name = next(
        (p.heading for p in passages if p.level == 1), document.replace("-", " ").replace("_", " ").capitalize()
    )
    seen: dict[str, int] = {}
    for passage in passages:
        if not passage.text:
            continue
        anchor = _anchor(passage.heading) if passage.level > 1 else ""
        seen[anchor] = seen.get(anchor, 0) + 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        source_id = f"{document}#{anchor}" if anchor else document
        yield PolicySection(
            source_id=source_id,
            document=document,
            title=f"{name} — {passage.heading}" if passage.level > 1 else name,
            text=passage.text,
            url=urljoin(base_url.rstrip("/") + "/", source_id) if base_url else None,
        )


def _markdown(text: str) -> Iterator[_Passage]:
    level, heading, lines, fenced = 0, "", list[str](), False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        match = None if fenced else _HEADING.match(line)
        if match is None:
            lines.append(line)
            continue
        yield _Passage(level, heading, _unmarked("\n".join(lines)))
        level, heading, lines = len(match.group(1)), _unmarked(match.group(2)), []
    yield _Passage(level, heading, _unmarked("\n".join(lines)))


def _unmarked(text: str) -> str:
    """Markdown as plain words; paragraphs and list points keep their own lines."""
    text = _LINK.sub(r"\1", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    text = re.sub(r"(\*\*|__|`)", "", text)
    lines = (line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _html(text: str) -> Iterator[_Passage]:
    collector = _HeadingCollector()
    collector.feed(text)
    collector.close()
    return iter(collector.finished())


class _HeadingCollector(HTMLParser):
    """Collects text under headings, and no scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._passages: list[tuple[int, list[str], list[str]]] = [(0, [], [])]
        self._in_heading = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading opens a passage."""
        if tag in ("script", "style", "head", "nav"):
            self._hidden += 1
        elif re.fullmatch(r"h[1-6]", tag):
            self._passages.append((int(tag[1]), [], []))
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        """Text after a heading belongs to it."""
        if tag in ("script", "style", "head", "nav"):
            self._hidden = max(0, self._hidden - 1)
        elif re.fullmatch(r"h[1-6]", tag):
            self._in_heading = False
        else:
            self._passages[-1][2].append(" ")

    def handle_data(self, data: str) -> None:
        """Text, of the heading or beneath it."""
        if not self._hidden:
            _, heading, body = self._passages[-1]
            (heading if self._in_heading else body).append(data)

    def finished(self) -> list[_Passage]:
        """All passages, in order."""
        return [_Passage(level, plain("".join(head)), plain("".join(body))) for level, head, body in self._passages]


def _anchor(heading: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.casefold()).strip("-") or "section"
