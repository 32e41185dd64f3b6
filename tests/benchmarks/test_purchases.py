"""The purchases benchmark: reads invoices, never looks at what it has to foretell, judges by the run file alone."""

import gzip
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks.errors import BenchmarkFailed
from benchmarks.online_retail import RetailLines, find_lines, read_lines
from benchmarks.purchase_floors import ease, personal_frequency, popular
from benchmarks.purchase_judge import Answers
from benchmarks.purchases import Task, run_task
from benchmarks.run_file import read_run
from benchmarks.table import Table
from recommenders.ranking.lambdarank.parameters import LambdaRankParameters

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
MARCH = int(datetime(2011, 3, 1, tzinfo=UTC).timestamp())


def write(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def line(customer: str, code: str, day: str, **changes: object) -> str:
    of = {"invoice": "1", "quantity": 1, "price": 2.5} | changes
    words = f'"LUNCH BAG, {code}",{of["quantity"]},{day} 08:26:00,{of["price"]}'
    return f"{of['invoice']},{code},{words},{customer},France"


def test_the_clean_view_leaves_out_what_nobody_bought(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.csv",
        line("ann", "10001", "2011-01-01"),
        line("", "10001", "2011-01-01"),
        line("bob", "10001", "2011-01-01", invoice="C1"),
        line("bob", "10001", "2011-01-01", quantity=-1),
        line("bob", "10001", "2011-01-01", price=0),
        line("bob", "POST", "2011-01-01"),
    )
    assert read_lines(path).customer.tolist() == ["ann"]


def test_a_training_set_holds_what_the_lines_say(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.csv", line("ann", "10002", "2011-01-02", quantity=4), line("ann", "10001", "2011-01-01")
    )
    data = read_lines(path).training_set(MARCH)
    assert data.products.ids == ("10001", "10002")
    assert data.interactions.product.tolist() == [0, 1]
    assert data.interactions.session.tolist() == [0, 1]
    assert data.interactions.amount.tolist() == [250, 1000]
    assert data.facts.price == pytest.approx([250, 250])


def test_the_second_edition_of_the_columns_is_read_too(tmp_path: Path) -> None:
    header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
    path = write(tmp_path / "log.csv", "7,10001,BAG,1,12/1/2010 8:26,2.5,17850.0,France", header=header)
    lines = read_lines(path)
    assert lines.customer.tolist() == ["17850.0"]
    assert lines.at.tolist() == [int(datetime(2010, 12, 1, 8, 26, tzinfo=UTC).timestamp())]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="no column StockCode"):
        read_lines(write(tmp_path / "log.csv", header="InvoiceNo,Quantity"))


def test_a_folder_without_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFailed, match="it holds none"):
        find_lines(tmp_path)


def test_the_test_part_begins_with_a_month() -> None:
    days = np.arange(0, 374, dtype=np.int64) * 86_400 + int(datetime(2010, 12, 1, tzinfo=UTC).timestamp())
    n = len(days)
    text, ones = np.full(n, "10001"), np.ones(n, dtype=np.int32)
    lines = RetailLines(text, text, text, days, ones, ones.astype(np.float32))
    assert datetime.fromtimestamp(lines.usual_split(), UTC).isoformat() == "2011-11-01T00:00:00+00:00"


def purchases(tmp_path: Path, *later: str) -> RetailLines:
    earlier = [line("ann", "10001", "2011-01-01")] * 5 + [line("bob", "10002", "2011-01-02")] * 5
    return read_lines(write(tmp_path / "log.csv", *earlier, line("ann", "10009", "2011-01-03"), *later))


def test_answers_are_later_purchases_of_known_customers_and_known_products(tmp_path: Path) -> None:
    later = [("ann", "10001"), ("ann", "10002"), ("ann", "10009"), ("ann", "10007"), ("new", "10001")]
    lines = purchases(tmp_path, *(line(customer, code, "2011-03-02") for customer, code in later))
    assert Answers.of(lines, MARCH, new_only=False).bought == {"ann": {"10001", "10002"}}
    assert Answers.of(lines, MARCH, new_only=True).bought == {"ann": {"10002"}}


def test_a_run_is_judged_with_at_most_20_below_the_line() -> None:
    wanted = {str(n) for n in range(40)}
    answers = Answers({"ann": wanted, "bob": {"1", "2"}})
    figures = answers.judge({"ann": [str(n) for n in range(20)], "bob": ["9", "1"]})
    assert figures["Recall@20"].value == pytest.approx((1 + 0.5) / 2)
    assert figures["HR@20"].value == 1
    assert figures["NDCG@20"].value == pytest.approx((1 + (1 / np.log2(3)) / (1 + 1 / np.log2(3))) / 2)


def test_a_customer_without_a_list_counts_nothing() -> None:
    assert Answers({"ann": {"1"}, "bob": {"1"}}).judge({"ann": ["1"]})["Recall@20"].value == 0.5


def test_floors_know_habits_and_neighbours(tmp_path: Path) -> None:
    known = purchases(tmp_path).training_set(MARCH)
    habits = personal_frequency(known)
    assert habits[0, 0] >= 1 > habits[0, 1]
    assert popular(known).tolist() == [0, 0, 0]
    had = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=np.bool_)
    assert ease(had)[2].argmax() == 1


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, Path, Path]:
    """A shop with two kinds of customers, each buying what its kind does; twice, with another test part."""
    random, lines = np.random.default_rng(5), []
    for month, customer, day in product(range(1, 6), range(40), (3, 17)):
        codes = 10_000 + 30 * (customer % 2) + random.choice(30, 4, replace=False)
        lines += [line(f"c{customer}", str(code), f"2011-{month:02}-{day:02}") for code in codes]
    folder = tmp_path_factory.mktemp("shop")
    with gzip.open(folder / "whole.csv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join([HEADER, *lines]))
    write(folder / "cut.csv", *(one for one in lines if "2011-05-17" not in one))
    table = run_task(Task(folder / "whole.csv.gz", folder / "one.tsv", split=MAY, parameters=SMALL))
    run_task(Task(folder / "cut.csv", folder / "other.tsv", split=MAY, parameters=SMALL))
    return table, folder / "one.tsv", folder / "other.tsv"


MAY = int(datetime(2011, 5, 1, tzinfo=UTC).timestamp())
SMALL = LambdaRankParameters(n_trees=20, num_leaves=7, n_threads=1)


def test_a_run_has_20_products_for_every_customer_and_beats_popularity(runs: tuple[Table, Path, Path]) -> None:
    table, path, _ = runs
    run = read_run(path)
    assert len(run) == 40
    assert {len(products) for products in run.values()} == {20}
    measured = {row.what.split(" [")[0]: row.measured for row in table.rows}
    assert measured["LambdaRank over 6 sources, Recall@20"] > measured["popular, last 28 days, Recall@20"]


def test_what_happens_after_the_split_changes_nothing_in_the_run(runs: tuple[Table, Path, Path]) -> None:
    _, one, other = runs
    assert one.read_bytes() == other.read_bytes()
