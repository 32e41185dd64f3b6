"""Any CSV, TSV, JSONL or JSON array, read as a `mapping.toml` says.

[feed]
kind = "jsonl"              # table, jsonl or json; left out, the content tells
records = "data.products"   # where the array lies inside a JSON object
currency = "GBP"            # of prices that name none; --currency overrides it
price_unit = "major"        # "minor" if the feed counts cents
base_url = "https://shop.example/"  # before links and pictures that have no host

[product]                   # id and title are needed, everything else may be left out
id = "sku"                  # a column; in JSON also a dotted path, "ids.0" or "meta.id"
title = ["brand", "name"]   # columns, joined by a blank
brand = { constant = "Fjellmark" }
description = { columns = ["long", "short"], first = true }  # the first that is not empty; or  join = ". "
url = { template = "https://shop.example/p/{slug}" }         # absent where a column of it is empty
image = ["image", "gallery"]                                 # lists are taken apart
price = "price"             # a number, or a text such as "15.00 USD"
list_price = "rrp"          # the former price; counts where it is higher
# also: handle, sku, condition, updated_at

[category]
path = ["department", "type"]  # one level each; a value without a letter is no category
separator = ">"                # splits a value that is a path already

[stock]
column = "stock"            # a number, or a word such as "in stock"
words = { "Auf Lager" = "in_stock" }

[rating]
value = "rating"
count = "n_reviews"
scale_max = 5

[attributes]
columns = { colour = "farbe", width_mm = "dimensions.width" }
patterns = ["attr_*"]       # every such column; the name is what the star stands for
ignore = ["attr_internal_*"]

[variants]
group_by = "parent"         # rows that share it are variants of one product
options = { Size = "size", Colour = "colour" }

[related]                   # ids or SKUs of other products of the feed, as lists or separated by commas
complement = "cross_sells"  # goes with it; also: substitute (instead of it), related (the shop does not say which)

[reviews]                   # reviews inside the records; names and addresses are never read
path = "reviews"
rating = "rating"
text = "comment"            # also: title, at, verified, scale_max
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from catalog.errors import FeedRefused, RowRefused
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.grouping import products_of
from catalog.feeds.json_records import read_json_array, read_json_lines
from catalog.feeds.mapped_attributes import AttributeReader
from catalog.feeds.mapping import FeedMapping, FieldSource, RelatedSection, value_at
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.price import list_price_of, minor_price_of, price_of
from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow, reason_of, shown
from catalog.feeds.shape import shape_of
from catalog.feeds.source import FeedSource
from catalog.feeds.stock import stock_status
from catalog.feeds.table import read_table
from catalog.money import Money
from catalog.product import AvailabilityStatus, RelationKind
from catalog.review import Review


def read_mapped(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of any feed that the mapping describes; broken rows are skipped in the report.

    Raises:
        FeedRefused: without a mapping, or if the file is XML.
    """
    if settings.mapping is None:
        raise FeedRefused("the format `mapped` needs a mapping file: give one with --mapping FILE")
    reader = _MappedReader(settings.mapping, settings, report)
    found = products_of(reader.offers(_rows(source, report, settings.mapping)), report)
    return with_relations(found, reader.owners, report)


def _rows(source: FeedSource, report: ImportReport, mapping: FeedMapping) -> Iterator[FeedRow]:
    kind = mapping.feed.kind or ("json" if mapping.feed.records else shape_of(source.sample()))
    if kind == "jsonl":
        return read_json_lines(source, report)
    if kind == "json":
        return read_json_array(source, report, mapping.feed.records)
    if kind == "table":
        return read_table(source, report)
    raise FeedRefused(f"{source.name} is XML or HTML; a mapping reads tables and JSON")


