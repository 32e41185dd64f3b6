"""docs/kpis.md explains every figure of a report."""

from dataclasses import fields
from pathlib import Path

import pytest

from recommenders.reporting.log_metrics import LogMetrics
from recommenders.reporting.report_of_log import CREDIT_HOURS, REACH_HOURS
from recommenders.reporting.shop_report import ShopReport

DOCUMENT = (Path(__file__).parents[3] / "docs" / "kpis.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [one.name for one in fields(LogMetrics)])
def test_every_figure_is_explained(name: str) -> None:
    assert f"`{name}`" in DOCUMENT


@pytest.mark.parametrize("name", ["orders", "answers_by_writer"])
def test_what_is_of_the_whole_shop_is_explained(name: str) -> None:
    assert name in {one.name for one in fields(ShopReport)}
    assert f"`{name}`" in DOCUMENT


def test_the_rule_is_told_with_its_times() -> None:
    assert f"within {CREDIT_HOURS:.0f} hours" in DOCUMENT
    assert f"up to **{REACH_HOURS / 24:.0f} days** after" in DOCUMENT
