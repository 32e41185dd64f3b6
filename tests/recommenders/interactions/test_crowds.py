"""Weeks of visitors, and one in which somebody makes up browsers."""

from collections import Counter
from collections.abc import Callable, Iterator

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from recommenders.interactions.config import CrowdRule
from recommenders.interactions.crowds import without_crowds
from recommenders.interactions.duckdb_engine import DuckDbEngine

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
WEEK = 604_800
Visit = tuple[str, str, int, bool]
Kept = Callable[..., Counter[tuple[str, int]]]


@pytest.fixture
def kept(duckdb: DuckDbEngine) -> Kept:
    """How many lines of each product and week are left of visits `(visitor, product, week, is_vouched)`."""

    def counted(visits: list[Visit], rule: CrowdRule | None = None) -> Counter[tuple[str, int]]:
        columns = [list(column) for column in zip(*visits, strict=True)]
        seconds = [week * WEEK + 5 for week in columns[2]]
        names = ("visitor", "product", "second", "is_vouched")
        table = pa.table(dict(zip(names, (columns[0], columns[1], seconds, columns[3]), strict=True)))
        told: ir.Table = duckdb.keep(ibis.memtable(table))
        rows = duckdb.fetch(without_crowds(told, rule or CrowdRule())).to_pylist()
        assert all(set(row) == {"visitor", "product", "second"} for row in rows)
        return Counter((row["product"], row["second"] // WEEK) for row in rows)

    return counted


def usual(product: str, n_visitors: int, n_weeks: int = 12) -> Iterator[Visit]:
    """So many anonymous visitors in each of the weeks."""
    for week in range(n_weeks):
        for number in range(n_visitors):
            yield f"{product}-{week}-{number}", product, week, False


def crowd(product: str, n_browsers: int, week: int = 11) -> list[Visit]:
    return [(f"forged-{number:03}", product, week, False) for number in range(n_browsers)]


def test_usual_weeks_stay_as_they_are(kept: Kept) -> None:
    assert kept([*usual("a", 2), *usual("b", 7)]) == {("a", w): 2 for w in range(12)} | {("b", w): 7 for w in range(12)}


def test_a_crowd_counts_for_five_usual_weeks_and_the_rest_of_the_log_does_not_change(kept: Kept) -> None:
    found = kept([*usual("a", 3), *usual("b", 3), *crowd("a", 500)])
    assert found[("a", 11)] == 15
    assert {found[("a", week)] for week in range(11)} == {3}
    assert {found[("b", week)] for week in range(12)} == {3}


def test_what_hardly_anybody_looks_at_is_measured_by_the_mean_product(kept: Kept) -> None:
    visits = [visit for product in "abcdefghi" for visit in usual(product, 4)]
    # Of ten products nine have four visitors a week: 3.6 of the mean product's, times five.
    assert kept([*visits, *crowd("rare", 500)])[("rare", 11)] == 18


def test_a_crowd_of_two_weeks_does_not_become_usual(kept: Kept) -> None:
    visits = [*usual("a", 3), *usual("b", 3), *crowd("a", 300, 10), *crowd("a", 300, 11)]
    assert [kept(visits)[("a", week)] for week in (9, 10, 11)] == [3, 15, 15]


def test_a_rush_that_signed_in_shoppers_share_counts(kept: Kept) -> None:
    shared = [(f"signed-in-{number}", "a", 11, True) for number in range(40)]
    # The five times forty that signed-in shoppers speak for, and they themselves.
    assert kept([*usual("a", 3), *crowd("a", 500), *shared])[("a", 11)] == 240


def test_signed_in_shoppers_are_never_too_many(kept: Kept) -> None:
    sale = [(f"signed-in-{number}", "a", 11, True) for number in range(500)]
    assert kept([*usual("a", 1), *sale])[("a", 11)] == 501


def test_a_young_log_knows_no_usual_week(kept: Kept) -> None:
    visits = [*usual("a", 1, 4), *crowd("a", 100, 3)]
    assert kept(visits)[("a", 3)] == 101
    assert kept(visits, CrowdRule(least_weeks=4))[("a", 3)] == 5


def test_who_is_one_too_many_for_a_product_still_counts_for_others(kept: Kept) -> None:
    also = [(visitor, "b", week, vouched) for visitor, _, week, vouched in crowd("a", 30)]
    found = kept([*usual("a", 12), *usual("b", 12), *crowd("a", 70), *also])
    assert (found[("a", 11)], found[("b", 11)]) == (60, 42)
