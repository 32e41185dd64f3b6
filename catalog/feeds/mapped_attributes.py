"""Attributes of a mapped feed: named columns, and columns found by pattern."""

import math
import re
from collections.abc import Mapping
from typing import Any

from catalog.feeds.mapping import AttributesSection
from catalog.feeds.plain_text import plain
from catalog.product import AttributeValue


class AttributeReader:
    """Reads the attributes of one row after another, remembering what each column is called."""

    def __init__(self, section: AttributesSection) -> None:
        self._section = section
        self._names: dict[str, str | None] = {}

    def read(self, cells: Mapping[str, Any]) -> dict[str, AttributeValue]:
        """The attributes of a row; empty cells are absent."""
        found: dict[str, AttributeValue] = {}
        for name, field in self._section.columns.items():
            values = field.values(cells)
            value = attribute_value(values[0] if len(values) == 1 else values)
            if value is not None:
                found[name] = value
        if self._section.patterns:
            for column, cell in cells.items():
                known_as = self._name_of(column)
                if known_as and known_as not in found and (value := attribute_value(cell)) is not None:
                    found[known_as] = value
        return found

    def _name_of(self, column: str) -> str | None:
        if column not in self._names:
            self._names[column] = self._named(column)
        return self._names[column]

    def _named(self, column: str) -> str | None:
        if any(_matched(pattern, column) is not None for pattern in self._section.ignore):
            return None
        rests = (_matched(pattern, column) for pattern in self._section.patterns)
        rest = next((rest for rest in rests if rest), None)
        return re.sub(r"\W+|_{2,}", "_", rest).strip("_") or None if rest else None


def attribute_value(cell: Any) -> AttributeValue | None:
    """A cell as an attribute's value; None where it says nothing."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            return None
        return int(cell) if cell == int(cell) else cell
    if isinstance(cell, list):
        texts = tuple(text for one in cell if isinstance(one, str | int | float) and (text := plain(str(one))))
        return texts or None
    return plain(cell) or None if isinstance(cell, str) else None


def _matched(pattern: str, column: str) -> str | None:
    """What a trailing star stands for, the whole column where the pattern has no star, or None if it differs."""
    if pattern.endswith("*"):
        return column[len(pattern) - 1 :] if column.startswith(pattern[:-1]) else None
    return column if column == pattern else None
