"""Orders of a shop whose twelve customers come every other week and take one product, and one of three others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def write_orders(file: Path, first_day: int, n_visits: int, product: str = "jkt-1") -> Path:
    """As CSV, for `shopkeeper events import`; two lines an order."""
    file.write_text("\n".join(_lines(first_day, n_visits, product)) + "\n")
    return file


def _lines(first_day: int, n_visits: int, product: str) -> Iterator[str]:
    yield "order_id,customer_id,product_id,quantity,price,at"
    for customer in range(12):
        for visit in range(n_visits):
            at = (FIRST + timedelta(days=first_day + 14 * visit, hours=customer)).isoformat()
            for one in (product, ("tee-1", "boot-1", "sock-1")[(customer + visit) % 3]):
                yield f"o{first_day}-{customer}-{visit},c{customer},{one},1,20.00,{at}"
