"""Reads the lines of a shop's invoices (the columns of UCI's Online Retail) and makes training sets of them.

The clean view: a known customer, not cancelled, quantity and price above 0, a code that a product has.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.description_vectors import description_vectors
from benchmarks.errors import BenchmarkFailed
from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

#: What a column is called; the second edition of the data calls some differently.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "invoice": ("InvoiceNo", "Invoice"),
    "code": ("StockCode",),
    "description": ("Description",),
    "quantity": ("Quantity",),
    "at": ("InvoiceDate",),
    "price": ("UnitPrice", "Price"),
    "customer": ("CustomerID", "Customer ID"),
}
#: Codes of products begin so; others are postage, fees and samples.
PRODUCT_CODE = r"\d{5}"
_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M")
#: A test part is about this share of the time.
TEST_SHARE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class RetailLines:
    """Invoice lines in the order of the file; every array is `[n_lines]`.

    Attributes:
        customer: id as it is written.
        code: of the product.
        description: of the product, on this line.
        at: seconds since the epoch; what the file says is taken as UTC.
        quantity: pieces.
        price: of one piece, in minor units.
    """

    customer: npt.NDArray[np.str_]
    code: npt.NDArray[np.str_]
    description: npt.NDArray[np.str_]
    at: npt.NDArray[np.int64]
    quantity: npt.NDArray[np.int32]
    price: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.at)

    def where(self, kept: npt.NDArray[np.bool_]) -> "RetailLines":
        """The marked ones."""
        return RetailLines(*(getattr(self, name)[kept] for name in self.__slots__))

    def before(self, moment: int) -> "RetailLines":
        """The training part."""
        return self.where(self.at < moment)

    def since(self, moment: int) -> "RetailLines":
        """The test part."""
        return self.where(self.at >= moment)

    def usual_split(self) -> int:
        """The first of the month in which the last tenth of the time begins."""
        begins = self.at.max() - TEST_SHARE * (self.at.max() - self.at.min())
        month = datetime.fromtimestamp(float(begins), UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return int(month.timestamp())

    def training_set(self, as_of: int) -> TrainingSet:
        """Purchases; a day of a customer is a visit. Facts: the mean price and what the descriptions say."""
        shoppers, shopper = np.unique(self.customer, return_inverse=True)
        products, product = np.unique(self.code, return_inverse=True)
        order = np.lexsort((product, self.at, shopper))
        at = self.at[order]
        visit = shopper[order].astype(np.int64) << 32 | at // SECONDS_PER_DAY
        interactions = Interactions(
            shopper[order].astype(np.int32),
            product[order].astype(np.int32),
            at,
            np.ones(len(at), dtype=np.float32),
            np.full(len(at), PURCHASE, dtype=np.uint8),
            np.unique(visit, return_inverse=True)[1].astype(np.int32),
            self.quantity[order],
            (self.quantity * self.price)[order],
        )
        index = IdIndex(products.tolist())
        return TrainingSet(IdIndex(shoppers.tolist()), index, interactions, as_of, self._facts(index))

    def _facts(self, products: IdIndex) -> ProductFacts:
        rows = products.rows(self.code.tolist())
        price = np.exp(np.bincount(rows, np.log(self.price)) / np.bincount(rows)).astype(np.float32)
        texts: dict[str, Counter[str]] = {one: Counter() for one in products.ids}
        for code, description in zip(self.code.tolist(), self.description.tolist(), strict=True):
            texts[code][description] += 1
        vectors = description_vectors([texts[one].most_common(1)[0][0] for one in products.ids])
        unknown = ProductFacts.unknown(products)
        return ProductFacts(
            products,
            unknown.category,
            (),
            unknown.brand,
            (),
            price,
            unknown.rating,
            unknown.n_reviews,
            unknown.in_stock,
            unknown.launched_at,
            vectors,
        )


def find_lines(place: Path) -> Path:
    """The one CSV file of a folder, gzipped or not, or the file itself.

    Raises:
        BenchmarkFailed: if there is none, or more than one.
    """
    if place.is_file():
        return place
    found = sorted([*place.glob("*.csv"), *place.glob("*.csv.gz")]) or sorted(place.glob("online_retail/*.csv*"))
    if len(found) != 1:
        names = [path.name for path in found] or "none"
        raise BenchmarkFailed(f"{place} should hold one CSV file of invoice lines, it holds {names}")
    return found[0]


def read_lines(path: Path, product_code: str = PRODUCT_CODE) -> RetailLines:
    """The clean view of a file.

    Raises:
        BenchmarkFailed: if a column is missing, a date cannot be read or nothing is left.
    """
    is_product = re.compile(product_code).match
    kept = [line for line in _rows(path) if line[0] and is_product(line[1]) and line[4] > 0 and line[5] > 0]
    if not kept:
        raise BenchmarkFailed(f"{path} has no line of a known customer with a code like {product_code}")
    customer, code, description, at, quantity, price = zip(*kept, strict=True)
    return RetailLines(
        np.array(customer),
        np.array(code),
        np.array(description),
        np.array(at, dtype=np.int64),
        np.array(quantity, dtype=np.int32),
        np.array(price, dtype=np.float32) * np.float32(100),
    )


def _rows(path: Path) -> Iterator[tuple[str, str, str, int, int, float]]:
    """Lines that are not cancelled: customer, code, description, moment, quantity, price."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.reader(file)
        place = _places(next(lines, []), path)
        moment_of = _Moments()
        for line in lines:
            invoice, code, description, quantity, at, price, customer = (line[p] for p in place)
            if not invoice.startswith("C"):
                yield customer, code, description.strip(), moment_of(at), int(quantity), float(price)


def _places(header: list[str], path: Path) -> list[int]:
    places = [next((header.index(name) for name in names if name in header), -1) for names in COLUMNS.values()]
    if -1 in places:
        missing = list(COLUMNS.values())[places.index(-1)]
        raise BenchmarkFailed(f"{path} has no column {' or '.join(missing)}; its columns are {', '.join(header)}")
    return places


class _Moments:
    """Reads dates; the lines of one invoice share theirs."""

    def __init__(self) -> None:
        self._read: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        if text not in self._read:
            self._read[text] = _moment(text)
        return self._read[text]


def _moment(text: str) -> int:
    for form in _FORMATS:
        try:
            return (datetime.strptime(text, form).replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
        except ValueError:
            continue
    raise BenchmarkFailed(f"{text!r} is no date like 2011-11-01 08:26:00")


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
