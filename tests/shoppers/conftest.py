"""A log and a small catalog to conclude from, in every database."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalog.product import Product
from database import Database
from events.event import Event
from events.log import EventLog
from shoppers.conclusions import Conclusions
from tests.any_database import database
from tests.small_shop import make_product

__all__ = ["database"]  # a fixture

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PRODUCTS = {
    one.id: one
    for one in (
        *(make_product(f"f{n}", f"Jacket {n}", "Fjellmark", 8_000 + n, sizes=("S", "M", "L")) for n in range(5)),
        *(make_product(f"v{n}", f"Coat {n}", "Velo Alba", 9_000, sizes=("S", "M", "L")) for n in range(5)),
        *(make_product(f"k{n}", f"Kettle {n}", f"Brand {n}", 3_000, category="Kitchen > Kettles") for n in range(4)),
    )
}


def look_up(ids: Sequence[str]) -> dict[str, Product]:
    return {one: PRODUCTS[one] for one in ids if one in PRODUCTS}


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def log(database: Database) -> EventLog:
    return EventLog(database)


@pytest.fixture
def conclusions(log: EventLog) -> Conclusions:
    return Conclusions(log, look_up)


@pytest.fixture
def happened(log: EventLog) -> Callable[..., None]:
    """Writes an event of `ann` for each product, a day apart, the last one on the day before noon."""

    def write(kind: str, *products: str, days_ago: int = 0, **fields: Any) -> None:
        size, price = fields.pop("size", None), fields.pop("price", 80.0)
        for place, product in enumerate(products):
            at = NOON - timedelta(days=days_ago + len(products) - place)
            item = {"item_id": product, "price": price} | ({"item_variant": f"{product}-{size}"} if size else {})
            given = {"user_id": "ann", "timestamp": at, "type": kind} | fields
            properties = {"currency": "GBP", "items": [item]}
            message_id = f"{kind}-{product}-{at.isoformat()}-{given['user_id']}"
            log.append([Event.model_validate({"message_id": message_id, "properties": properties, **given})])

    return write
