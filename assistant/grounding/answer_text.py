"""A model's sentence as a shopper may see it, and as a check must read it: tricks of writing undone.

What is sent is the tidied text, never the original: entities decoded, invisible and look-alike characters resolved,
Markdown reduced to bold, lists and links.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f\u180e")
_OVERLAYS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
_PUNCTUATION = {
    **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-"),
    **dict.fromkeys("\u3002\u2024\u00b7\u2219\u22c5\u30fb\u066b\u2026", "."),
    **dict.fromkeys("\u3001\uff0c\u201a\u066c", ","),
    "\u20a4": "£",
    "\u2044": "/",
    "\u2215": "/",
    "\u2236": ":",
    "\u066a": "%",
}
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁɡһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι", "ABEKMHOPCTYXaeopcyxijsdghlABEZHIKMNOPTYXoavi"
)
_MIXED_WORD = re.compile(
    r"[^\W\d_]*(?:[A-Za-z][\u0370-\u04ff\u0500-\u052f\u0261]|[\u0370-\u04ff\u0500-\u052f\u0261][A-Za-z])[^\W\d_]*"
)

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)?|\[[^\]]*\])?")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_TAG = re.compile(
    r"<!--.*?(?:-->|$)|</?[A-Za-z!?][^>]*(?:>|$)|<\s*/?\s*(?:script|img|iframe|svg|object|a|style)\b[^>]*(?:>|$)",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+[\"'][^)]*)?\s*\)")
_URL = re.compile(
    r"(?:https?|hxxps?|ftp|javascript|mailto|(?<![^\W\d_])(?:data|tel))\s?:(?://)?\s?[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+",
    re.IGNORECASE,
)
_LINE_MARKUP = re.compile(r"^[ \t]*(?:(?:#{1,6}|>+)[ \t]*)+")
_BULLET = re.compile(r"^([ \t]*)[*+•‣▪][ \t]+")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$")
_ESCAPE = re.compile(r"\\(?=[^\s\w])|\\(?=\d)|`+|~~+")
_EMPHASIS = re.compile(r"(?<!\*)\*(?!\*)|\*{3,}|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|(?<=\d)_+(?=\d)")
_INNER_BOLD = re.compile(r"(?<=[^\W_])\*\*(?=[^\W_])|(?<=[\d.,£€$])\*\*(?=[\d.,£€$])")

#: Stand for parts of links while a sentence is checked; private characters that no model text keeps.
OPEN, CLOSE, URL = "\ue000", "\ue001", "\ue002"


@dataclass
class Link:
    """A link of the sentence; `text` is None for a bare URL."""

    url: str
    text: str | None = None


@dataclass
class AnswerText:
    """One sentence: `shown` may be sent, `plain` is what checks read, `positions` lead from plain to shown."""

    shown: str
    plain: str
    positions: list[int]
    links: list[Link] = field(default_factory=list)
    had_markup: bool = False

    def replace(self, edits: list[tuple[int, int, str]]) -> str:
        """The shown text with spans of the plain text replaced."""
        shown = self.shown
        for start, end, replacement in sorted(edits, reverse=True):
            shown = shown[: self.positions[start]] + replacement + shown[self.positions[end - 1] + 1 :]
        return shown


def tidy(raw: str) -> AnswerText:
    """Undo every trick of writing in a sentence; links are taken out and stand as private characters."""
    text = _visible(raw)
    links: list[Link] = []
    text, n_markup = _IMAGE.subn("", _AUTOLINK.sub(r"\1", text))
    text = _URL.sub(
        lambda m: _stash(links, Link(m[0].rstrip(".,;:!?*"))) + _tail(m[0]), _LINK.sub(lambda m: _take(links, m), text)
    )
    text, n_tags = _TAG.subn("", text)
    text = _without_markup(text)
    plain, positions = _plain(text)
    return AnswerText(text, plain, positions, links, bool(n_markup or n_tags))


def fold(text: str) -> str:
    """One character for one: punctuation, digits and look-alike letters as ASCII writes them."""
    if text.isascii():
        return text
    return _MIXED_WORD.sub(lambda word: word[0].translate(_LOOK_ALIKES), text.translate(_FOLDED))


def _visible(text: str) -> str:
    for _ in range(3):
        text, before = html.unescape(text), text
        if text == before:
            break
    if text.isascii():
        return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c in "\n\t")
    return unicodedata.normalize("NFC", text).translate(_SHOWN)


def _take(links: list[Link], match: re.Match[str]) -> str:
    links.append(Link(match[2], match[1]))
    return f"{OPEN}{match[1]}{CLOSE}"


def _stash(links: list[Link], link: Link) -> str:
    links.append(link)
    return URL


def _tail(url: str) -> str:
    return url[len(url.rstrip(".,;:!?*")) :]


def _without_markup(text: str) -> str:
    text = _BULLET.sub(r"\1- ", _LINE_MARKUP.sub("", text))
    if _TABLE_RULE.match(text):
        return ""
    text = _EMPHASIS.sub("", _ESCAPE.sub("", text))
    text = _INNER_BOLD.sub("", text)
    return text if text.count("**") % 2 == 0 else text.replace("**", "")


def _plain(text: str) -> tuple[str, list[int]]:
    folded = fold(text)
    if "**" not in text and OPEN not in text:
        return folded, list(range(len(text)))
    kept = [i for i, c in enumerate(folded) if c not in (OPEN, CLOSE) and not _is_bold_mark(text, i)]
    return "".join(folded[i] for i in kept), kept


def _is_bold_mark(text: str, i: int) -> bool:
    return text[i] == "*" and (text[i + 1 : i + 2] == "*" or text[i - 1 : i] == "*")


class _Shown(dict[int, str | None]):
    """Code point → what a shopper sees: digits and letters of fancy alphabets as plain ones, nothing for the unseen."""

    def __missing__(self, code: int) -> str | None:
        self[code] = replacement = _shown_character(chr(code))
        return replacement


def _shown_character(character: str) -> str | None:
    category = unicodedata.category(character)
    if character in "\n\t\ufe0f":
        return character
    is_overlay = any(low <= ord(character) <= high for low, high in _OVERLAYS)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn") or character in _BLANKS or is_overlay:
        return None
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    compatible = unicodedata.normalize("NFKC", character)
    is_plain = len(compatible) == 1 and (compatible.isascii() or unicodedata.category(compatible) == "Sc")
    return compatible if is_plain and category != "No" else character


class _Folded(dict[int, str]):
    """Code point → one ASCII character where there is one that means the same."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        digit = unicodedata.digit(character, -1)
        self[code] = folded = str(digit) if digit >= 0 else _PUNCTUATION.get(character, character)
        return folded


_SHOWN: Mapping[int, str | None] = _Shown()
_FOLDED: Mapping[int, str] = _Folded()
