"""The outer shape of a feed, seen from its beginning."""

import json
import re

from catalog.feeds.format import Shape
from catalog.feeds.table import delimiter_of

_PAGE = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def shape_of(sample: str) -> Shape | None:
    """Whether this begins as a web page, XML, JSON lines, a JSON document or a table; None for none of them."""
    text = sample.lstrip()
    if _PAGE.match(text):
        return "html"
    if text.startswith("<"):
        return "xml"
    if text.startswith("["):
        return "json"
    first = text.split("\n", 1)[0].strip()
    if text.startswith("{"):
        return "jsonl" if _is_whole(first) or "\n" not in text else "json"
    return "table" if delimiter_of(first) else None


def _is_whole(line: str) -> bool:
    # A broken first record is still a line that closes: it must not turn the whole feed into another shape.
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return line.endswith("}")
    return True
