"""A catalog to test with, in every database."""

import pytest

from catalog.store import CatalogStore
from database import Database
from tests.any_database import database

__all__ = ["database"]  # a fixture


@pytest.fixture
def store(database: Database) -> CatalogStore:
    return CatalogStore(database)
