"""Cleans what others wrote before it goes into a prompt, so that text stays material and cannot pose as a turn.

Only the prompt's copy is changed; what the shop shows and stores stays as it was written.
"""

import re
import unicodedata

#: What chat formats and our own fences look like from inside: a tag that opens a role, or any tag that closes.
_TAG = re.compile(
    r"[<＜﹤](?=\s*[/／|｜<＜]|\s*(?:system|user|human|assistant|developer|instructions?|im_start|im_end|s|inst|sys|tool\w*"
    r"|function\w*|invoke|parameter|antml|shopper|page|pointed_at|candidates|documents|reviews|search_notes|earlier"
    r"|product)\b)",
    re.IGNORECASE,
)
_TAG_END = re.compile(r"(?<=[|｜])[>＞]|(?<=>)>")
_BRACKET = re.compile(r"\[(?=\s*/?\s*(?:INST|SYS|SYSTEM|USER|ASSISTANT)\s*\])", re.IGNORECASE)
_SCRIPT = re.compile(r"(javascript|vbscript)\s*[:：]", re.IGNORECASE)
#: A role and a colon at the start of a line; `System: 5.1 surround` alone on the first line is a product's fact.
_ROLE = re.compile(
    r"((?:^|\n)[ \t>*#_-]*(?:human|assistant|user|developer)|\n[ \t>*#_-]*system)([ \t*_]*)[:：]", re.IGNORECASE
)
_BARE_SYSTEM = re.compile(
    r"\A(\s*system)(\s*)[:：](?=\s*(?:you|ignore|from now|new|the (?:user|assistant)|override))", re.IGNORECASE
)
_HEADING = re.compile(
    r"(?m)^[ \t]*#{1,6}[ \t]*(?=(?:system|human|assistant|user|instructions?|response)\b)", re.IGNORECASE
)
#: Blank in most fonts though Unicode counts them as letters or symbols.
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
_JOINERS = "\u200c\u200d"
#: Every marker holds one of these; most texts hold none, and a prompt has hundreds of texts.
_SUSPICIOUS = re.compile(r"[<＜﹤>＞\[#:：]")
_KEPT_CONTROLS = "\n\t"


def clean(text: str, max_characters: int) -> str:
    """`text` without invisible characters and look-alike turn markers, cut with an ellipsis at `max_characters`."""
    if len(text) > max_characters:
        text = text[: max_characters * 2]  # far more than can survive, far less than a hostile feed could send
    return _cut(_neutralise(_without_invisible(text)).strip(), max_characters)


def fence(label: str, text: str) -> str:
    """`text` between `<label>` and `</label>`, which it cannot close itself; nothing at all when it is empty."""
    return f"<{label}>\n{_neutralise(text)}\n</{label}>" if text.strip() else ""


def _cut(text: str, max_characters: int) -> str:
    return text if len(text) <= max_characters else text[: max_characters - 1].rstrip() + "…"


def _without_invisible(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.isascii() and text.isprintable():
        return text
    kept = (c for i, c in enumerate(text) if _is_visible(c) or _joins_letters(text, i))
    return "".join(kept)


def _is_visible(character: str) -> bool:
    if character in _KEPT_CONTROLS or character == "\ufe0f":
        return True
    if character in _BLANKS or "\ufe00" <= character <= "\ufe0e" or "\U000e0000" <= character <= "\U000e0fff":
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _joins_letters(text: str, i: int) -> bool:
    """A joiner inside an emoji or between letters of a script that writes with it; Latin does not."""
    if text[i] not in _JOINERS or not 0 < i < len(text) - 1:
        return False
    before, after = text[i - 1], text[i + 1]
    return before > "\u0590" and after > "\u0590" and before not in _JOINERS and _is_visible(after)


def _neutralise(text: str) -> str:
    """Markers stay readable and stop being markers: `</product>` → `‹/product>`, `Human:` → `Human -`."""
    if not _SUSPICIOUS.search(text):
        return text
    text = _SCRIPT.sub(r"\1 -", text)
    text = _TAG_END.sub("›", _TAG.sub("‹", text))
    text = _HEADING.sub("", _BRACKET.sub("(", text))
    return _BARE_SYSTEM.sub(r"\1 -\2", _ROLE.sub(r"\1 -\2", text))
