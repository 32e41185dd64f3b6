"""A row of OpenAI's flat product feed as an offer: Google's fields under older and newer names, and some more.

https://developers.openai.com/commerce/specs/feed describes the fields, and which were renamed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from catalog.feeds.format import ReadingSettings
from catalog.feeds.google_merchant_table import merchant_name
from catalog.feeds.mapped_attributes import attribute_value
from catalog.feeds.merchant_offer import MerchantCells, merchant_offer
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.product import AttributeValue, RelationKind

#: Newer name → the name that Google's feed and the older header have for it.
_RENAMED = {
    "item_id": "id",
    "url": "link",
    "image_url": "image_link",
    "additional_image_urls": "additional_image_link",
    "group_id": "item_group_id",
    "product_category": "product_type",
    "star_rating": "product_review_rating",
    "review_count": "product_review_count",
}
#: Fields that hold several values, separated by commas.
_LISTS = frozenset({"additional_image_link", "related_product_id", "relationship_type"})
#: A comma inside an address is not followed by another address.
_BEFORE_ADDRESS = re.compile(r",(?=\s*https?:)")
_KIND_OF: dict[str, RelationKind] = {
    **dict.fromkeys(("part_of_set", "required_part", "often_bought_with", "accessory"), "complement"),
    **dict.fromkeys(("substitute", "different_brand"), "substitute"),
    "": "related",
}
#: Fact → where its unit stands, if it has none of its own.
_FACTS = {
    "dimensions": "",
    "length": "dimensions_unit",
    "width": "dimensions_unit",
    "height": "dimensions_unit",
    "weight": "item_weight_unit",
    "warning": "",
    "age_restriction": "",
}
_CUSTOM_OPTIONS = tuple((f"custom_variant{n}_category", f"custom_variant{n}_option") for n in (1, 2, 3))


def openai_field(column: str) -> str:
    """The field that a column or name holds, as Google and the older header call it."""
    name = merchant_name(column)
    return _RENAMED.get(name, name)


def openai_offer(row: FeedRow, report: ImportReport, settings: ReadingSettings) -> Offer:
    """Read one row, its cells under the names of `openai_field`.

    Raises:
        RowRefused: without an id or a title, or with a price that is none.
    """
    cells = {name: _values(name, cell) for name, cell in row.cells.items()}
    starts, ends = _one(cells, "sale_price_start_date"), _one(cells, "sale_price_end_date")
    if starts or ends:
        cells["sale_price_effective_date"] = [f"{starts}/{ends}"]
    offer = merchant_offer(row.line, cells, report, settings)
    group_title = plain(_one(cells, "item_group_title"))
    return replace(
        offer,
        title=group_title if group_title and offer.group else offer.title,
        options={**offer.options, **_more_options(row.cells, cells, offer.options)},
        attributes={**offer.attributes, **_facts(cells)},
        rating=_rating(row.line, cells, report),
        related=_relations(row.line, cells, report),
    )


def _values(name: str, cell: Any) -> list[str]:
    if isinstance(cell, list):
        return [_text(one) for one in cell]
    text = _text(cell)
    if name not in _LISTS:
        return [text]
    parts = _BEFORE_ADDRESS.split(text) if name == "additional_image_link" else text.split(",")
    return [part.strip() for part in parts]


def _text(cell: Any) -> str:
    if cell is None or isinstance(cell, dict):
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell).strip()


def _one(cells: MerchantCells, name: str) -> str:
    return next(iter(cells.get(name, ())), "")


def _more_options(raw: Mapping[str, Any], cells: MerchantCells, known: Mapping[str, str]) -> dict[str, str]:
    """The shop's own options, and those of `variant_dict` that have no column."""
    named = {_one(cells, name): _one(cells, option) for name, option in _CUSTOM_OPTIONS}
    variant_dict = raw.get("variant_dict")
    if isinstance(variant_dict, str):
        variant_dict = _json(variant_dict)
    named |= {str(name): _text(value) for name, value in variant_dict.items()} if isinstance(variant_dict, dict) else {}
    have = {name.casefold() for name in known}
    return {name: plain(value) for name, value in named.items() if name and value and name.casefold() not in have}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _facts(cells: MerchantCells) -> dict[str, AttributeValue]:
    facts: dict[str, AttributeValue] = {}
    for name, unit_field in _FACTS.items():
        said, unit = _one(cells, name), _one(cells, unit_field)
        value = attribute_value(said if not unit or not _is_number(said) else f"{said} {unit}")
        if value is not None:
            facts[name] = value
    return facts


def _rating(line: int, cells: MerchantCells, report: ImportReport) -> dict[str, float] | None:
    value, count = _one(cells, "product_review_rating"), _one(cells, "product_review_count")
    if not value or (_is_number(count) and float(count) == 0):
        return None
    if not _is_number(value) or not 0 <= float(value) <= 5:
        report.warn(line, f"rating {shown(value)} is not between 0 and 5 and left out")
        return None
    counted = {"count": int(float(count))} if _is_number(count) and float(count) > 0 else {}
    return {"value": float(value), "scale_max": 5.0} | counted


def _relations(line: int, cells: MerchantCells, report: ImportReport) -> tuple[tuple[str, RelationKind], ...]:
    """One kind for all ids, or one for each."""
    ids = [one for one in cells.get("related_product_id", ()) if one]
    words: Sequence[str] = cells.get("relationship_type", ())
    words = words if len(words) == len(ids) else [_one(cells, "relationship_type")] * len(ids)
    for word in dict.fromkeys(words):
        if word not in _KIND_OF:
            report.warn(line, f"relationship_type {shown(word)} is unknown and taken for related")
    return tuple((one, _KIND_OF.get(word, "related")) for one, word in zip_longest(ids, words, fillvalue=""))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,15}(?:\.\d{1,20})?", text, re.ASCII) is not None
