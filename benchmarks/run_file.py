"""Run files: what a model recommended, for whoever judges it from outside. `key<TAB>product<TAB>rank<TAB>score`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.errors import BenchmarkFailed
from recommenders.id_index import IdIndex
from recommenders.scores import Scores, best_rows


class RunRow(NamedTuple):
    """One recommendation; ranks begin with 1."""

    key: str
    product: str
    rank: int
    score: float


def best_products(key: str, scores: Scores, products: IdIndex, limit: int) -> Iterator[RunRow]:
    """The best `limit` products of one answer, best first; of equal scores the smaller id comes first."""
    for rank, row in enumerate(best_rows(scores, limit), start=1):
        yield RunRow(key, products[row], rank, float(scores[row]))


def write_run(path: Path, rows: Iterable[RunRow]) -> None:
    """Write a run; it appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.writelines(f"{row.key}\t{row.product}\t{row.rank}\t{np.float32(row.score):.9g}\n" for row in rows)
    draft.replace(path)


def read_run(path: Path) -> dict[str, list[str]]:
    """Key → products, best first.

    Raises:
        BenchmarkFailed: if a line is not of four columns, or ranks are out of order.
    """
    ranked: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != len(RunRow._fields):
            raise BenchmarkFailed(f"{path}, line {number}: expected key, product, rank and score, found {line!r}")
        products = ranked.setdefault(columns[0], [])
        products.append(columns[1])
        if columns[2] != str(len(products)):
            raise BenchmarkFailed(f"{path}, line {number}: expected rank {len(products)}, found {columns[2]!r}")
    return ranked
