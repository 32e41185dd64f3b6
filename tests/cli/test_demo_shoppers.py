import json
from datetime import UTC, date, datetime

import pytest

from api.settings import Settings
from api.wiring import open_shop
from cli.demo_shoppers import DEMO_SHOPPERS, missing_shoppers, retold_events, shoppers_of
from events.importer import import_events
from retrieval.hashing_encoder import HashingEncoder

RIDER, COOK = DEMO_SHOPPERS


def event(number, user_id, kind="purchase", at="2026-03-09T10:00:00Z", **properties):
    return {
        "message_id": f"e_{number}",
        "type": kind,
        "anonymous_id": "a_1",
        "user_id": user_id,
        "timestamp": at,
        "session_id": "s_1",
        "properties": properties,
        "consent": {"personalization": True},
        "attribution": {"list_id": "l_1"},
    }


def bought(number, user_id, at, *ids):
    items = [{"item_id": one, "price": 5.0, "quantity": 1} for one in ids]
    return event(number, user_id, at=at, transaction_id=f"o_{number}", currency="GBP", value=5.0, items=items)


@pytest.fixture
def year(tmp_path):
    lines = [
        bought(1, RIDER.simulated, "2026-03-09T10:00:00Z", "lock", "pump"),
        event(2, RIDER.simulated, "view_item_list", items=[{"item_id": "lock"}]),
        bought(3, "u_somebody", "2026-03-10T10:00:00Z", "tent"),
        event(4, None, "view_item", items=[{"item_id": "tent"}]),
        bought(5, RIDER.simulated, "2026-11-01T10:00:00Z", "light"),
        bought(6, COOK.simulated, "2026-05-01T10:00:00Z", "mug"),
    ]
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest.fixture
def shop(tmp_path):
    with open_shop(Settings(home=tmp_path / "home"), encoder=HashingEncoder(), require_catalog=False) as opened:
        yield opened


def take(shop, year, wanted, folder):
    file = folder / "browsers.jsonl"
    file.write_text("\n".join(retold_events(year, wanted)), encoding="utf-8")
    return import_events(shop.events, file).n_stored


def test_what_a_shopper_did_is_told_again_as_a_browsers_doing(year):
    told = [json.loads(line) for line in retold_events(year, [RIDER])]
    assert [one["message_id"] for one in told] == ["demo_e_1", "demo_e_5"]
    assert {one["anonymous_id"] for one in told} == {"demo-rides-to-work"}
    assert {one["user_id"] for one in told} == {None}
    assert told[0]["properties"]["transaction_id"] == "demo_o_1"
    assert "attribution" not in told[0]


def test_the_browsers_events_stand_beside_the_shoppers_own(shop, year, tmp_path):
    assert import_events(shop.events, year).n_stored == 6
    assert take(shop, year, list(DEMO_SHOPPERS), tmp_path) == 3
    line = shop.events.history(f"anonymous:{COOK.anonymous_id}", datetime.now(UTC), 10)[0]
    assert (line.type, line.product_id) == ("purchase", "mug")
    assert shop.events.history(RIDER.simulated, datetime.now(UTC), 10)


def test_only_who_is_missing_is_wanted(shop, year, tmp_path):
    assert missing_shoppers(shop) == list(DEMO_SHOPPERS)
    take(shop, year, [COOK], tmp_path)
    assert missing_shoppers(shop) == [RIDER]


def test_their_orders_are_what_the_log_says_newest_first(shop, year, tmp_path):
    take(shop, year, list(DEMO_SHOPPERS), tmp_path)
    rider, _ = shoppers_of(shop)
    assert (rider.name, rider.anonymous_id) == ("Rides to work", "demo-rides-to-work")
    assert [(order.on, set(order.quantities)) for order in rider.orders] == [
        (date(2026, 11, 1), {"light"}),
        (date(2026, 3, 9), {"lock", "pump"}),
    ]


def test_without_events_there_is_nobody_to_shop_as(shop):
    assert shoppers_of(shop) == []
