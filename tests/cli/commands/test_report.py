"""`shopkeeper report`: the shop's figures in the terminal."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.shown_log import make_event


@pytest.fixture
def told(shop: Run, tmp_path: Path) -> Run:
    """A shop that showed two lists, one of which was bought from."""
    events = (
        make_event("shown", 1, "jkt-1", "tee-1", list_id="l1", policy="chat/blend", conversation="c1"),
        make_event("shown", 30, "boot-1", list_id="l2", policy="home/blend", shopper="bob"),
        make_event("add_to_cart", 2, "jkt-1", list_id="l1", message_id="cart"),
        make_event("purchase", 3, "jkt-1", price=120, currency="GBP", list_id="l1", message_id="order"),
    )
    file = tmp_path / "events.jsonl"
    file.write_text("".join(f"{one.to_json()}\n" for one in events))
    assert shop("events", "import", str(file)).code == 0
    return shop


def test_figures_stand_side_by_side_for_all_and_each_surface(told: Run) -> None:
    outcome = told("report")
    assert outcome.code == 0, outcome.err
    lines = outcome.out.splitlines()
    assert lines[0] == "From 2026-10-04 00:00 to 2026-11-03 00:00 UTC; 95 % intervals over shoppers"
    found = {line.split("  ")[0]: line.split() for line in lines}
    assert found["lists"] == ["lists", "2", "1", "1"]
    assert found["CTR"][1:7] == ["33.33", "%", "50.00", "%", "0.00", "%"]
    assert found["revenue GBP"] == ["revenue", "GBP", "120.00", "120.00", "0.00"]
    assert found["chat/blend"][1:3] == ["1", "1"]
    assert found["2026-11-01"][1] == "1"
    assert "Orders of the shop: 1 (120.00 GBP); 1 go back to a list" in lines
    assert max(map(len, lines)) <= 160


def test_a_window_leaves_out_what_was_shown_outside_of_it(told: Run) -> None:
    assert json.loads(told("report", "--window", "1d", "--json").out)["whole"]["n_lists"] == 1
    within = json.loads(told("report", "--window", "2026-11-01..2026-11-02", "--json").out)
    assert list(within["by_policy"]) == ["chat/blend"]
    assert within["by_policy"]["chat/blend"]["revenue"] == {"GBP": 120}


def test_a_page_is_written_where_asked(told: Run, tmp_path: Path) -> None:
    outcome = told("report", "--html", str(tmp_path / "new" / "report.html"))
    assert outcome.code == 0, outcome.err
    assert "report.html" in outcome.err
    assert (tmp_path / "new" / "report.html").read_text().count("<svg") == 4


def test_a_log_without_lists_is_no_error(shop: Run) -> None:
    outcome = shop("report")
    assert outcome.code == 0, outcome.err
    assert "No list was shown" in outcome.out


@pytest.mark.parametrize("window", ["soon", "0d", "2026-05-02..2026-05-01"])
def test_what_is_no_window_is_refused(shop: Run, window: str) -> None:
    outcome = shop("report", "--window", window)
    assert outcome.code == 4
    assert window in outcome.err
