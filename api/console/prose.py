"""The restricted Markdown of answers as HTML: paragraphs, lists, bold, links. Everything else is text."""

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

_MARKS = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<label>[^\]\n]+)\]\((?P<address>https?://[^\s)\"<>]+)\)")
_BULLET = re.compile(r"\s*[-*] +(.*)")


def prose(text: str) -> "Markup":
    """The text as HTML that is safe whatever stands in it."""
    from markupsafe import Markup  # comes with Jinja, which is imported when the console is opened

    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return Markup("".join(map(_block, blocks)))  # noqa: S704 every piece is escaped where it is put in


def _block(block: str) -> str:
    lines = block.split("\n")
    bullets = [_BULLET.fullmatch(line) for line in lines if line.strip()]
    if all(bullets):
        return "<ul>" + "".join(f"<li>{_line(found[1])}</li>" for found in bullets if found) + "</ul>"
    return "<p>" + "<br>".join(map(_line, lines)) + "</p>"


def _line(line: str) -> str:
    told, place = [], 0
    for mark in _MARKS.finditer(line):
        told += [escape(line[place : mark.start()]), _marked(mark)]
        place = mark.end()
    return "".join((*told, escape(line[place:])))


def _marked(mark: re.Match[str]) -> Any:
    if mark["bold"]:
        return f"<strong>{escape(mark['bold'])}</strong>"
    return f'<a href="{escape(mark["address"])}" rel="noopener noreferrer" target="_blank">{escape(mark["label"])}</a>'
