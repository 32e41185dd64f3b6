"""One thing of schema.org's in JSON-LD, read by the plain names of its properties."""

import re
from collections.abc import Mapping
from typing import Any

PRODUCT_TYPES = frozenset({"Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts"})
_PREFIXES = ("", "schema:", "https://schema.org/", "http://schema.org/")
_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")


def plain_name(name: object) -> str:
    """`https://schema.org/size` and `schema:size` are `size`."""
    return _PREFIX.sub("", str(name)).strip()


class Node:
    """A node and what its references lead to; a reference is followed when it is asked for, so that circles do no harm.

    Args:
        properties: as they stand in the file.
        index: the nodes of the file by their `@id`.
    """

    def __init__(self, properties: Mapping[str, Any], index: Mapping[str, Any]) -> None:
        self._properties = properties
        self._index = index

    @property
    def id(self) -> str | None:
        """Its `@id`, if it has one."""
        value = self._properties.get("@id")
        return value if isinstance(value, str) else None

    @property
    def types(self) -> tuple[str, ...]:
        """Its types, `Product`."""
        return tuple(plain_name(kind) for kind in _listed(self._properties.get("@type")) if isinstance(kind, str))

    def each(self, name: str) -> list[Any]:
        """Every value of a property: texts, numbers, and nodes."""
        found = next(
            (value for prefix in _PREFIXES if (value := self._properties.get(prefix + name)) is not None), None
        )
        values = [self._followed(value) for value in _listed(found)]
        return [Node(value, self._index) if isinstance(value, dict) else value for value in values if value is not None]

    def nodes(self, name: str) -> list["Node"]:
        """The values of a property that are nodes."""
        return [value for value in self.each(name) if isinstance(value, Node)]

    def text(self, *names: str) -> str:
        """The first text, number or name of a node under one of these properties; empty where there is none."""
        return next((text for name in names for text in self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """Every text of a property; of a node its name."""
        found = (value.label if isinstance(value, Node) else _text_of(value) for value in self.each(name))
        return [text for text in found if text]

    def terms(self, name: str) -> list[str]:
        """The values of a property that is a word of schema.org's: `https://schema.org/InStock` is `InStock`."""
        found = (value.label or value.id if isinstance(value, Node) else _text_of(value) for value in self.each(name))
        return [plain_name(word) for word in found if word]

    def term(self, name: str) -> str:
        """The first of them; empty where there is none."""
        return next(iter(self.terms(name)), "")

    @property
    def label(self) -> str:
        """What a node says where a text is wanted: its value, else its name."""
        for name in ("@value", "name", "value"):
            for value in self.each(name):
                # No further than one step: a node may be named by itself.
                text = _text_of(value._properties.get("@value") if isinstance(value, Node) else value)
                if text:
                    return text
        return ""

    def _followed(self, value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"@id"}:
            return self._index.get(str(value["@id"]), value)
        return value


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict) and set(value) == {"@list"}:
        value = value["@list"]
    return value if isinstance(value, list) else [value]


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | float) else ""
