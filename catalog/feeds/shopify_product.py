"""The rows of one handle in a Shopify CSV, as the offers of one product."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from catalog.errors import RowRefused
from catalog.feeds.format import ReadingSettings
from catalog.feeds.mapped_attributes import attribute_value
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.price import list_price_of, price_of
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown
from catalog.feeds.shopify_metafields import metafield_attributes, metafield_rating, metafield_relations
from catalog.product import AttributeValue, AvailabilityStatus

#: Cells of which a row has one if it is a variant; a row without them only adds a picture.
_OF_VARIANT = ("price", "sku", "option1_value", "option2_value", "option3_value", "barcode")
_NO = frozenset({"false", "no", "0"})
#: What Shopify's own taxonomy calls a category in short: `aa-1-13-8`. No word of a shopper's.
_CATEGORY_CODE = re.compile(r"(?:gid://.*|[a-z]{2}(?:-\d+)+|\d+)$")


@dataclass(slots=True)
class ShopifyReader:
    """Turns the rows of one handle after another into offers. Remembers which SKUs were used as variants' ids."""

    report: ImportReport
    settings: ReadingSettings
    _skus: set[str] = field(default_factory=set)

    def offers(self, handle: str, rows: Sequence[FeedRow]) -> list[Offer]:
        """The variants of a product in order of the feed; none if it is not sold or unfit: the report says so."""
        main = next((row for row in rows if row.cells.get("title")), None)
        if main is None:
            return self._without(rows, f"the product {shown(handle)} has no Title")
        unsold = _unsold(main.cells)
        if unsold:
            for row in rows:
                self.report.leave_out(row.line, f"{shown(handle)}: {unsold}")
            return []
        product = self._product(handle, main, rows)
        offers = list(self._variants(product, main, [row for row in rows if row is main or _is_variant(row)]))
        if not offers:
            pictures = [row for row in rows if row is not main and not _is_variant(row)]
            return self._without(pictures, f"no variant of {shown(handle)} can be used")
        return offers

    def _without(self, rows: Sequence[FeedRow], reason: str) -> list[Offer]:
        for row in rows:
            self.report.skip(row.line, reason)
        return []

    def _product(self, handle: str, main: FeedRow, rows: Sequence[FeedRow]) -> Offer:
        """What all variants share."""
        cells, base_url = main.cells, self.settings.base_url
        pictures = _pictures(rows)
        return Offer(
            line=main.line,
            id=handle,
            title=plain(cells["title"]),
            group=handle,
            brand=plain(cells.get("vendor", "")) or None,
            description=plain(cells.get("description", "")) or plain(cells.get("seo_description", "")),
            handle=handle,
            url=urljoin(base_url, f"products/{handle}") if base_url else None,
            images=tuple(pictures),
            alt_texts={url: text for url, text in pictures.items() if text},
            categories=_categories(cells),
            attributes=_attributes(cells),
            rating=metafield_rating(cells),
            condition=cells.get("condition", "").casefold() or None,
            related=metafield_relations(cells),
        )

    def _variants(self, product: Offer, main: FeedRow, rows: Sequence[FeedRow]) -> Iterator[Offer]:
        line_of: dict[tuple[str, ...], int] = {}
        for row in rows:
            try:
                offer = self._variant(product, main, row)
                chosen = tuple(offer.options.values())
                if chosen in line_of:
                    what = f"variant {' / '.join(chosen)}" if chosen else "a variant without options"
                    raise RowRefused(f"{what} of {shown(product.id)} was already on line {line_of[chosen]}")
            except RowRefused as error:
                self.report.skip(row.line, str(error))
                continue
            line_of[chosen] = row.line
            yield replace(offer, id=self._variant_id(offer, product.id))

    def _variant(self, product: Offer, main: FeedRow, row: FeedRow) -> Offer:
        cells, currency = row.cells, self.settings.currency
        title = cells.get("title")
        if title and plain(title) != product.title:
            raise RowRefused(
                f"handle {shown(product.id)} is {shown(title)} here and {shown(product.title)} on line {main.line}"
            )
        price = price_of(cells.get("price"), currency)
        own = {"gtin": cells.get("barcode", "").lstrip("'"), "weight_g": _weight(cells.get("grams", ""))}
        facts = {name: value for name, value in own.items() if value} | metafield_attributes(cells, "variant")
        image = cells.get("variant_image", "")
        return replace(
            product,
            line=row.line,
            price=price,
            list_price=list_price_of(price, price_of(cells.get("compare_at_price"), currency)),
            status=self._status(row),
            sku=cells.get("sku", "").lstrip("'") or None,
            options=_options(main.cells, cells),
            images=(*product.images, *([image] if image else [])),
            attributes={**product.attributes, **facts},
        )

    def _variant_id(self, offer: Offer, handle: str) -> str:
        """Its SKU, where no other variant has it; Shopify's export names no other id."""
        if offer.sku and offer.sku not in self._skus:
            self._skus.add(offer.sku)
            return offer.sku
        slug = re.sub(r"\W+", "-", " ".join(offer.options.values()).casefold()).strip("-")
        return f"{handle}-{slug}" if slug else handle

    def _status(self, row: FeedRow) -> AvailabilityStatus:
        cells = row.cells
        quantity = cells.get("quantity", "")
        if not quantity:
            return "in_stock"  # stock is not counted, or counted per location in another file
        try:
            left = float(quantity)
        except ValueError:
            self.report.warn(row.line, f"inventory {shown(quantity)} is no number and taken for out of stock")
            return "out_of_stock"
        if left > 0:
            return "in_stock"
        return "backorder" if cells.get("policy", "").casefold() in ("continue", "true") else "out_of_stock"


