"""What a batch is told about, and when it is refused."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir
import pytest

from recommenders.errors import TrainingRefused
from recommenders.interactions.config import BotRule, InteractionsConfig
from recommenders.interactions.duckdb_engine import DuckDbEngine
from recommenders.interactions.event_lines import read_lines
from recommenders.interactions.validation import validate
from recommenders.interactions.validation_report import ValidationReport
from tests.recommenders.interactions.conftest import START, Line, line

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
Report = Callable[..., ValidationReport]


@pytest.fixture
def report(duckdb: DuckDbEngine, events: Callable[..., ir.Table]) -> Report:
    def made(*lines: Line, **config: Any) -> ValidationReport:
        settings = InteractionsConfig(**{"now": START + 1_000, "max_fault_share": 1.0, **config})
        return validate(duckdb, read_lines(events(*lines)), settings)

    return made


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"kind": "bought"}, "type is not in the vocabulary"),
        ({"product": None}, "product is missing"),
        ({"at": 1_001}, "at is later than now"),
        ({"at": -40 * 365 * 86_400}, "at is before the year 2000"),
        ({"quantity": 0}, "quantity is 0"),
        ({"quantity": -1, "kind": "purchase"}, "quantity of a purchase is below 0"),
        ({"price_minor": -1}, "price is below 0"),
        ({"kind": "rate_item"}, "a rating without a figure"),
        ({"kind": "rate_item", "rating": 5.5}, "rating is outside 1 to 5"),
        ({"kind": "rate_item", "rating": float("nan")}, "rating is outside 1 to 5"),
        ({"propensity": 0.0}, "propensity is outside (0, 1]"),
    ],
)
def test_a_fault_is_counted_and_its_line_is_named(report: Report, more: dict[str, Any], sentence: str) -> None:
    found = report(line(0), line(**{"at": 1, "message_id": "wrong", **more}))
    assert [(one.sentence, one.n_lines, one.share, one.named) for one in found.faults] == [
        (sentence, 1, 0.5, ("wrong",))
    ]
    assert found.n_faulty == 1


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "search", "product": None},
        {"kind": "refund", "quantity": -1},
        {"kind": "rate_item", "rating": 1.0},
        {"propensity": 1.0},
        {"price_minor": 0},
        {"at": 1_000},
    ],
)
def test_what_is_right_is_not_faulty(report: Report, more: dict[str, Any]) -> None:
    assert report(line(**{"at": 0, **more})).faults == ()


def test_a_line_with_two_faults_is_one_faulty_line(report: Report) -> None:
    found = report(line(0, quantity=0, price_minor=-5), line(1))
    assert (found.n_faulty, len(found.faults), found.fault_share) == (1, 2, 0.5)


def test_a_bad_batch_is_refused_and_names_its_lines(report: Report) -> None:
    lines = [line(0, quantity=0, message_id="first"), line(1), line(2)]
    with pytest.raises(TrainingRefused, match="1 of 3 event lines are faulty") as refused:
        report(*lines, max_fault_share=0.3)
    assert refused.value.faults == ("quantity is 0: first",)
    assert report(*lines, max_fault_share=0.34).n_faulty == 1


def test_what_is_left_out_is_counted_by_its_reason(report: Report) -> None:
    rush = [line(400 + place, shopper="bot") for place in range(3)]
    found = report(
        line(1, message_id="twice"),
        line(2, message_id="twice"),
        line(3, shopper=None),
        line(0, message_id="early"),
        *rush,
        since=START + 1,
        bots=BotRule(max_actions_per_minute=2),
    )
    assert found.left_out == {
        "without shopper and session": 1,
        "outside the window": 1,
        "delivered before": 1,
        "of machines": 3,
    }


def test_prices_far_from_the_rest_are_reported_and_kept(report: Report) -> None:
    lines = [line(place, price_minor=100 + place) for place in range(20)]
    found = report(*lines, line(30, price_minor=99_999, message_id="dear"))
    assert [(one.n_lines, one.named) for one in found.outliers] == [(1, ("dear",))]
    assert found.n_faulty == 0


def test_the_currency_is_the_one_most_lines_have_unless_it_is_told(report: Report) -> None:
    lines = [line(0, currency="GBP"), line(1, currency="EUR"), line(2, currency="GBP"), line(3)]
    assert report(*lines).currency == "GBP"
    assert report(*lines, currency="EUR").currency == "EUR"


def test_missing_figures_of_purchases_and_what_stands_in_for_them_are_told(report: Report) -> None:
    found = report(line(0, kind="purchase", quantity=None), line(1, kind="purchase", price_minor=70))
    assert found.missing == {"price_minor": 1, "quantity": 1}
    assert found.imputed == {"price_minor": 70.0, "quantity": 1.0}


def test_no_lines_are_an_empty_report(report: Report) -> None:
    found = report()
    assert (found.n_lines, found.fault_share, found.window, found.currency) == (0, 0.0, None, "")
    assert found.to_json()["fault_share"] == 0.0


def test_the_report_reads_as_sentences(report: Report) -> None:
    assert report(line(0), line(1, quantity=0, message_id="m")).sentences()[:2] == (
        "2 lines, 1 faulty (50.00%)",
        "quantity is 0: 1 lines (50.00%), first m",
    )
