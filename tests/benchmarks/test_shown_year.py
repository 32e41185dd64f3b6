"""A made-up year of lists: as many as asked for, and a report of it finds what was made."""

from benchmarks.shown_year import N_DAYS, ShownYear
from recommenders.reporting.report_of_log import Bounds, report_of_log
from tests.shown_log import list_lines


def test_a_report_finds_every_list_and_its_purchases() -> None:
    year = ShownYear([f"p{number}" for number in range(30)], n_lists_per_day=2)
    events = list(year.events())
    assert len({event.message_id for event in events}) == len(events)
    found = report_of_log(list_lines(*events), Bounds(), n_draws=2)
    assert found.whole.n_lists + found.whole.n_empty == 2 * N_DAYS
    assert set(found.by_surface) == {"home", "search", "chat"}
    n_bought = sum(event.type == "purchase" for event in events)
    assert found.orders.n_orders == found.orders.n_of_lists == found.whole.n_products_bought == n_bought > 0
