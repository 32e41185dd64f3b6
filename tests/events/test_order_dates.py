from datetime import UTC, datetime

import pytest

from catalog.errors import RowRefused
from events.order_dates import is_month_first, read_moment

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2010-12-01 08:26:00", (2010, 12, 1, 8, 26)),
        ("2010-12-01", (2010, 12, 1)),
        ("20101201", (2010, 12, 1)),
        ("2010-12-01T08:26:00Z", (2010, 12, 1, 8, 26)),
        ("2010-12-01T08:26:00+02:00", (2010, 12, 1, 6, 26)),
        ("2010-12-01 08:26:00 -0500", (2010, 12, 1, 13, 26)),
        ("2010-12-01 08:26:00 UTC", (2010, 12, 1, 8, 26)),
        ("2010/12/1 8:26", (2010, 12, 1, 8, 26)),
        ("1/12/2010 8:26", (2010, 12, 1, 8, 26)),
        ("1/12/10", (2010, 12, 1)),
        ("01.12.2010 08:26:30", (2010, 12, 1, 8, 26, 30)),
        ("1/12/2010 8:26 PM", (2010, 12, 1, 20, 26)),
        ("1/12/2010 12:05 am", (2010, 12, 1, 0, 5)),
        ("1 Dec 2010", (2010, 12, 1)),
        ("Dec 1, 2010 8:26", (2010, 12, 1, 8, 26)),
        ("1291191960", (2010, 12, 1, 8, 26)),
        ("1291191960000", (2010, 12, 1, 8, 26)),
    ],
)
def test_a_moment_is_read_however_a_shop_writes_it(text, moment):
    assert read_moment(text, NOW) == datetime(*moment, tzinfo=UTC)


def test_a_slashed_date_follows_the_order_of_its_file_and_a_dotted_one_does_not():
    assert read_moment("1/12/2010", NOW, month_first=True) == datetime(2010, 1, 12, tzinfo=UTC)
    assert read_moment("1.12.2010", NOW, month_first=True) == datetime(2010, 12, 1, tzinfo=UTC)


def test_a_blank_date_is_none():
    assert read_moment("  ", NOW) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "cannot be read"),
        ("31/31/2010", "cannot be read"),
        ("2026-11-22", "in the future"),
        ("0001-01-01", "before 1990"),
        ("9999-12-31T23:59:59-10:00", "cannot be read"),
        ("12:30", "cannot be read"),
    ],
)
def test_what_is_no_moment_of_an_order_is_refused_with_its_text(text, reason):
    with pytest.raises(RowRefused, match=reason) as refusal:
        read_moment(text, NOW)
    assert text[:20] in str(refusal.value)


def test_the_shops_own_evening_is_not_the_future():
    assert read_moment("2026-11-21 09:00", NOW) is not None


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (["1/2/2010", "12/31/2010"], True),
        (["1/2/2010", "31/12/2010"], False),
        (["1/2/2010", "12/12/2010"], None),
        (["2010-12-31"], None),
    ],
)
def test_one_telling_date_decides_for_the_file(texts, answer):
    assert is_month_first(texts) is answer
