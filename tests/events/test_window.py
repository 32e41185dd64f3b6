import pytest

from events.errors import WindowInvalid
from events.window import Window, seconds
from recommenders.history import SECONDS_PER_DAY


def test_days_count_back_from_the_newest_event_that_is_within() -> None:
    assert Window.parse("180d").bounds(1_700_000_000) == (1_700_000_001 - 180 * SECONDS_PER_DAY, None)


def test_days_of_the_calendar_end_with_the_newest_events_own() -> None:
    noon = seconds("2026-11-20T12:00:00")
    assert Window.parse("2d").calendar_bounds(noon) == (seconds("2026-11-19"), seconds("2026-11-21"))
    assert Window.parse("2026-05-01..").calendar_bounds(noon) == (seconds("2026-05-01"), None)


def test_dates_are_midnights_in_utc() -> None:
    window = Window.parse("2026-05-01..2026-11-01")
    assert (window.start, window.end) == (seconds("2026-05-01T00:00:00Z"), seconds("2026-11-01T00:00:00Z"))


def test_either_end_may_be_open() -> None:
    assert Window.parse("2026-05-01..").end is None
    assert Window.parse("..2026-05-01").bounds(0) == (None, seconds("2026-05-01"))


def test_a_moment_may_name_its_zone() -> None:
    assert seconds("2026-05-01T02:00:00+02:00") == seconds("2026-05-01")


@pytest.mark.parametrize("text", ["", "soon", "0d", "-3d", "2026-13-01..2026-14-01", "2026-05-02..2026-05-01"])
def test_what_is_no_window_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(WindowInvalid) as refused:
        Window.parse(text)
    assert repr(text) in str(refused.value) or "2026-13-01" in str(refused.value)
