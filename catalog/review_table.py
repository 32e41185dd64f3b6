"""The rows of the reviews table, inside a transaction that others opened."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from catalog.product_table import in_batches
from catalog.review import Review
from database.tables import products
from database.tables import reviews as table

_ROWS_AT_A_TIME = 500


def newest(connection: Connection, product_id: str, limit: int) -> tuple[Review, ...]:
    """The newest reviews of a product, newest first; undated ones last."""
    statement = (
        select(table)
        .where(table.c.product_id == product_id)
        .order_by(table.c.at.is_(None), table.c.at.desc(), table.c.review_id)
        .limit(limit)
    )
    rows = connection.execute(statement).mappings()
    return tuple(Review.model_validate({**row, "verified": bool(row["verified"])}) for row in rows)


def replace(connection: Connection, reviews: Iterable[Review]) -> int:
    """Make these all the reviews there are.

    Reviews of unknown products are left out; of two with one id for one product the first is kept.

    Returns:
        How many were kept.
    """
    known = set(connection.execute(select(products.c.id)).scalars())
    connection.execute(delete(table))
    seen: set[tuple[str, str]] = set()
    for some in in_batches(reviews, _ROWS_AT_A_TIME):
        rows = []
        for review in some:
            key = (review.product_id, review.review_id)
            if review.product_id in known and key not in seen:
                seen.add(key)
                rows.append({**review.model_dump(), "verified": int(review.verified)})
        if rows:
            connection.execute(insert(table), rows)
    return len(seen)
