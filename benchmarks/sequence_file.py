"""Histories in a file: `shopper product product …` per line, in order, by spaces or tabs, plain or gzipped."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkFailed

#: Products a shopper must have had: one to begin with, one for validation, one for the test.
MIN_PRODUCTS = 3


@dataclass(frozen=True, slots=True)
class Sequences:
    """Each shopper's products in order; both lists are in the order of the file."""

    shoppers: list[str]
    products: list[list[str]]

    def without_last(self, n_products: int = 1) -> "Sequences":
        """The same shoppers before their last products."""
        return Sequences(self.shoppers, [one[:-n_products] for one in self.products])

    def last(self) -> dict[str, str]:
        """What is to be foretold, by shopper."""
        return {shopper: one[-1] for shopper, one in zip(self.shoppers, self.products, strict=True)}


def read_sequences(path: Path) -> Sequences:
    """All shoppers with products enough to hold two out; the others are left out.

    Raises:
        BenchmarkFailed: if the file cannot be read, names a shopper twice, or has nobody to ask about.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            lines = [columns for line in file if len(columns := line.split()) > MIN_PRODUCTS]
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkFailed(f"{path} cannot be read: {error}") from None
    shoppers = [columns[0] for columns in lines]
    if not shoppers:
        raise BenchmarkFailed(
            f"{path} has no shopper with {MIN_PRODUCTS} products; expected `shopper product …` a line"
        )
    if len(set(shoppers)) < len(shoppers):
        twice = next(one for number, one in enumerate(shoppers) if one in shoppers[:number])
        raise BenchmarkFailed(f"{path} names shopper {twice!r} on two lines; put all products of one on one line")
    return Sequences(shoppers, [columns[1:] for columns in lines])
