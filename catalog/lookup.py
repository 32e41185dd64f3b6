"""Reads the catalog as it is now: what search, the assistant and the API look facts up in."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from sqlalchemy import func, select

from catalog import catalog_version, product_table, review_table
from catalog.catalog_health import CatalogHealth
from catalog.catalog_version import RecentVersion
from catalog.overview import CatalogOverview
from catalog.per_version import PerVersion
from catalog.policy import PolicySection
from catalog.policy_index import PolicyIndex
from catalog.product import Product
from catalog.product_cache import ProductCache
from catalog.review import Review
from catalog.statistics import CatalogStatistics
from catalog.stocklist import Stocklist
from catalog.vocabulary import CatalogVocabulary
from database.engine import Database
from database.tables import catalog_state, policy_sections, products, reviews

#: Rows fetched at a time when the whole catalog is read.
_ROWS_AT_A_TIME = 500


class ProductPage(NamedTuple):
    """Some products in feed order; `next_cursor` is None on the last page."""

    products: tuple[Product, ...]
    next_cursor: str | None


class CatalogLookup:
    """Everything that can be asked of a catalog. Safe to share between threads; sees other processes' changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = RecentVersion(self._read_version)
        self._cache = ProductCache()
        self._vocabulary = PerVersion(self._count_words)
        self._overview = PerVersion(self._summarize)
        self._stocklist = PerVersion(self._list_stock)
        self._policies = PerVersion(self._index_policies)
        self._variants = PerVersion(self._index_variants)
        self._health = PerVersion(self._examine)

    def version(self) -> int:
        """A number that grows with every change; 0 for a catalog that never had anything.

        A change made through this object is seen at once, one of another process 50 milliseconds later at most.
        """
        return self._version.number()

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """The products that exist among `ids`, in the order of `ids`."""
        wanted = list(dict.fromkeys(ids))
        found = self._cache.get(self.version(), wanted)
        return found if len(found) == len(wanted) else self._fetch(wanted)

    def _fetch(self, wanted: Sequence[str]) -> dict[str, Product]:
        """All of them as one transaction sees them, those that are not kept from the database."""
        with self._database.read() as connection:
            version = catalog_version.current(connection)
            found = self._cache.get(version, wanted)
            missing = [product_id for product_id in wanted if product_id not in found]
            fetched = {product.id: product for product in product_table.by_id(connection, missing)}
        self._cache.put(version, fetched)
        found.update(fetched)
        return {product_id: found[product_id] for product_id in wanted if product_id in found}

    def product_ids_of_variants(self, variant_ids: Sequence[str]) -> dict[str, str]:
        """Variant id → id of its product, for those that exist. Reads the whole catalog once after every change."""
        owners = self._variants.at(self.version())
        return {one: owners[one] for one in variant_ids if one in owners}

    def all_products(self) -> Iterator[Product]:
        """Every product in feed order, a few hundred in memory at a time, all of one version."""
        statement = select(products.c.body).order_by(products.c.position, products.c.id)
        with self._database.read() as connection:
            rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(statement)
            with closing(rows):
                for (body,) in rows:
                    yield Product.model_validate_json(body)

    def list_products(self, cursor: str | None = None, limit: int = 50) -> ProductPage:
        """One page of the catalog in feed order.

        Args:
            cursor: the `next_cursor` of the page before; one that was never given out starts from the beginning.
            limit: products on the page.
        """
        statement = (
            select(products.c.body, products.c.position)
            .where(products.c.position > _position_of(cursor))
            .order_by(products.c.position)
            .limit(limit + 1)
        )
        with self._database.read() as connection:
            rows = connection.execute(statement).all()
        page = rows[:limit]
        more = len(rows) > limit and page
        return ProductPage(
            tuple(Product.model_validate_json(row.body) for row in page), str(page[-1].position) if more else None
        )

    def content_hashes(self) -> dict[str, str]:
        """Product id → hash of its content: what tells an index which products it must read again."""
        with self._database.read() as connection:
            return product_table.content_hashes(connection)

    def vocabulary(self) -> CatalogVocabulary:
        """The words of the catalog; the same object until the catalog changes."""
        return self._vocabulary.at(self.version())

    def overview(self) -> CatalogOverview:
        """Every category with how much there is and what it costs; the same object until the catalog changes."""
        return self._overview.at(self.version())

    def stocklist(self) -> Stocklist:
        """Every product's name, price and figures in memory; the same object until the catalog changes."""
        return self._stocklist.at(self.version())

    def reviews(self, product_id: str, limit: int) -> tuple[Review, ...]:
        """The newest reviews of a product, newest first; undated ones last."""
        with self._database.read() as connection:
            return review_table.newest(connection, product_id, limit)

    def find_policies(self, text: str, limit: int) -> tuple[PolicySection, ...]:
        """The sections of the shop's documents that best answer `text`, best first; none if nothing fits."""
        return self._policies.at(self.version()).find(text, limit)

    def health(self) -> CatalogHealth:
        """What the catalog lacks; the same object until the catalog changes."""
        return self._health.at(self.version())

    def policies(self) -> tuple[PolicySection, ...]:
        """Every section of the shop's documents, in their order."""
        with self._database.read() as connection:
            rows = connection.execute(select(policy_sections).order_by(policy_sections.c.position)).mappings().all()
        return tuple(PolicySection.model_validate(dict(row)) for row in rows)

    def stats(self) -> CatalogStatistics:
        """The catalog in numbers. Reads every product after a change: for people, not for every turn."""
        health = self.health()
        words = self.vocabulary()
        with self._database.read() as connection:
            state = connection.execute(select(catalog_state)).one()
            n_reviews = connection.execute(select(func.count()).select_from(reviews)).scalar_one()
            n_sections = connection.execute(select(func.count()).select_from(policy_sections)).scalar_one()
        return CatalogStatistics(
            version=state.version,
            n_products=words.n_products,
            n_variants=health.n_variants,
            n_in_stock=health.n_in_stock,
            n_brands=len(words.brands),
            n_categories=len(words.categories),
            n_without_price=health.faults["no_price"].n_products,
            n_without_image=health.faults["no_image"].n_products,
            n_reviews=n_reviews,
            n_policy_sections=n_sections,
            currency=words.currency,
            imported_at=state.imported_at,
            source=state.source,
            format=state.format,
        )

    def _read_version(self) -> int:
        with self._database.read() as connection:
            return catalog_version.current(connection)

    def _count_words(self) -> CatalogVocabulary:
        return CatalogVocabulary.from_products(self.all_products())

    def _summarize(self) -> CatalogOverview:
        return CatalogOverview.from_products(self.all_products(), self.vocabulary().currency)

    def _index_variants(self) -> dict[str, str]:
        return {variant.id: product.id for product in self.all_products() for variant in product.variants}

    def _examine(self) -> CatalogHealth:
        return CatalogHealth.from_products(self.all_products())

    def _list_stock(self) -> Stocklist:
        return Stocklist.from_products(self.all_products())

    def _index_policies(self) -> PolicyIndex:
        return PolicyIndex(self.policies())


def _position_of(cursor: str | None) -> int:
    return int(cursor) if cursor and cursor.isdecimal() and len(cursor) < 12 else -1
