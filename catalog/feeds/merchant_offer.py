"""A Google Merchant row, from a table or from XML, as an offer.

Field names and values: https://support.google.com/merchants/answer/7052112 (product data specification).
"""

from collections.abc import Mapping, Sequence

from catalog.errors import RowRefused
from catalog.feeds.format import Anchors, ReadingSettings
from catalog.feeds.offer import Offer
from catalog.feeds.plain_text import plain
from catalog.feeds.price import price_of, sale_prices
from catalog.feeds.report import ImportReport
from catalog.feeds.row import shown
from catalog.feeds.sale_dates import sale_is_on
from catalog.feeds.stock import stock_status
from catalog.money import Money
from catalog.product import AvailabilityStatus

#: One list of values for each field; fields that cannot repeat have one.
MerchantCells = Mapping[str, Sequence[str]]

ANCHORS = Anchors(
    required=(frozenset({"id"}), frozenset({"title"}), frozenset({"link", "image_link"})),
    strong=frozenset(
        "availability sale_price item_group_id google_product_category product_type image_link additional_image_link"
        " gtin mpn condition age_group shipping identifier_exists".split()
    ),
    negative=frozenset(
        "handle variants sku regular_price variant_price enable_search enable_checkout seller_tos is_eligible_search"
        " item_id".split()
    ),
)
_OPTIONS = {
    "color": "Color",
    "size": "Size",
    "material": "Material",
    "pattern": "Pattern",
    "gender": "Gender",
    "age_group": "Age group",
}
_ATTRIBUTES = (
    "gtin",
    "mpn",
    "size_type",
    "size_system",
    "energy_efficiency_class",
    "product_weight",
    "product_length",
    "product_width",
    "product_height",
    "multipack",
)


def merchant_offer(line: int, cells: MerchantCells, report: ImportReport, settings: ReadingSettings) -> Offer:
    """Read one row.

    Raises:
        RowRefused: without an id or a title, or with a price that is none.
    """
    row = _Row(cells)
    price, list_price = _prices(row, settings)
    return Offer(
        line=line,
        id=row.needed("id"),
        title=plain(row.needed("title")),
        group=row.one("item_group_id") or None,
        brand=row.one("brand") or None,
        description=plain(row.one("description")),
        url=row.one("link") or None,
        images=tuple(row.each("image_link") + row.each("additional_image_link")),
        categories=_categories(row),
        price=price,
        list_price=list_price,
        status=_status(line, row.one("availability"), report),
        options={name: row.one(field) for field, name in _OPTIONS.items() if row.one(field)},
        attributes={field: row.one(field) for field in _ATTRIBUTES if row.one(field)} | _details(row),
        condition=row.one("condition").casefold() or None,
    )


class _Row:
    """Cells by field name; an absent field is an empty text."""

    def __init__(self, cells: MerchantCells) -> None:
        self._cells = cells

    def each(self, field: str) -> list[str]:
        return [value.strip() for value in self._cells.get(field, ()) if value.strip()]

    def one(self, field: str) -> str:
        return next(iter(self.each(field)), "")

    def needed(self, field: str) -> str:
        value = self.one(field)
        if not value:
            raise RowRefused(f"no {field}")
        return value


def _prices(row: _Row, settings: ReadingSettings) -> tuple[Money | None, Money | None]:
    price = price_of(row.one("price"), settings.currency)
    sale = price_of(row.one("sale_price"), settings.currency)
    dates = row.one("sale_price_effective_date").split("/")
    if len(dates) == 2 and not sale_is_on(dates[0], dates[1], settings.now):
        sale = None
    return sale_prices(price, sale)


def _status(line: int, word: str, report: ImportReport) -> AvailabilityStatus:
    if not word:
        return "in_stock"
    status = stock_status(word)
    if status is None:
        report.warn(line, f"availability {shown(word)} is unknown and taken for out of stock")
    return status or "out_of_stock"


def _categories(row: _Row) -> tuple[tuple[str, str], ...]:
    own = [(_path(value), "merchant") for value in row.each("product_type")]
    # A bare number is Google's id of a category: no word a shopper would use.
    google = [(_path(value), "google") for value in row.each("google_product_category") if not value.isdigit()]
    return tuple(own + google)


def _path(value: str) -> str:
    return " > ".join(part.strip() for part in plain(value).split(">") if part.strip())


def _details(row: _Row) -> dict[str, str]:
    """`product_detail` is `section:name:value`; XML readers join it so."""
    parts = [value.split(":", 2) for value in row.each("product_detail")]
    return {name.strip(): value.strip() for _, name, value in (p for p in parts if len(p) == 3) if name.strip()}
