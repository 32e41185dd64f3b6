"""Hides whom an event is about, where it is shown to people: ids, addresses, numbers that lead to a person."""

import re
from collections.abc import Mapping
from typing import Any

#: Fields whose text names a person or a device.
_NAMING = re.compile(
    r"user|anonymous|client|customer|session|email|mail|phone|name|address|ip$|token|key", re.IGNORECASE
)
#: Names of things, not of persons.
_HARMLESS = frozenset({"name", "product_name", "item_name", "event_name", "user_agent", "userAgent"})
_MAIL = re.compile(r"[^\s@\"<>]+@[^\s@\"<>]+\.[^\s@\"<>]+")
_DIGITS = re.compile(r"(?<![\w-])\+?\d[\d ()/-]{6,}\d(?![\w-])")


def masked(value: Any, name: str = "") -> Any:
    """The value with what leads to a person hidden; `name` is the field it stands in."""
    if isinstance(value, Mapping):
        return {str(field): masked(one, str(field)) for field, one in value.items()}
    if isinstance(value, list):
        return [masked(one, name) for one in value]
    if value is None or isinstance(value, bool):
        return value
    if name not in _HARMLESS and _NAMING.search(name):
        return _hidden(str(value))
    return masked_text(value) if isinstance(value, str) else value


def masked_text(text: str, spared: frozenset[str] = frozenset()) -> str:
    """Text without addresses of mail and long numbers, but those that are `spared`: ids of products."""
    return _DIGITS.sub(lambda found: found[0] if found[0] in spared else "…", _MAIL.sub("…@…", text))


def mail_names(text: str) -> frozenset[str]:
    """What stands before the @ of addresses in a text: where the text is taken apart, it is an address no longer."""
    return frozenset(name for mail in _MAIL.findall(text) if len(name := mail.partition("@")[0]) > 2)


def _hidden(text: str) -> str:
    """Two signs are enough to tell one from another, and too few to know whose it is."""
    return f"{text[:2]}…" if len(text) > 4 else "…"
