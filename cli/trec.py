"""Queries in and run files out, in the formats that every search evaluation tool reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.candidate import Candidate
from cli.errors import InputRefused

TAG = "shopkeeper"


@dataclass(frozen=True, slots=True)
class Query:
    """One line of a queries file."""

    qid: str
    text: str


def read_queries(file: Path) -> list[Query]:
    """The queries of a file of `qid<TAB>text` lines, in order; blank lines are passed over.

    Raises:
        InputRefused: naming the first line that is not one, or that repeats a qid.
    """
    seen: dict[str, int] = {}
    queries = []
    for number, line in _lines(file):
        qid, tab, text = line.partition("\t")
        qid, text = qid.strip(), text.strip()
        if not (tab and qid and text) or len(qid.split()) != 1:
            raise InputRefused(f"{file}, line {number}: expected qid<TAB>text, found {line[:60]!r}.")
        if qid in seen:
            raise InputRefused(f"{file}, line {number}: qid {qid!r} was already used on line {seen[qid]}.")
        seen[qid] = number
        queries.append(Query(qid, text))
    if not queries:
        raise InputRefused(f"{file} has no queries; every line is qid<TAB>text.")
    return queries


def run_lines(qid: str, candidates: Sequence[Candidate], tag: str = TAG) -> Iterator[str]:
    """`qid Q0 docid rank score tag`, best first.

    Scorers sort by score and break ties each in their own way; so a score that would not fall is lowered by a
    millionth, and the order in the file is the order that counts. Blanks within a product id become `_`.
    """
    previous: int | None = None
    for rank, candidate in enumerate(candidates, start=1):
        millionths = round(candidate.score * 1_000_000)
        if previous is not None and millionths >= previous:
            millionths = previous - 1
        previous = millionths
        yield f"{qid} Q0 {'_'.join(candidate.product_id.split())} {rank} {millionths / 1_000_000:.6f} {tag}"


def write_run(file: Path, lines: Iterable[str]) -> None:
    """Write a run file whole: an interrupted run leaves the one before."""
    unfinished = file.with_name(f"{file.name}.part")
    unfinished.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    unfinished.replace(file)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputRefused(f"{file}, line {line}: not UTF-8 text.") from error
    for number, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            yield number, content.rstrip("\r")
