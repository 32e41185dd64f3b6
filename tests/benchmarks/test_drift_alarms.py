from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.settings import Settings
from benchmarks.drift_alarms import DriftAlarms, _counts
from cli.shop_database import open_database_of
from events.event import Event
from events.log import EventLog
from events.window_counts import count_window
from recommenders.training.drift import MUCH_CHANGE

START = datetime(2026, 11, 1, tzinfo=UTC)


def made(number: int, kind: str, *products: str, visit: str) -> Event:
    return Event.model_validate(
        {
            "message_id": f"m{number}",
            "type": kind,
            "user_id": "ann",
            "session_id": visit,
            "timestamp": START + timedelta(minutes=number),
            "properties": {"items": [{"item_id": one} for one in products]},
        }
    )


def test_visits_are_counted_as_the_database_counts_them(tmp_path: Path) -> None:
    events = [
        made(1, "view_item_list", "a", "b", visit="s1"),
        made(2, "purchase", "a", "b", visit="s1"),
        made(3, "shown", "a", "b", visit="s1"),
        made(4, "view_item", "a", visit="s2"),
    ]
    with open_database_of(Settings(home=tmp_path)) as database:
        EventLog(database).append(events)
        counted = count_window(database)
    assert _counts(DriftAlarms.of_home(tmp_path).visits) == counted


def test_draws_of_the_same_visits_are_no_drift(tmp_path: Path) -> None:
    with open_database_of(Settings(home=tmp_path)) as database:
        EventLog(database).append([made(n, "view_item", "abc"[n % 3], visit=f"s{n}") for n in range(60)])
    draws = DriftAlarms.of_home(tmp_path).resampled(60, n_draws=5)
    assert [drift.what for drift in draws[0]] == ["event types", "categories", "scores"]
    assert not any(drift.exceeds(MUCH_CHANGE) for draw in draws for drift in draw)
