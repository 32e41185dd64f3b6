"""Hard conditions as a mask over rows: which products may be found at all."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from catalog.filter import ProductFilter
from retrieval.columns import ProductColumns, category_levels
from retrieval.postings import Rows
from retrieval.stemming import stems_of

RowMask = npt.NDArray[np.bool_]


def rows_passing(where: ProductFilter, columns: ProductColumns) -> RowMask | None:
    """A mask `[n_products]` of the rows that pass; None if every row does."""
    if where.is_empty:
        return None
    mask = np.ones(len(columns), dtype=bool)
    for condition in _column_conditions(where, columns):
        mask &= condition
    for wanted in _name_conditions(where, columns):
        mask &= _mask_of(wanted, len(columns))
    for unwanted in _exclusions(where, columns):
        mask[unwanted] = False
    return mask


def _column_conditions(where: ProductFilter, columns: ProductColumns) -> Iterator[RowMask]:
    price = columns.price_minor
    if where.price_min is not None or where.price_max is not None:
        yield price >= max(where.price_min or 0, 0)
    if where.price_max is not None:
        yield price <= where.price_max
    if where.in_stock:
        yield columns.in_stock
    if where.rating_min is not None:
        # The column is 32-bit: a rating of 4.4 must pass "at least 4.4". NaN, unrated, compares false.
        yield columns.rating >= np.float32(where.rating_min)


def _name_conditions(where: ProductFilter, columns: ProductColumns) -> Iterator[Rows]:
    find_any = columns.names.find_any
    if where.brands:
        yield find_any(("brand", brand.strip().casefold()) for brand in where.brands)
    if where.categories:
        yield find_any(("category", category_levels(path)[0]) for path in where.categories)
    for name, values in where.attributes.items():
        key = name.strip().casefold()
        yield find_any(("value", key, value.strip().casefold()) for value in values)
    if where.only_ids is not None:
        yield _rows_of(where.only_ids, columns)


def _exclusions(where: ProductFilter, columns: ProductColumns) -> Iterator[Rows]:
    if where.exclude_ids:
        yield _rows_of(where.exclude_ids, columns)
    for term in where.exclude_terms:
        stems = stems_of(term)
        if stems:
            yield rows_with_words(stems, columns)


def rows_with_words(stems: list[str], columns: ProductColumns) -> Rows:
    """The rows whose brand, title, category, attribute or option values together hold all of these stems."""
    rows = columns.names.find("word", stems[0])
    for stem in stems[1:]:
        rows = np.intersect1d(rows, columns.names.find("word", stem), assume_unique=True)
    return rows


def _rows_of(ids: tuple[str, ...], columns: ProductColumns) -> Rows:
    known = [columns.row_of[product_id] for product_id in ids if product_id in columns.row_of]
    return np.array(known, dtype=np.int32)


def _mask_of(rows: Rows, n_products: int) -> RowMask:
    mask = np.zeros(n_products, dtype=bool)
    mask[rows] = True
    return mask