def _unsold(cells: Mapping[str, str]) -> str | None:
    """Why the shop does not show this product, or None."""
    status = cells.get("status", "").casefold()
    if status not in ("", "active"):
        return f"its status is {status}"
    return "it is not published" if cells.get("published", "").casefold() in _NO else None


def _is_variant(row: FeedRow) -> bool:
    return any(row.cells.get(name) for name in _OF_VARIANT)


def _pictures(rows: Sequence[FeedRow]) -> dict[str, str]:
    """Address → alternative text, in the order of their positions."""
    placed = [(_position(row), row.cells) for row in rows if row.cells.get("image")]
    return {cells["image"]: plain(cells.get("image_alt", "")) for _, cells in sorted(placed, key=lambda one: one[0])}


def _position(row: FeedRow) -> float:
    try:
        return float(row.cells.get("image_position", ""))
    except ValueError:
        return float("inf")


def _categories(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    own, shopifys = plain(cells.get("type", "")), plain(cells.get("category", ""))
    known = bool(shopifys) and not _CATEGORY_CODE.match(shopifys)
    return tuple(([(own, "merchant")] if own else []) + ([(shopifys, "shopify")] if known else []))


def _attributes(cells: Mapping[str, str]) -> dict[str, AttributeValue]:
    tags = [tag.strip() for tag in cells.get("tags", "").split(",")]
    told = {"tags": tags, **{name: cells.get(name, "") for name in ("gender", "age_group", "mpn")}}
    values = {name: attribute_value(value) for name, value in told.items()}
    return {name: value for name, value in values.items() if value is not None} | metafield_attributes(cells, "product")


def _options(named: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    """Name → value; a product of one variant has the option `Title: Default Title`, which is none."""
    options: dict[str, str] = {}
    for number in (1, 2, 3):
        name, value = named.get(f"option{number}_name", ""), cells.get(f"option{number}_value", "")
        if name and not value:
            raise RowRefused(f"no Option{number} Value ({name})")
        if value and not (name.casefold() in ("", "title") and value.casefold() == "default title"):
            options[name or f"Option {number}"] = plain(value)
    return options


def _weight(grams: str) -> int | float | None:
    try:
        weight = attribute_value(float(grams))
    except ValueError:
        return None
    return weight if isinstance(weight, int | float) and weight > 0 else None
