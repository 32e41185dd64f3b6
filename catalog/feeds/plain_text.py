"""Text of a feed as a shopper can read it: no tags, no entities, no stray blanks."""

import html
import re

_TAG = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|</?[a-zA-Z][^<>]{0,2000}>", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w+);")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")


def plain(text: str) -> str:
    """Strip tags and unescape entities (twice where a feed escaped twice), and fold blanks into single spaces."""
    for _ in range(2):
        if "<" in text:
            text = _TAG.sub(" ", text)
        if _ENTITY.search(text) is None:
            break
        text = html.unescape(text)
    return _BLANKS.sub(" ", _TAG.sub(" ", text) if "<" in text else text).strip()
