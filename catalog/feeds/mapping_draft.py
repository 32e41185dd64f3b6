"""Writes the mapping file that an engineer only has to correct."""

import json
from collections.abc import Sequence

from catalog.feeds.format import Shape

#: Field → column names it usually has, likeliest first.
_USUAL: dict[str, tuple[str, ...]] = {
    "id": ("id", "product_id", "sku", "code", "item_id", "stockcode", "article"),
    "title": ("title", "name", "product_name", "product", "label"),
    "brand": ("brand", "supplier", "manufacturer", "vendor", "make"),
    "description": ("description", "short_description", "body", "summary", "details", "text"),
    "url": ("url", "link", "product_url", "href"),
    "image": ("image", "image_link", "image_url", "thumbnail", "img", "picture", "images"),
    "price": ("price", "unit_price", "unitprice", "amount", "cost"),
    "list_price": ("list_price", "rrp", "compare_at_price", "regular_price", "old_price"),
}
_STOCK = ("stock", "availability", "quantity", "current_stock", "in_stock", "inventory")
_CATEGORY = ("category", "product_type", "categories", "department", "type")


def draft_mapping(names: Sequence[str], shape: Shape) -> str:
    """A mapping for columns of these names; what could not be guessed is left to fill in."""
    fields = {field: _column(names, usual) for field, usual in _USUAL.items()}
    lines = ["[feed]", f'kind = "{shape}"', 'currency = "GBP"      # of prices that name none']
    lines += ['price_unit = "major"  # or "minor", if prices are in cents or pence', "", "[product]"]
    for field, column in fields.items():
        if column is not None:
            lines.append(f"{field} = {_quoted(column)}")
        elif field in ("id", "title"):
            lines.append(f'{field} = "?"  # one of the columns below')
    for section, key, usual in (("category", "path", _CATEGORY), ("stock", "column", _STOCK)):
        column = _column(names, usual)
        if column is not None:
            fields[section] = column
            lines += ["", f"[{section}]", f"{key} = {_quoted([column] if key == 'path' else column)}"]
    used = set(fields.values())
    rest = [name for name in names if name not in used and "." not in name][:40]
    if rest:
        lines += ["", f"# Columns not used yet: {', '.join(rest)}"]
    return "\n".join(lines) + "\n"


def _column(names: Sequence[str], usual: Sequence[str]) -> str | None:
    folded = {name.casefold().replace(" ", "_"): name for name in reversed(names)}
    exact = next((folded[name] for name in usual if name in folded), None)
    if exact is not None:
        return exact
    return next((folded[have] for name in usual for have in folded if have.endswith("_" + name)), None)


def _quoted(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string too
