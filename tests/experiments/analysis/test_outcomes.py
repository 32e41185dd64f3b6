"""Tiny logs whose right counts are known."""

from datetime import UTC, datetime, timedelta

import pytest

from events.event import Event
from events.event_line import lines_of
from events.exposures import Exposed
from experiments.allocation import Lots
from experiments.analysis.outcomes import count_outcomes

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def experiment(make_experiment):
    return make_experiment(status="running", started_at=NOON)


def at_us(minute: int) -> int:
    return int((NOON + timedelta(minutes=minute)).timestamp()) * 1_000_000


def seen(shopper, variant="blend", minute=0, session=None) -> Exposed:
    return Exposed(shopper, session, variant, at_us(minute))


def did(kind, shopper, *products, minute=1, list_id=None, price=10.0, **more):
    event = {
        "message_id": f"{kind}-{shopper}-{minute}",
        "type": kind,
        "user_id": shopper,
        "timestamp": NOON + timedelta(minutes=minute),
        "attribution": {"list_id": list_id},
        "properties": {"currency": "EUR", "items": [{"item_id": one, "price": price} for one in products]},
    }
    return lines_of(Event.model_validate(event | more))


def count(experiment, exposures, *events):
    lines = sorted((line for event in events for line in event), key=lambda line: line.at_us)
    return count_outcomes(experiment, exposures, lines)


def test_everything_after_the_first_exposure_counts_and_nothing_before(experiment) -> None:
    table = count(
        experiment,
        [seen("ann", minute=10), seen("bob", "lambdarank", minute=10)],
        did("purchase", "ann", "p1", minute=5),
        did("purchase", "ann", "p1", "p2", minute=20),
        did("purchase", "ann", "p3", minute=30, price=2.5),
        did("refund", "ann", "p3", minute=40),
        did("add_to_cart", "bob", "p1", minute=15),
        did("purchase", "eve", "p1", minute=20),
    )
    assert table.variant.tolist() == [0, 1]
    assert table.columns["n_orders"].tolist() == [2, 0]
    assert table.columns["revenue"].tolist() == [22.5, 0]
    assert table.columns["n_refunds"].tolist() == [1, 0]
    assert table.columns["n_carted"].tolist() == [0, 1]


def test_clicks_are_products_opened_from_lists_shown_to_this_unit(experiment) -> None:
    table = count(
        experiment,
        [seen("ann", minute=1), seen("bob", minute=1)],
        did("shown", "ann", "p1", "p2", "p3", minute=1, list_id="l1"),
        did("shown", "bob", "p1", minute=1, list_id="l2"),
        did("select_item", "ann", "p1", minute=2, list_id="l1"),
        did("view_item", "ann", "p1", minute=3, list_id="l1"),
        did("view_item", "ann", "p9", minute=4, list_id="l1"),
        did("view_item", "ann", "p2", minute=5),
        did("view_item", "bob", "p2", minute=6, list_id="l1"),
    )
    assert table.columns["n_shown"].tolist() == [3, 1]
    assert table.columns["n_clicked"].tolist() == [1, 0]


def test_what_was_before_the_experiment_is_kept_apart(experiment) -> None:
    table = count(experiment, [seen("ann", minute=9)], did("purchase", "ann", "p1", minute=-60))
    assert table.before["revenue"].tolist() == [10]
    assert table.columns["revenue"].tolist() == [0]


def test_a_unit_stays_with_what_it_was_shown_first(experiment) -> None:
    exposures = [
        seen("ann"),
        seen("ann", "lambdarank", 1),
        seen("ann", "lambdarank", 2),
        seen("bob", "gone"),
        seen(None),
    ]
    table = count(experiment, exposures)
    assert table.variant.tolist() == [0]
    assert (table.n_crossed, table.n_unknown) == (1, 2)


def test_an_exposure_that_contradicts_the_draw_is_counted(experiment) -> None:
    drawn = {unit: Lots(experiment).draw(unit).name for unit in ("ann", "bob", "eve")}
    right = [seen(unit, variant) for unit, variant in drawn.items()]
    assert count(experiment, right).n_not_drawn == 0
    assert (
        count(experiment, [*right[:2], seen("eve", {"blend": "lambdarank"}.get(drawn["eve"], "blend"))]).n_not_drawn
        == 1
    )


def test_a_visit_may_be_the_unit(make_experiment) -> None:
    by_visit = make_experiment(unit="session", status="running", started_at=NOON)
    table = count(
        by_visit,
        [seen("ann", session="s1"), seen("ann", session="s2")],
        did("purchase", "ann", "p1", session_id="s2"),
    )
    assert table.columns["n_orders"].tolist() == [0, 1]


def test_money_of_another_currency_is_not_added_up(experiment) -> None:
    other = {"properties": {"currency": "JPY", "items": [{"item_id": "p1", "price": 900}]}}
    table = count(
        experiment, [seen("ann")], did("purchase", "ann", "p1"), did("purchase", "ann", "p1", minute=2, **other)
    )
    assert table.columns["revenue"].tolist() == [10]
    assert (table.columns["n_orders"].tolist(), table.n_unpriced) == ([2], 1)