class _MappedReader:
    def __init__(self, mapping: FeedMapping, settings: ReadingSettings, report: ImportReport) -> None:
        self._mapping = mapping
        self._currency = settings.currency or mapping.feed.currency
        self._reviews = settings.reviews
        self._report = report
        self._attributes = AttributeReader(mapping.attributes)
        #: Ids, groups and SKUs → product id, where the mapping has relations to resolve.
        self.owners: dict[str, str] = {}
        self._has_relations = mapping.related != RelatedSection()

    def offers(self, rows: Iterator[FeedRow]) -> Iterator[Offer]:
        for row in rows:
            try:
                offer = self._offer(row)
            except RowRefused as error:
                self._report.skip(row.line, str(error))
                continue
            self._take_reviews(offer, row)
            self._own(offer)
            yield offer

    def _own(self, offer: Offer) -> None:
        if self._has_relations:
            for key in (offer.id, offer.group, offer.sku):
                if key:
                    self.owners.setdefault(key, offer.group or offer.id)

    def _offer(self, row: FeedRow) -> Offer:
        cells, fields = row.cells, self._mapping.product
        product_id, title = fields.id.text(cells), plain(fields.title.text(cells))
        for name, value in (("id", product_id), ("title", title)):
            if not value:
                raise RowRefused(f"no {name}")
        price, list_price = self._prices(cells)
        return Offer(
            line=row.line,
            id=product_id,
            title=title,
            group=self._mapping.variants.group_by.text(cells) or None,
            brand=plain(fields.brand.text(cells)) or None,
            description=plain(fields.description.text(cells)),
            handle=fields.handle.text(cells) or None,
            url=fields.url.text(cells) or None,
            images=tuple(str(image) for image in fields.image.values(cells) if isinstance(image, str)),
            categories=self._categories(cells),
            price=price,
            list_price=list_price,
            status=self._status(row),
            sku=fields.sku.text(cells) or None,
            options={
                name: text for name, field in self._mapping.variants.options.items() if (text := field.text(cells))
            },
            attributes=self._attributes.read(cells),
            rating=self._rating(cells),
            condition=fields.condition.text(cells) or None,
            updated_at=fields.updated_at.text(cells) or None,
            related=self._relations(cells) if self._has_relations else (),
        )

    def _relations(self, cells: Mapping[str, Any]) -> tuple[tuple[str, RelationKind], ...]:
        section = self._mapping.related
        fields: tuple[tuple[RelationKind, FieldSource], ...] = (
            ("complement", section.complement),
            ("substitute", section.substitute),
            ("related", section.related),
        )
        named = ((kind, str(value)) for kind, field in fields for value in field.values(cells))
        return tuple((key.strip(), kind) for kind, value in named for key in value.split(",") if key.strip())

    def _prices(self, cells: Mapping[str, Any]) -> tuple[Money | None, Money | None]:
        fields = self._mapping.product
        read = minor_price_of if self._mapping.feed.price_unit == "minor" else price_of
        price = read(fields.price.text(cells), self._currency)
        former = read(fields.list_price.text(cells), self._currency)
        return price, list_price_of(price, former)

    def _categories(self, cells: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        section = self._mapping.category
        levels = [
            plain(level)
            for field in section.path
            for level in field.text(cells).split(section.separator)
            if any(letter.isalpha() for letter in level)
        ]
        return ((" > ".join(levels), "merchant"),) if levels else ()

    def _status(self, row: FeedRow) -> AvailabilityStatus:
        section = self._mapping.stock
        text = section.column.text(row.cells)
        if not text:
            return "in_stock"
        status = section.words.get(text) or stock_status(text)
        if status is None:
            self._report.warn(row.line, f"stock {shown(text)} is unknown and taken for out of stock")
        return status or "out_of_stock"

    def _rating(self, cells: Mapping[str, Any]) -> dict[str, float] | None:
        section = self._mapping.rating
        value, count = _number(section.value.text(cells)), _number(section.count.text(cells))
        if value is None or not 0 <= value <= section.scale_max:
            return None
        rating = {"value": value, "scale_max": section.scale_max}
        return rating | {"count": int(count)} if count is not None and count >= 0 else rating

    def _take_reviews(self, offer: Offer, row: FeedRow) -> None:
        section = self._mapping.reviews
        found = value_at(row.cells, section.path) if section else None
        for number, cells in enumerate(found if isinstance(found, list) else [], start=1):
            if section is None or not isinstance(cells, dict):
                continue
            rating = _number(section.rating.text(cells))
            record = {
                "product_id": offer.group or offer.id,
                "review_id": f"{offer.id}-{number}",
                "rating": None if rating is None else rating * 5 / section.scale_max,
                "title": plain(section.title.text(cells)),
                "text": plain(section.text.text(cells)),
                "at": section.at.text(cells) or None,
                "verified": stock_status(section.verified.text(cells)) == "in_stock",
            }
            try:
                self._reviews.append(Review.model_validate(record))
            except ValidationError as error:
                self._report.warn(row.line, f"review {number} left out: {reason_of(error)}")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


MAPPED = FeedFormat(
    name="mapped",
    label="any table or JSON, with a mapping file",
    shapes=frozenset({"table", "jsonl", "json"}),
    anchors=Anchors(required=(), strong=frozenset()),
    read=read_mapped,
)
