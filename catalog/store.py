"""Keeps the catalog: every change is one transaction, whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert

from catalog import catalog_version, product_table, review_table
from catalog.catalog_version import FeedOrigin
from catalog.errors import ShrinkRefused
from catalog.lookup import CatalogLookup
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.product_spool import ProductSpool
from catalog.review import Review
from database.tables import policy_sections

#: A replace may drop this share of the catalog without being forced.
MAX_DROPPED_SHARE = 0.5
#: `(products, commit)`: prepare an index of the products, call `commit` once, then let searches see the index.
Indexing = Callable[[Iterable[Product], Callable[[], None]], None]

#: Reviews, or what gives them once the products were read.
Reviews = Iterable[Review] | Callable[[], Iterable[Review] | None] | None


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """How many products a change touched, and the catalog's version after it."""

    version: int
    n_added: int = 0
    n_changed: int = 0
    n_removed: int = 0
    n_unchanged: int = 0


class CatalogStore(CatalogLookup):
    """The catalog in the database, to read and to change."""

    def replace(
        self,
        products: Iterable[Product],
        reviews: Reviews = None,
        *,
        source: str | FeedOrigin,
        force: bool = False,
        index: Indexing | None = None,
    ) -> CatalogChange:
        """Make these products the whole catalog.

        `products` is read to its end before anything changes. Products that are the same are left alone. With
        `reviews`, which are read after the products, they take the place of all reviews; without, the reviews of
        products that stay are kept. Policies stay.

        Args:
            products: read to the end first.
            reviews: all the reviews there are from now on, or a function that gives them, or None, when the products
                have been read.
            source: where they come from.
            force: also if more than half of the catalog would go.
            index: makes the products searchable around the change, so that the old catalog serves until both are
                whole: it is given the products and a function that commits the change.

        Raises:
            ShrinkRefused: if more than half of the products would go, unless `force`.
            DatabaseUnavailable: if the database cannot be written; nothing has changed then.
        """
        origin = FeedOrigin(source) if isinstance(source, str) else source
        changes: list[CatalogChange] = []
        with ProductSpool(products) as spool:
            if index is None:
                return self._replace(spool, reviews, origin, force)
            _refuse_shrink(self.content_hashes(), spool, force)
            index(spool.products(), lambda: changes.append(self._replace(spool, reviews, origin, force)))
        return changes[0]

    def _replace(self, spool: ProductSpool, reviews: Reviews, origin: FeedOrigin, force: bool) -> CatalogChange:
        with self._change() as connection:
            before = product_table.content_hashes(connection)
            removed = _refuse_shrink(before, spool, force)
            product_table.remove(connection, removed)
            n_added, n_changed = product_table.write(connection, spool.records(unless=before), before)
            n_moved = product_table.put_in_order(connection, list(spool.content_hashes))
            found = reviews() if callable(reviews) else reviews
            if found is not None:
                review_table.replace(connection, found)
            touched = bool(n_added or n_changed or removed or n_moved or found is not None)
            version = catalog_version.advance(connection, touched, origin)
        return CatalogChange(version, n_added, n_changed, len(removed), len(spool.content_hashes) - n_added - n_changed)

    def upsert(self, products: Iterable[Product]) -> CatalogChange:
        """Add these products, or change those that are there; the others stay."""
        with ProductSpool(products) as spool, self._change() as connection:
            before = product_table.content_hashes(connection)
            n_added, n_changed = product_table.write(connection, spool.records(unless=before), before)
            version = catalog_version.advance(connection, bool(n_added or n_changed))
        return CatalogChange(version, n_added, n_changed, 0, len(spool.content_hashes) - n_added - n_changed)

    def delete(self, ids: Iterable[str]) -> CatalogChange:
        """Remove products with their reviews; unknown ids are ignored."""
        with self._change() as connection:
            n_removed = product_table.remove(connection, list(dict.fromkeys(ids)))
            return CatalogChange(catalog_version.advance(connection, n_removed > 0), n_removed=n_removed)

    def replace_reviews(self, reviews: Iterable[Review]) -> int:
        """Make these all the reviews there are; those of unknown products are left out.

        Returns:
            How many were kept.
        """
        with self._change() as connection:
            n_kept = review_table.replace(connection, reviews)
            catalog_version.advance(connection, touched=True)
        return n_kept

    def replace_policies(self, sections: Iterable[PolicySection]) -> int:
        """Make these all the shop's documents; returns how many sections."""
        rows = [{**section.model_dump(), "position": position} for position, section in enumerate(sections)]
        with self._change() as connection:
            connection.execute(delete(policy_sections))
            if rows:
                connection.execute(insert(policy_sections), rows)
            catalog_version.advance(connection, touched=True)
        return len(rows)

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        try:
            with self._database.write() as connection:
                catalog_version.claim(connection)
                yield connection
        finally:
            self._version.forget()


def _refuse_shrink(before: Mapping[str, str], spool: ProductSpool, force: bool) -> list[str]:
    """Ids that would go; too many of them are refused."""
    removed = [product_id for product_id in before if product_id not in spool.content_hashes]
    if not force and len(removed) > MAX_DROPPED_SHARE * len(before):
        raise ShrinkRefused(len(removed), len(before))
    return removed
