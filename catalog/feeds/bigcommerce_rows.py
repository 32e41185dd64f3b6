"""BigCommerce's rows as both of its exports have them: a product row, then the rows that belong to it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

from catalog.errors import RowRefused
from catalog.feeds.format import ReadingSettings
from catalog.feeds.offer import Offer
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedRow, shown

HIDDEN = "not visible in the shop"


class ProductRows(ABC):
    """Takes rows as they stand: what follows a product row belongs to it, and is skipped with it.

    Attributes:
        column: that says what a row is.
        kinds: of rows besides products, as the export writes them.
    """

    column: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]

    def __init__(self, report: ImportReport, settings: ReadingSettings) -> None:
        self._report = report
        self._settings = settings
        self._product: Offer | None = None
        self._cells: Mapping[str, str] = {}
        self._variants: dict[str, Offer] = {}
        self._lost = "there is no product row before it"

    def offers(self, rows: Iterator[FeedRow]) -> Iterator[Offer]:
        """Each product with what can be put into a cart."""
        for row in rows:
            cells = {name: value.strip() for name, value in row.cells.items()}
            kind = cells.get(self.column, "").casefold()
            if kind == "product":
                yield from self._complete()
            try:
                self._take(kind, row.line, cells)
            except RowRefused as error:
                self._report.skip(row.line, str(error))
        yield from self._complete()

    def _complete(self) -> Iterator[Offer]:
        if self._product:
            yield self._product
            yield from self._variants.values()
        self._product, self._variants = None, {}

    def _take(self, kind: str, line: int, cells: Mapping[str, str]) -> None:
        if kind == "product":
            self._lost, self._cells = "its product row was skipped", cells
            self._product = self._product_offer(line, cells)
        elif kind not in map(str.casefold, self.kinds):
            named, known = self.column.replace("_", " "), ", ".join(("Product", *self.kinds))
            raise RowRefused(f"{named} {shown(cells.get(self.column, ''))} is none of {known}")
        elif self._lost == HIDDEN:
            self._report.leave_out(line, f"its product is {HIDDEN}")
        elif self._product is None:
            raise RowRefused(f"{kind} row: {self._lost}")
        else:
            self._add(kind, self._product, line, cells)

    def _hide(self, line: int, product_id: str) -> None:
        """The shop itself does not show the product of this row."""
        self._lost = HIDDEN
        self._report.leave_out(line, f"{shown(product_id)}: {HIDDEN}")

    @abstractmethod
    def _product_offer(self, line: int, cells: Mapping[str, str]) -> Offer | None:
        """The product of a row; None if it is hidden."""

    @abstractmethod
    def _add(self, kind: str, product: Offer, line: int, cells: Mapping[str, str]) -> None:
        """Take a row that belongs to the product."""
