"""Tombstones: of a shopper who was erased nothing from before comes back, from whatever file it is read again."""

import time
from collections.abc import Iterable
from hashlib import blake2b

from sqlalchemy import Connection, delete, insert, select

from database.tables import erased_shoppers


def bury(connection: Connection, shopper_id: str) -> None:
    """Keep that this shopper was erased now, by a hash of the id: the id itself is gone."""
    key = _key(shopper_id)
    connection.execute(delete(erased_shoppers).where(erased_shoppers.c.shopper_key == key))
    connection.execute(insert(erased_shoppers).values(shopper_key=key, erased_us=time.time_ns() // 1_000))


def erased_until(connection: Connection, shopper_ids: Iterable[str]) -> dict[str, int]:
    """Of those who were erased: id → when, in microseconds since the epoch; what they did later is theirs again."""
    id_of = {_key(one): one for one in shopper_ids}
    if not id_of:
        return {}
    mine = erased_shoppers.c.shopper_key.in_(id_of)
    rows = connection.execute(select(erased_shoppers.c.shopper_key, erased_shoppers.c.erased_us).where(mine))
    return {id_of[row.shopper_key]: row.erased_us for row in rows}


def _key(shopper_id: str) -> str:
    return blake2b(shopper_id.encode("utf-8", "replace"), digest_size=16, person=b"erased").hexdigest()
