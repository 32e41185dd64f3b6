"""WooCommerce's product CSV: a variable product and its variations are one product, wherever they stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalog.errors import FeedRefused, RowRefused
from catalog.feeds.disk_spool import DiskSpool
from catalog.feeds.format import Anchors, FeedFormat, ReadingSettings
from catalog.feeds.grouping import RowGroups, product_or_skipped
from catalog.feeds.offer import Offer
from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct, FeedRow, shown
from catalog.feeds.source import FeedSource
from catalog.feeds.stock import availability
from catalog.feeds.table import read_table
from catalog.feeds.woocommerce_columns import REQUIRED, attributes_of, list_of, woocommerce_field
from catalog.feeds.woocommerce_offer import product_offer, unsold, variation_offer
from catalog.money import Money
from catalog.product import AvailabilityStatus


def read_woocommerce(source: FeedSource, report: ImportReport, settings: ReadingSettings) -> Iterator[FeedProduct]:
    """The products of an export that the shop sells; broken rows are skipped in the report.

    Raises:
        FeedRefused: without a currency, which WooCommerce's CSV does not name, or without a needed column.
    """
    if settings.currency is None:
        raise FeedRefused("the prices of a WooCommerce CSV name no currency; give it, for example with --currency GBP")
    with DiskSpool() as spool:
        reader = _Reader(report, settings, RowGroups(spool), RowGroups(spool), RowGroups(spool))
        rows = read_table(source, report, rename=woocommerce_field, required=REQUIRED)
        yield from with_relations(reader.products(rows), reader.owners, report)


@dataclass(slots=True)
class _Reader:
    """Products sold as they are come at once; what is made of several rows waits for the end of the feed.

    Attributes:
        owners: SKU, and `id:` with a number → product id, of every product and variation that was read.
    """

    report: ImportReport
    settings: ReadingSettings
    variables: RowGroups
    variations: RowGroups
    sets: RowGroups
    owners: dict[str, str] = field(default_factory=dict)
    _line_of: dict[str, int] = field(default_factory=dict)
    _unsold: set[str] = field(default_factory=set)
    _offered: dict[str, tuple[Money | None, AvailabilityStatus]] = field(default_factory=dict)

    def products(self, rows: Iterable[FeedRow]) -> Iterator[FeedProduct]:
        for row in rows:
            tidy = FeedRow(row.line, {name: cell.strip() for name, cell in row.cells.items()})
            yield from self._product(tidy, self._single)
        for row in _waiting(self.variables):
            yield from self._product(row, self._variable)
        for parent in self.variations.keys():  # noqa: SIM118 its own method
            self._report_orphans(parent)
        for row in _waiting(self.sets):
            yield from self._product(row, self._set)

    def _product(self, row: FeedRow, read: Callable[[FeedRow], Sequence[Offer]]) -> Iterator[FeedProduct]:
        """The product of the offers that `read` gives, if it gives any."""
        try:
            offers = read(row)
        except RowRefused as error:
            self.report.skip(row.line, str(error))
            return
        for found in product_or_skipped(offers, self.report) if offers else ():
            product_id = found.product.id
            for key in [*_keys(row), *(key for one in offers for key in (f"id:{one.id}", one.sku) if key)]:
                self.owners.setdefault(key, product_id)
            best = min(offers, key=lambda one: _cheapest_for_sale((one.price, one.status)))
            self._offered[product_id] = (best.price, best.status)
            yield FeedProduct(row.line, found.product)

    def _single(self, row: FeedRow) -> list[Offer]:
        """The offer of a row that is a product by itself; any other is put aside."""
        cells, kind = row.cells, row.cells["type"].casefold()
        row_id = self._new_id(row)
        if "variation" in kind:
            if not cells.get("parent"):
                raise RowRefused("a variation without a Parent")
            self.variations.put(cells["parent"], row)
            return []
        reason = unsold(cells)
        if reason:
            self._unsold.update(_keys(row))
            self.report.leave_out(row.line, f"{shown(row_id)}: {reason}")
            return []
        if not cells["name"]:
            raise RowRefused("no name")
        aside = self.variables if "variable" in kind else self.sets if "grouped" in kind else None
        if aside is None:
            return [product_offer(row, row_id, self.report, self.settings)]
        aside.put(row_id, row)
        return []

    def _new_id(self, row: FeedRow) -> str:
        row_id = _id_of(row)
        if not row_id:
            raise RowRefused("neither an ID nor a SKU")
        if row_id in self._line_of:
            raise RowRefused(f"id {shown(row_id)} was already used on line {self._line_of[row_id]}")
        self._line_of[row_id] = row.line
        sku = row.cells.get("sku")
        if sku and self._line_of.setdefault(f"\n{sku}", row.line) != row.line:
            first_line = self._line_of[f"\n{sku}"]
            self.report.warn(row.line, f"SKU {shown(sku)} was already used on line {first_line}")
        return row_id

    def _variable(self, row: FeedRow) -> list[Offer]:
        parent = product_offer(row, _id_of(row), self.report, self.settings)
        rows = sorted((one for key in _keys(row) for one in self.variations.take(key)), key=lambda one: one.line)
        if not rows:
            raise RowRefused("a variable product without variations")
        offers = [offer for one in rows for offer in self._variation(one, parent)]
        if not offers:
            raise RowRefused("none of its variations is sold or can be used")
        return offers

    def _variation(self, row: FeedRow, parent: Offer) -> Iterator[Offer]:
        reason = unsold(row.cells)
        if reason:
            self.report.leave_out(row.line, f"{shown(_id_of(row))}: {reason}")
            return
        try:
            yield variation_offer(row, _id_of(row), parent, self.report, self.settings)
        except RowRefused as error:
            self.report.skip(row.line, str(error))

    def _report_orphans(self, parent: str) -> None:
        for row in self.variations.take(parent):
            if parent in self._unsold:
                self.report.leave_out(row.line, f"{shown(_id_of(row))}: its parent {shown(parent)} is not sold")
            else:
                self.report.skip(row.line, f"its parent {shown(parent)} is no variable product that could be read")

    def _set(self, row: FeedRow) -> list[Offer]:
        """A grouped product costs what the cheapest of its products does, as its page says."""
        keys = list_of(row.cells, "grouped")
        members = [self._offered[self.owners[key]] for key in keys if key in self.owners]
        if not members:
            raise RowRefused("a grouped product, of whose products none is in this feed")
        price, status = min(members, key=_cheapest_for_sale)
        offer = product_offer(row, _id_of(row), self.report, self.settings)
        related = (*offer.related, *((key, "complement") for key in keys))
        return [replace(offer, price=price, list_price=None, status=status, related=related)]


def _waiting(groups: RowGroups) -> Iterator[FeedRow]:
    for key in groups.keys():  # noqa: SIM118 its own method
        yield from groups.take(key)


def _id_of(row: FeedRow) -> str:
    """The number, else the SKU; of a variation that has neither, its parent's with what was chosen."""
    own = str(row.cells.get("id") or row.cells.get("sku") or "")
    if own or "variation" not in row.cells["type"].casefold() or not row.cells.get("parent"):
        return own
    chosen = " ".join(value for one in attributes_of(row.cells) for value in one.values)
    return f"{row.cells['parent'].removeprefix('id:')}-{re.sub(r'[^a-z0-9]+', '-', chosen.casefold()).strip('-')}"


def _keys(row: FeedRow) -> list[str]:
    """What other rows call this one: `id:` and its number, or its SKU."""
    number, sku = row.cells.get("id"), row.cells.get("sku")
    return [key for key in (f"id:{number}" if number else "", sku) if key]


def _cheapest_for_sale(offered: tuple[Money | None, AvailabilityStatus]) -> tuple[bool, float]:
    price, status = offered
    return not availability(status).available, price.amount if price else float("inf")


WOOCOMMERCE = FeedFormat(
    name="woocommerce",
    label="WooCommerce CSV",
    shapes=frozenset({"table"}),
    anchors=Anchors(
        required=(
            frozenset({"type"}),
            frozenset({"name"}),
            frozenset({"regular_price"}),
            frozenset({"id", "sku"}),
        ),
        strong=frozenset(
            "in_stock? visibility_in_catalog visibility_in_catalogue is_featured? backorders_allowed? tax_status"
            " short_description attribute_1_name attribute_1_value(s) sold_individually? published upsells cross_sells"
            " grouped_products".split()
        ),
        negative=frozenset(
            "handle url_handle attribute_set_code additional_attributes item_type product_code/sku item_id"
            " variants".split()
        ),
    ),
    read=read_woocommerce,
)
