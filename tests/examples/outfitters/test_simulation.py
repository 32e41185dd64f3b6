"""The simulated year: lawful events, known propensities, tastes that show, the same bytes everywhere."""

import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from events.event import Event

SHOP = Path(__file__).parents[3] / "examples" / "outfitters"
#: Of the whole year. A change of the shop's products or of the simulation is meant to change it: put the new one here.
EVENTS_SHA256 = "05ec20510449848a2c58c176cab23a5da55a88e0b66c94b7439dce6ccb8ec972"


@pytest.fixture(scope="module")
def events(small_year: Any) -> list[Event]:
    return [Event.model_validate_json(line) for line in small_year.log.lines()]


def rows_of(events: list[Event], small_year: Any, kind: str) -> list[int]:
    row_of = {product_id: row for row, product_id in enumerate(small_year.shelf.ids)}
    return [row_of[item.item_id] for event in events if event.type == kind for item in event.properties.items]


def test_the_whole_year_has_the_same_bytes_on_every_machine(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SHOP / "simulate.py"), str(tmp_path)], capture_output=True, text=True, check=True
    )
    written = (tmp_path / "events.jsonl").read_bytes()
    assert 57_000 < written.count(b"\n") < 63_000
    assert "3,000 shoppers" in done.stdout
    assert hashlib.sha256(written).hexdigest() == EVENTS_SHA256


def test_events_are_in_order_of_time_and_before_the_end(events: list[Event], year_module: ModuleType) -> None:
    moments = [event.timestamp for event in events]
    assert moments == sorted(moments)
    assert moments[-1] < datetime(2026, 11, 15, tzinfo=UTC)
    assert moments[0].timestamp() >= year_module.START


def test_every_message_id_is_there_once(events: list[Event]) -> None:
    assert len({event.message_id for event in events}) == len(events)


def test_all_types_of_event_occur(events: list[Event]) -> None:
    found = Counter(event.type for event in events)
    assert set(found) == {
        "shown", "view_item_list", "search", "view_item", "dwell", "select_item", "add_to_wishlist", "add_to_cart",
        "remove_from_cart", "begin_checkout", "purchase", "refund", "rate_item",
    }  # fmt: skip


def test_nobody_sees_a_product_before_its_launch(events: list[Event], small_year: Any) -> None:
    launched = dict(zip(small_year.shelf.ids, small_year.shelf.launched_at.tolist(), strict=True))
    assert sum(moment > 0 for moment in launched.values()) > 30
    early = [
        item.item_id
        for event in events
        for item in event.properties.items
        if event.timestamp.timestamp() < launched[item.item_id]
    ]
    assert not early


def test_some_visitors_come_once_and_some_do_not_consent(events: list[Event]) -> None:
    people = {event.anonymous_id: event for event in events if event.anonymous_id != "a_crawler"}
    named = {event.anonymous_id for event in events if event.user_id}
    never_named = len(people) - len(named & people.keys())
    assert 0.12 < never_named / len(people) < 0.30
    refused = [event for event in people.values() if not event.consent.personalization]
    assert 0.02 < len(refused) / len(people) < 0.09


def test_what_is_clicked_was_in_the_list(events: list[Event]) -> None:
    listed = {
        event.attribution.list_id: {item.item_id for item in event.properties.items}
        for event in events
        if event.type in ("shown", "view_item_list")
    }
    clicks = [event for event in events if event.type == "select_item"]
    assert len(clicks) > 300
    assert all(click.properties.items[0].item_id in listed[click.attribution.list_id] for click in clicks)


def test_half_of_the_places_are_given_to_chance_and_say_how_small_it_was(events: list[Event]) -> None:
    shown = [item for event in events if event.type == "shown" for item in event.properties.items]
    explored = [item for item in shown if item.propensity != pytest.approx(0.5)]
    assert len(explored) / len(shown) == pytest.approx(0.5, abs=0.04)
    pool_sizes = [0.5 / item.propensity for item in explored if item.propensity]
    assert min(pool_sizes) >= 40
    assert max(pool_sizes) < 110


def test_a_propensity_is_how_often_it_happens(year_module: ModuleType, small_year: Any) -> None:
    """The same front page made many times: a product stands in a place as often as its propensity says."""
    shop = sys.modules[f"{year_module.__package__}.front_page"].BestSellers(small_year.shelf, year_module.START)
    chance = np.random.RandomState(3)
    pages = [shop.front_page(year_module.START, chance) for _ in range(6_000)]
    told = {
        (place, row): p
        for page in pages
        for place, (row, p) in enumerate(zip(page.rows, page.propensities, strict=True))
    }
    seen = Counter((place, row) for page in pages for place, row in enumerate(page.rows))
    errors = [(seen[key] / len(pages) - p) / np.sqrt(p * (1 - p) / len(pages)) for key, p in told.items()]
    assert len(errors) > 8 * 40
    assert np.std(errors) == pytest.approx(1, abs=0.15)
    assert max(map(abs, errors)) < 5


