"""One row of a WooCommerce CSV as an offer: a product by itself, or a variation of one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from catalog.feeds.format import ReadingSettings
from catalog.feeds.mapped_attributes import attribute_value
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.price import price_of, sale_prices
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.feeds.sale_dates import sale_is_on
from catalog.feeds.woocommerce_columns import attributes_of, list_of, text_of
from catalog.money import Money
from catalog.product import AttributeValue, AvailabilityStatus, RelationKind

_MEASURE = re.compile(r"(weight|length|width|height) \((\w+)\)$")
_UNITS = {"lbs": "lb"}
#: PHP's own notation and JSON: settings of plugins, no facts.
_MACHINE_TEXT = re.compile(r"[aOs]:\d+:|[\[{]")
_STATUS: dict[str, AvailabilityStatus] = {"1": "in_stock", "0": "out_of_stock", "backorder": "backorder"}
#: WooCommerce's upsells are shown instead of the product, its cross-sells beside it in the cart.
_RELATIONS: dict[str, RelationKind] = {"cross_sells": "complement", "upsells": "substitute"}


def product_offer(row: FeedRow, product_id: str, report: ImportReport, settings: ReadingSettings) -> Offer:
    """A product that is sold as it is, or what the variations of one share.

    Raises:
        RowRefused: with a price that is none.
    """
    cells = row.cells
    price, list_price = _prices(cells, settings)
    attributes = {_attribute_name(one.name): attribute_value(one.values) for one in attributes_of(cells) if one.visible}
    facts = {name: _single(value) for name, value in attributes.items() if value is not None}
    brand = next(iter(list_of(cells, "brands")), "") or facts.pop("brand", "")
    return Offer(
        line=row.line,
        id=product_id,
        title=text_of(cells, "name"),
        brand=brand if isinstance(brand, str) else None,
        description=_description(cells),
        url=_url(cells, settings),
        images=tuple(list_of(cells, "images")),
        categories=tuple((path, "merchant") for path in _categories(cells)),
        price=price,
        list_price=list_price,
        status=_status(row, report),
        sku=cells.get("sku") or None,
        attributes=facts | _own_facts(cells),
        related=tuple((key, kind) for field, kind in _RELATIONS.items() for key in list_of(cells, field)),
    )


def variation_offer(
    row: FeedRow, variant_id: str, parent: Offer, report: ImportReport, settings: ReadingSettings
) -> Offer:
    """A variation, with everything that it leaves to its parent.

    Raises:
        RowRefused: with a price that is none.
    """
    cells = row.cells
    price, list_price = _prices(cells, settings)
    options = {one.name: ", ".join(one.values) for one in attributes_of(cells)}
    chosen = {_attribute_name(name) for name in options}
    return replace(
        parent,
        line=row.line,
        id=variant_id,
        group=parent.id,
        description=parent.description or _description(cells),
        images=tuple(dict.fromkeys([*parent.images, *list_of(cells, "images")])),
        price=price,
        list_price=list_price,
        status=_status(row, report),
        sku=cells.get("sku") or None,
        options=options,
        attributes={name: value for name, value in parent.attributes.items() if name not in chosen} | _own_facts(cells),
    )


def unsold(cells: Mapping[str, str]) -> str | None:
    """Why the shop does not show this row, or None."""
    published = cells.get("published", "").casefold()
    if published not in ("", "1", "true", "yes"):
        return {"0": "it is private", "-1": "it is a draft"}.get(published, f"its Published is {shown(published)}")
    return "it is hidden in the catalog" if cells.get("visibility", "").casefold() == "hidden" else None


def _prices(cells: Mapping[str, str], settings: ReadingSettings) -> tuple[Money | None, Money | None]:
    regular = price_of(cells.get("regular_price"), settings.currency)
    sale = price_of(cells.get("sale_price"), settings.currency)
    is_on = sale_is_on(cells.get("sale_starts", ""), cells.get("sale_ends", ""), settings.now)
    return sale_prices(regular, sale if is_on else None)


def _status(row: FeedRow, report: ImportReport) -> AvailabilityStatus:
    word, stock = row.cells.get("in_stock", "").casefold(), _number(row.cells.get("stock", ""))
    if word in _STATUS:
        return _STATUS[word]
    if word:
        report.warn(row.line, f"In stock? {shown(word)} is unknown and taken for out of stock")
        return "out_of_stock"
    if stock is None or stock > 0:
        return "in_stock"
    return "backorder" if row.cells.get("backorders", "").casefold() in ("1", "notify") else "out_of_stock"


def _description(cells: Mapping[str, str]) -> str:
    short, long = text_of(cells, "short_description"), text_of(cells, "description")
    return long if short in long else f"{short} {long}".strip()


def _categories(cells: Mapping[str, str]) -> list[str]:
    """Paths, without those that another one goes on from."""
    paths = [" > ".join(plain(level) for level in path.split(">")) for path in list_of(cells, "categories")]
    return [
        path for path in paths if path != "Uncategorized" and not any(one.startswith(f"{path} > ") for one in paths)
    ]


def _url(cells: Mapping[str, str], settings: ReadingSettings) -> str | None:
    """The page, which WordPress finds by its number; of a product that others sell, theirs."""
    if settings.base_url and cells.get("id"):
        return urljoin(settings.base_url, f"?p={cells['id']}")
    return cells.get("external_url") or None


def _own_facts(cells: Mapping[str, str]) -> dict[str, AttributeValue]:
    facts: dict[str, AttributeValue | None] = {}
    for column, cell in cells.items():
        measure = _MEASURE.match(column)
        if measure:
            unit = _UNITS.get(measure[2], measure[2])
            facts[f"{measure[1]}_{unit}"] = attribute_value(_number(cell))
        elif column.startswith("meta: ") and not column.startswith("meta: _") and not _MACHINE_TEXT.match(cell):
            facts[_attribute_name(column.removeprefix("meta: "))] = attribute_value(text_of(cells, column))
    facts |= {"gtin": attribute_value(cells.get("gtin", "")), "tags": attribute_value(list_of(cells, "tags"))}
    return {name: value for name, value in facts.items() if name and value is not None}


def _attribute_name(name: str) -> str:
    return re.sub(r"\W+", "_", name.casefold()).strip("_")


def _single(value: AttributeValue) -> AttributeValue:
    return value[0] if isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 1 else value


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None
