from datetime import UTC, datetime

import pytest

from catalog.feeds.sale_dates import sale_is_on

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "is_on"),
    [
        ("", "", True),
        ("2026-11-20", "2026-11-20", True),
        ("2026-11-20", "", True),
        ("2026-11-21", "", False),
        ("", "2026-11-19", False),
        ("", "2026-11-20T14:00", False),
        ("2026-11-01 00:00:00", "2026-11-30 23:59:59", True),
        ("2026-11-20T16:30+02:00", "", True),
        ("soon", "later", True),
    ],
)
def test_a_sale_holds_between_its_dates_and_on_them(start, end, is_on):
    assert sale_is_on(start, end, NOW) is is_on
