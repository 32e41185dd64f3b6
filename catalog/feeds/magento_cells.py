"""Cells of a Magento export that hold several values."""

import re
from collections.abc import Iterator, Mapping

from catalog.feeds.plain_text import plain
from catalog.product import AttributeValue, RelationKind

#: A comma inside a value is not followed by `name=`.
_PAIRS = re.compile(r',(?="?[A-Za-z]\w*=)')

#: Column → what a shop's page does with it. `associated_skus` (`a=2.0000,b=1.0000`) are the parts of a grouped product.
_RELATIONS: dict[str, RelationKind] = {
    "crosssell_skus": "complement",
    "associated_skus": "complement",
    "upsell_skus": "substitute",
    "related_skus": "related",
}


def attributes_of(cell: str) -> dict[str, AttributeValue]:
    """`material=Cotton|Wool,fit=Loose, wide` as names and values; several values of one attribute are a list."""
    found: dict[str, AttributeValue] = {}
    for name, value in _pairs(cell):
        texts = tuple(text for part in value.split("|") if (text := plain(part)))
        if texts:
            found[name] = texts if len(texts) > 1 else texts[0]
    return found


def categories_of(cell: str) -> tuple[tuple[str, str], ...]:
    """`Default Category/Gear,Default Category/Gear/Bags` as paths without the root, only the ends of branches."""
    paths = [[level for part in path.split("/")[1:] if (level := plain(part))] for path in _split_paths(cell)]
    named = [" > ".join(path) for path in paths if path]
    return tuple(
        (name, "merchant")
        for name in dict.fromkeys(named)
        if not any(other.startswith(f"{name} > ") for other in named)
    )


def variations_of(cell: str) -> Iterator[tuple[str, dict[str, str]]]:
    """`sku=a,size=S|sku=b,size=M`: each SKU with its options by attribute code."""
    for part in re.split(r"\|(?=sku=)", cell.strip()):
        pairs = dict(_pairs(part))
        sku = pairs.pop("sku", "")
        if sku:
            yield sku, pairs


def labels_of(cell: str) -> dict[str, str]:
    """`size=Size,color=Colour`: attribute code → what a shopper reads."""
    return dict(_pairs(cell))


def relations_of(cells: Mapping[str, str]) -> tuple[tuple[str, RelationKind], ...]:
    """SKUs that the row names beside its own, and how they belong to it."""
    return tuple(
        (sku, kind)
        for column, kind in _RELATIONS.items()
        for part in cells.get(column, "").split(",")
        if (sku := part.partition("=")[0].strip())
    )


def _pairs(cell: str) -> Iterator[tuple[str, str]]:
    for part in _PAIRS.split(cell.strip()):
        name, _, value = part.strip().strip('"').partition("=")
        if name.strip() and value.strip():
            yield name.strip(), value.strip().strip('"')


def _split_paths(cell: str) -> list[str]:
    # A name may hold a comma; every path begins with the same root.
    root = cell.split("/", 1)[0].strip()
    return [path.strip() for path in re.split(rf",(?=\s*{re.escape(root)}(?:/|,|$))", cell)] if root else []
