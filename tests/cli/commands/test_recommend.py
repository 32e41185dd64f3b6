import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# Ibis calls DuckDB by an old name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


@pytest.fixture
def trained(shop: Run, tmp_path: Path) -> Run:
    lines = ["order_id,customer_id,product_id,quantity,price,at"]
    first = datetime(2026, 1, 1, tzinfo=UTC)
    catalog = [json.loads(shop("search", word, "--json").out)["items"] for word in ("jacket", "tee", "boot")]
    products = list(dict.fromkeys(item["product_id"] for items in catalog for item in items))
    for customer in range(12):
        for visit in range(4):
            at = (first + timedelta(days=14 * visit, hours=customer)).isoformat()
            product = products[(customer + visit) % len(products)]
            lines.append(f"o{customer}-{visit},c{customer},{product},1,20.00,{at}")
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(lines) + "\n")
    assert shop("events", "import", str(file), "--currency", "GBP").code in (0, 3)
    assert shop("train", "popularity").code in (0, 3)
    return shop


def test_a_shopper_gets_a_list_with_its_evidence(trained: Run) -> None:
    record = json.loads(trained("recommend", "somebody-new", "--limit", "2", "--json").out)
    assert record["shopper_id"] == "somebody-new"
    assert [item["rank"] for item in record["items"]] == [1, 2]
    line = trained("recommend", "somebody-new", "--limit", "1").out
    assert line.strip().startswith("1. ")
    assert f"[{record['items'][0]['product_id']}]" in line


def test_a_run_is_written_with_the_shopper_as_the_query(trained: Run, tmp_path: Path) -> None:
    (tmp_path / "shoppers.tsv").write_text("q1\tnobody\nc2\n")
    outcome = trained("recommend", "--queries", str(tmp_path / "shoppers.tsv"), "--run", str(tmp_path / "found.run"))
    assert outcome.code == 0
    rows = [line.split() for line in (tmp_path / "found.run").read_text().splitlines()]
    assert {row[0] for row in rows} >= {"q1"}
    assert all(len(row) == 6 and row[1] == "Q0" for row in rows)
    scores = [float(row[4]) for row in rows if row[0] == "q1"]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("content", "said"), [("a\tb\na\tc\n", "already used"), ("two words\n", "expected qid"), ("\n", "names no")]
)
def test_a_file_that_names_no_shoppers_is_refused(shop: Run, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "shoppers.tsv"
    file.write_text(content)
    outcome = shop("recommend", "--queries", str(file))
    assert outcome.code == 4
    assert said in outcome.err


def test_without_a_model_it_says_how_to_get_one(shop: Run) -> None:
    outcome = shop("recommend", "c1")
    assert outcome.code == 4
    assert "shopkeeper train" in outcome.err


def test_neither_or_both_ways_of_asking_are_refused(shop: Run) -> None:
    assert shop("recommend").code == 2
    assert shop("recommend", "c1", "--run", "x").code == 2
