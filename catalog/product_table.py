"""The rows of the products table, inside a transaction that others opened."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from catalog.product import Product
from catalog.product_record import ProductRecord
from database.tables import products

#: SQLite takes 32,766 parameters in one statement; a shorter list is planned faster.
_IDS_PER_STATEMENT = 500
_ROWS_AT_A_TIME = 500
_CHANGE = (
    update(products)
    .where(products.c.id == bindparam("row_id"))
    .values(body=bindparam("new_body"), content_hash=bindparam("new_hash"), updated_at=bindparam("now"))
)
_MOVE = update(products).where(products.c.id == bindparam("row_id")).values(position=bindparam("new_position"))
Thing = TypeVar("Thing")


def content_hashes(connection: Connection) -> dict[str, str]:
    """Product id → content hash, in feed order."""
    rows = connection.execute(select(products.c.id, products.c.content_hash).order_by(products.c.position))
    return {product_id: content_hash for product_id, content_hash in rows}  # noqa: C416 rows are no plain tuples


def by_id(connection: Connection, ids: Sequence[str]) -> Iterator[Product]:
    """The products that exist among `ids`, in no order."""
    for some in in_batches(ids, _IDS_PER_STATEMENT):
        for (body,) in connection.execute(select(products.c.body).where(products.c.id.in_(some))):
            yield Product.model_validate_json(body)


def write(connection: Connection, records: Iterable[ProductRecord], before: Collection[str]) -> tuple[int, int]:
    """Add records whose id is not among `before`, at the end, and change the others.

    Returns:
        How many were added, and how many changed.
    """
    n_added = n_changed = 0
    now = datetime.now(UTC)
    last = connection.execute(select(func.max(products.c.position))).scalar()
    position = 0 if last is None else last + 1
    for some in in_batches(records, _ROWS_AT_A_TIME):
        added = [_new_row(record, position + n, now) for n, record in enumerate(some) if record.id not in before]
        changed = [_changed_row(record, now) for record in some if record.id in before]
        _execute_many(connection, insert(products), added)
        _execute_many(connection, _CHANGE, changed)
        position += len(some)
        n_added, n_changed = n_added + len(added), n_changed + len(changed)
    return n_added, n_changed


def put_in_order(connection: Connection, ids: Sequence[str]) -> int:
    """Give every product its place in the feed; returns how many were elsewhere in the order."""
    rows = connection.execute(select(products.c.id, products.c.position).order_by(products.c.position))
    places = {row.id: row.position for row in rows}
    n_moved = len([1 for now, then in zip(ids, places, strict=False) if now != then])
    moves = [{"row_id": one, "new_position": n} for n, one in enumerate(ids) if places.get(one) != n]
    _execute_many(connection, _MOVE, moves)
    return n_moved


def remove(connection: Connection, ids: Sequence[str]) -> int:
    """Delete products, and with them their reviews; returns how many there were."""
    n_removed = 0
    for some in in_batches(ids, _IDS_PER_STATEMENT):
        n_removed += int(connection.execute(delete(products).where(products.c.id.in_(some))).rowcount)
    return n_removed


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The same things in lists of `size`, the last one shorter."""
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def _execute_many(connection: Connection, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:  # without rows SQLAlchemy would run the statement once, with nothing bound
        connection.execute(statement, rows)


def _new_row(record: ProductRecord, position: int, now: datetime) -> dict[str, Any]:
    return {
        "id": record.id,
        "body": record.body,
        "content_hash": record.content_hash,
        "position": position,
        "updated_at": now,
    }


def _changed_row(record: ProductRecord, now: datetime) -> dict[str, Any]:
    return {"row_id": record.id, "new_body": record.body, "new_hash": record.content_hash, "now": now}