def test_higher_places_are_clicked_more(events: list[Event]) -> None:
    home = {event.attribution.list_id for event in events if event.type == "shown"}
    clicks = Counter(
        event.properties.items[0].index
        for event in events
        if event.type == "select_item" and event.attribution.list_id in home
    )
    assert clicks[0] + clicks[1] > 1.5 * (clicks[6] + clicks[7])


def test_people_buy_what_they_like(events: list[Event], small_year: Any) -> None:
    """The utility of what is bought is far above that of what is for sale."""
    row_of = {product_id: row for row, product_id in enumerate(small_year.shelf.ids)}
    ranks = []
    for event in events:
        if event.type == "purchase" and event.anonymous_id:
            wanted = small_year.taste.utility(int(event.anonymous_id[2:]), event.timestamp.month)
            ranks += [(wanted > wanted[row_of[item.item_id]]).mean() for item in event.properties.items]
    assert np.median(ranks) < 0.1


def test_the_truth_says_how_often_a_front_page_is_clicked(events: list[Event], small_year: Any) -> None:
    row_of = {product_id: row for row, product_id in enumerate(small_year.shelf.ids)}
    n_clicks = Counter(event.attribution.list_id for event in events if event.type == "select_item")
    expected, seen = 0.0, 0
    for event in events:
        if event.type == "shown" and event.anonymous_id:
            rows = np.array([row_of[item.item_id] for item in event.properties.items])
            expected += small_year.taste.value_of_list(int(event.anonymous_id[2:]), event.timestamp.month, rows)
            seen += n_clicks[event.attribution.list_id]
    assert seen == pytest.approx(expected, abs=3.5 * np.sqrt(expected))
    assert seen > 50


def test_winter_products_are_opened_in_winter(events: list[Event], small_year: Any) -> None:
    winter_only = {
        row
        for row, record in enumerate(small_year.shelf.records)
        if set(record["attributes"].get("season", ())) == {"winter"}
    }
    cold = [event for event in events if event.timestamp.month in (11, 12, 1)]
    warm = [event for event in events if event.timestamp.month in (5, 6, 7)]
    shares = [np.mean([row in winter_only for row in rows_of(part, small_year, "view_item")]) for part in (cold, warm)]
    assert shares[0] > 2 * shares[1]


def test_what_is_used_up_is_bought_again_after_its_time(events: list[Event], small_year: Any) -> None:
    reorder = dict(zip(small_year.shelf.ids, small_year.shelf.reorder_days.tolist(), strict=True))
    bought: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for event in events:
        if event.type == "purchase" and event.user_id:
            for item in event.properties.items:
                bought[event.user_id, item.item_id].append(event.timestamp)
    gaps = [
        (later - earlier).days / reorder[product_id]
        for (_, product_id), moments in bought.items()
        for earlier, later in pairwise(sorted(moments))
        if reorder[product_id]
    ]
    assert len(gaps) >= 5
    assert 0.6 < float(np.median(gaps)) < 1.6


def test_next_comes_something_similar(events: list[Event], small_year: Any) -> None:
    row_of = {product_id: row for row, product_id in enumerate(small_year.shelf.ids)}
    visits: dict[str | None, list[int]] = defaultdict(list)
    for event in events:
        if event.type == "view_item" and event.anonymous_id != "a_crawler":
            visits[event.session_id].append(row_of[event.properties.items[0].item_id])
    steps = [step for seen in visits.values() for step in pairwise(seen)]
    category = small_year.shelf.category
    assert np.mean([category[one] == category[other] for one, other in steps]) > 0.5


def test_answers_at_sign_up_name_categories_of_the_shop(small_year: Any) -> None:
    profiles = list(small_year.profiles())
    answered = [profile for profile in profiles if profile["liked_categories"]]
    assert 0.3 < len(answered) / len(profiles) < 0.6
    assert {name for one in answered for name in one["liked_categories"]} <= set(small_year.shelf.categories)


def test_every_line_is_what_the_http_door_takes(small_year: Any) -> None:
    line = json.loads(next(iter(small_year.log.lines())))
    assert set(line) >= {"message_id", "type", "anonymous_id", "timestamp", "session_id", "properties", "consent"}
    assert max(len(one.encode()) for one in small_year.log.lines()) < 32 * 1024


def test_a_shift_of_demand_begins_at_its_moment_and_shows(year_module: ModuleType, small_year: Any) -> None:
    shift = year_module.Shift("Home")
    shifted = year_module.simulate(SHOP, n_shoppers=400, shift=shift)
    before, after = ([one for one in year.log.entries if one[0] < shift.at] for year in (small_year, shifted))
    assert [(at, kind, properties) for at, _, kind, _, _, properties, _ in before] == [
        (at, kind, properties) for at, _, kind, _, _, properties, _ in after
    ]
    assert _share_of_home(shifted, shift.at) > 1.5 * _share_of_home(small_year, shift.at)


def _share_of_home(year: Any, since: int) -> float:
    home = {
        record["id"]
        for record, row in zip(year.shelf.records, year.shelf.category.tolist(), strict=True)
        if year.shelf.categories[row].startswith("Home")
    }
    opened = [properties["items"][0]["item_id"] in home for at, _, kind, _, _, properties, _ in year.log.entries
              if at >= since and kind == "view_item"]  # fmt: skip
    return sum(opened) / len(opened)
