import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# Ibis calls DuckDB by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


@pytest.fixture
def filled(shop: Run, tmp_path: Path) -> Run:
    """A shop whose customers each buy one product of their own every fortnight, and the jacket."""
    lines = ["order_id,customer_id,product_id,quantity,price,at"]
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for customer in range(12):
        for visit in range(6):
            at = (first + timedelta(days=14 * visit, hours=customer)).isoformat()
            for product in ("jkt-1", ("tee-1", "boot-1", "sock-1")[customer % 3]):
                lines.append(f"o{customer}-{visit},c{customer},{product},1,20.00,{at}")
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(lines) + "\n")
    assert shop("events", "import", str(file), "--currency", "GBP").code in (0, 3)
    return shop


def test_every_model_is_a_line_with_popularity_beside_it(filled: Run) -> None:
    outcome = filled("evaluate", "repeat_purchase")
    assert outcome.code == 0, outcome.err
    first = outcome.out.splitlines()[0]
    assert first.startswith("bought in the next ")
    assert "12 cases of 12 shoppers, 7 products ranked" in first
    assert any(
        line.startswith("repeat_purchase: recall@20 1.000 [1.000, 1.000], ") for line in outcome.out.splitlines()
    )
    assert any(line.startswith("popularity: recall@20 ") for line in outcome.out.splitlines())


def test_json_and_a_page_are_written_where_asked(filled: Run, tmp_path: Path) -> None:
    outcome = filled("evaluate", "popularity", "--out", str(tmp_path / "found"), "--json")
    printed = json.loads(outcome.out)
    assert printed == json.loads((tmp_path / "found" / "evaluation.json").read_text())
    assert printed["trials"][0]["models"][0]["metrics"]["recall@20"]["n_cases"] == 12
    page = (tmp_path / "found" / "evaluation.html").read_text()
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") >= 3


def test_a_ranker_learns_a_window_earlier_and_is_measured_with_the_others(filled: Run) -> None:
    outcome = filled("evaluate", "repeat_purchase", "lambdarank")
    assert outcome.code == 0, outcome.err
    told = outcome.out.splitlines()
    for model in ("popularity", "repeat_purchase", "lambdarank"):
        assert any(line.startswith(f"{model}: recall@20") for line in told)


def test_a_model_that_cannot_be_trained_is_told_and_stops_no_other(filled: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "parameters"
    folder.mkdir()
    (folder / "repeat_purchase.toml").write_text("half_life = 3.0\n")
    outcome = filled("evaluate", "popularity", "repeat_purchase")
    assert outcome.code == 3
    assert "repeat_purchase took no part" in outcome.err
    assert "popularity: recall@20" in outcome.out


def test_an_empty_log_and_an_unknown_model_are_told(shop: Run) -> None:
    assert shop("evaluate", "popularity").code == 4
    assert shop("evaluate", "magic").code == 2


def test_what_came_of_the_lists_that_were_shown_is_told(filled: Run, tmp_path: Path) -> None:
    def event(number: int, kind: str, minute: int, *products: str) -> str:
        items = [{"item_id": one, "index": place, "policy": "best sellers"} for place, one in enumerate(products)]
        return json.dumps(
            {
                "message_id": f"e{number}",
                "type": kind,
                "user_id": "c1",
                "timestamp": f"2026-03-02T10:{minute:02}:00Z",
                "properties": {"items": items},
                "attribution": {"list_id": "l1"},
            }
        )

    file = tmp_path / "events.jsonl"
    file.write_text(
        "\n".join((event(1, "shown", 0, "jkt-1", "tee-1", "boot-1", "sock-1"), event(2, "select_item", 1, "tee-1")))
    )
    assert filled("events", "import", str(file)).code == 0
    outcome = filled("evaluate", "popularity", "--out", str(tmp_path / "found"))
    (told,) = [line for line in outcome.out.splitlines() if line.startswith("shown by best sellers")]
    assert "1 lists, 1 known shoppers; CTR 0.250 [0.250, 0.250], CTR@3 0.333" in told
    assert "best sellers" in (tmp_path / "found" / "evaluation.html").read_text()
    written = json.loads((tmp_path / "found" / "evaluation.json").read_text())
    assert written["shown"]["best sellers"]["ctr"]["value"] == 0.25
