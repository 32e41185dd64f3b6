"""What is tried, as staff read it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.event import Event
from events.log import EventLog
from experiments.experiment import Experiment


@pytest.fixture
def shop(serve: Any, staff_of: Any) -> Any:
    client = serve()
    return client.shop, staff_of(client)


def experiment(name: str = "order") -> Experiment:
    return Experiment.model_validate(
        {
            "name": name,
            "description": "<script>alert(1)</script>",
            "variants": [{"name": "search", "policy": {"ranking": "search"}}, {"name": "all"}],
            "metrics": [{"name": "conversion", "role": "primary"}],
            "plan": {"baseline": 0.1, "mde": 0.5, "n_units": 400},
        }
    )


def shown_and_bought(n_units: int) -> list[Event]:
    """Every unit is shown a list; three of ten buy under `search`, six of ten under `all`."""
    now, found = datetime.now(UTC), []
    for n in range(n_units):
        variant = ("search", "all")[n % 2]
        unit: dict[str, Any] = {"user_id": f"u{n}", "timestamp": now}
        under = {"experiment": "order", "variant": variant, "items": [{"item_id": "tent", "index": 0}]}
        found.append(
            {**unit, "message_id": f"s{n}", "type": "shown", "properties": under, "attribution": {"list_id": f"l{n}"}}
        )
        if n // 2 % 10 < {"search": 3, "all": 6}[variant]:
            bought = {"items": [{"item_id": "tent", "price": 10}], "currency": "GBP"}
            later = {**unit, "timestamp": now + timedelta(microseconds=1)}
            found.append({**later, "message_id": f"p{n}", "type": "purchase", "properties": bought})
    return [Event.model_validate(one) for one in found]


def test_a_look_is_told_once_it_is_there(shop: Any, text_of: Callable[[str], str]) -> None:
    opened, staff = shop
    opened.experiments.create(experiment())
    opened.experiments.start("order")
    EventLog(opened.database).append(shown_and_bought(600))
    assert "aria-busy" in staff.page("experiments/order")
    page = staff.filled("experiments/order")
    words = text_of(page)
    assert "winner : all" in words
    assert "search 300" in words
    assert "conversion primary all 0.3 0.6 +0.3" in words
    assert "order running" in text_of(staff.page("experiments"))
    assert "<script>alert" not in staff.get("experiments/order").text


def test_a_draft_says_how_it_is_started(shop: Any) -> None:
    opened, staff = shop
    opened.experiments.create(experiment())
    page = staff.page("experiments/order")
    assert "shopkeeper experiments start order" in page
    assert "aria-busy" not in page


def test_without_any_the_page_says_how_one_is_made(new_staff: Any) -> None:
    assert "shopkeeper experiments create" in new_staff.page("experiments")
