from pathlib import Path
from typing import Any

from api.catalog_codes import SECONDS_KEPT, CatalogCodes
from catalog.store import CatalogStore
from database import open_database
from events.event import Event
from tests.small_shop import make_product


def viewed(code: str) -> Event:
    told = {"message_id": code, "type": "view_item", "timestamp": "2026-11-20T12:00:00Z"}
    return Event.model_validate({**told, "properties": {"items": [{"item_id": code}]}})


def test_codes_follow_the_catalog_and_not_every_change_of_it(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/shop.db")
    database.migrate()
    catalog, now = CatalogStore(database), [0.0]
    codes = CatalogCodes(catalog, lambda: now[0])

    def named(code: str) -> Any:
        item = codes.named([viewed(code)])[0].properties.items[0]
        return item.item_id, item.item_variant

    catalog.replace([make_product("tee", "Tee", "Nordvik", 900, sizes=("S",))], source="tests")
    assert named("tee-S") == ("tee", "tee-S")
    assert named("tee") == ("tee", None)
    catalog.upsert([make_product("cap", "Cap", "Nordvik", 900, sizes=("M",))])
    assert named("cap-M") == ("cap-M", None)
    now[0] += SECONDS_KEPT
    assert named("cap-M") == ("cap", "cap-M")
    database.close()
