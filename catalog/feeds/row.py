"""One row of a feed, before it is a product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from catalog.product import Product

#: Longer values are cut in messages.
_MAX_SHOWN = 40


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Named cells, and the line they begin on."""

    line: int
    cells: Mapping[str, Any]


class FeedProduct(NamedTuple):
    """A product, and the line it begins on."""

    line: int
    product: Product


def named_cells(names: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """Cells by name; of two columns that mean the same, the first that is not empty counts."""
    named = dict(zip(names, cells, strict=True))
    if len(named) < len(names):
        for name, cell in zip(reversed(names), reversed(cells), strict=True):
            if cell:
                named[name] = cell
    return named


def reason_of(error: ValidationError) -> str:
    """The first thing a record got wrong, as a message says it: `variants.0.price.amount: … (got -5)`."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "json_invalid":
        return f"broken JSON: {first['msg'].removeprefix('Invalid JSON: ')}"
    got = "" if first["type"] in ("missing", "value_error") else f" (got {shown(first['input'])})"
    return f"{place + ': ' if place else ''}{first['msg'].removeprefix('Value error, ')}{got}"


def shown(value: object) -> str:
    """An offending value as a message quotes it."""
    text = str(value)
    return repr(text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…")
