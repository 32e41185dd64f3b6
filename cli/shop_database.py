"""Opens the shop's records alone, without its search: quick, and enough to count and to check."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.shopper_records import ShopperRecords
from catalog.store import CatalogStore
from database.engine import Database, open_database
from database.migrations import HEAD

if TYPE_CHECKING:
    from api.settings import Settings


@contextmanager
def open_catalog(settings: "Settings") -> Iterator[CatalogStore]:
    """The catalog in the shop's database, its tables up to date."""
    with open_database_of(settings) as database:
        yield CatalogStore(database)


@contextmanager
def open_database_of(settings: "Settings") -> Iterator[Database]:
    """The shop's database, its tables up to date."""
    database = open_database(settings.resolved_database_url)
    try:
        database.migrate()
        yield database
    finally:
        database.close()


@contextmanager
def open_as_it_is(settings: "Settings") -> Iterator[Database | None]:
    """The shop's database, for who changes nothing; None where it is not there yet, or has older tables."""
    if settings.database_url is None and not (settings.home / "shop.db").exists():
        yield None  # opening a SQLite file would make it
        return
    database = open_database(settings.resolved_database_url)
    try:
        yield database if database.revision() == HEAD else None
    finally:
        database.close()


@contextmanager
def open_shopper_records(settings: "Settings") -> Iterator[ShopperRecords]:
    """What is kept of shoppers."""
    with open_database_of(settings) as database:
        yield ShopperRecords(database, CatalogStore(database))
