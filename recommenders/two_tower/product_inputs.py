"""What the product tower reads of every product, and what the shopper's features read of the products in a history."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import Rows
from recommenders.product_facts import ProductFacts
from recommenders.two_tower.parameters import TwoTowerParameters

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ProductInputs:
    """Columns over products; 0 stands for "none" in the three that hold numbers of embeddings.

    Attributes:
        text: `[n_products, n_text_dimensions]`, zeros without a text embedding.
        category: number of the category.
        brand: number of the brand.
        price_bucket: number of the price bucket.
        log_price: logarithm of the price, mean 0 and deviation 1 over products; 0 without a price.
        launched_at: seconds since the epoch; NaN where unknown.
        share_column: the column of category shares that a product counts in; the last one for all rare categories.
        share_names: the category of each column but the last.
        is_described: whether anything is known of the product but its id.
    """

    text: Floats
    category: Rows
    brand: Rows
    price_bucket: Rows
    log_price: Floats
    launched_at: npt.NDArray[np.float64]
    share_column: Rows
    share_names: tuple[str, ...]
    is_described: npt.NDArray[np.bool_]

    @classmethod
    def from_facts(cls, facts: ProductFacts, parameters: TwoTowerParameters) -> "ProductInputs":
        """Of all products."""
        text = _principal_components(facts.vectors, len(facts.products), parameters.n_text_dimensions)
        log_price = np.log(np.maximum(facts.price, 1)).astype(np.float32)
        has_price = np.isfinite(log_price)
        share_column, share_names = _share_columns(facts, parameters.n_categories)
        return cls(
            text=text,
            category=facts.category + 1,
            brand=facts.brand + 1,
            price_bucket=_buckets(log_price, parameters.n_price_buckets),
            log_price=_standardized(log_price),
            launched_at=facts.launched_at,
            share_column=share_column,
            share_names=share_names,
            is_described=text.any(axis=1) | (facts.category >= 0) | (facts.brand >= 0) | has_price,
        )

    def age(self, rows: Rows, at: npt.NDArray[np.int64] | int) -> Floats:
        """`[n, 2]` the logarithm of the days since launch at a moment, about 0..2, and whether it is known."""
        launched_at = self.launched_at[rows]
        known = np.isfinite(launched_at)
        days = np.maximum(at - np.where(known, launched_at, 0), 0) / SECONDS_PER_DAY
        return np.stack([np.where(known, np.log1p(days) / 4, 0), known], axis=1).astype(np.float32)


def _principal_components(vectors: Floats | None, n_products: int, n_components: int) -> Floats:
    """`[n_products, ≤ n_components]`, products without a vector at 0; one column of zeros without any."""
    if vectors is None or not vectors.any():
        return np.zeros((n_products, 1), dtype=np.float32)
    has_text: npt.NDArray[np.bool_] = np.asarray(vectors.any(axis=1))
    centred = vectors - vectors[has_text].mean(axis=0)
    _, axes = np.linalg.eigh(centred[has_text].T @ centred[has_text])
    components = np.where(has_text[:, None], centred @ axes[:, ::-1][:, :n_components], 0)
    return (components / (np.sqrt(np.square(components[has_text]).sum(axis=1).mean()) or 1)).astype(np.float32)


def _buckets(log_price: Floats, n_buckets: int) -> Rows:
    known: npt.NDArray[np.bool_] = np.isfinite(log_price)
    if not known.any():
        return np.zeros(len(log_price), dtype=np.int32)
    edges = np.quantile(log_price[known], np.linspace(0, 1, n_buckets + 1)[1:-1])
    return np.where(known, np.searchsorted(edges, log_price) + 1, 0).astype(np.int32)


def _standardized(log_price: Floats) -> Floats:
    known: npt.NDArray[np.bool_] = np.isfinite(log_price)
    if not known.any():
        return np.zeros_like(log_price)
    spread = float(log_price[known].std()) or 1.0
    return np.where(known, (log_price - log_price[known].mean()) / spread, 0).astype(np.float32)


def _share_columns(facts: ProductFacts, n_categories: int) -> tuple[Rows, tuple[str, ...]]:
    """The column of each product and the names of the columns but the last; commonest categories first."""
    sizes = np.bincount(facts.category[facts.category >= 0], minlength=len(facts.category_names))
    common = np.argsort(-sizes, kind="stable")[:n_categories]
    column_of = np.full(len(facts.category_names) + 1, len(common), dtype=np.int32)
    column_of[common] = np.arange(len(common))
    return column_of[facts.category], tuple(facts.category_names[category] for category in common)
