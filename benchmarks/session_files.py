"""Sessions in files, in two forms, plain or gzipped.

Lines:  `a b c` a session per line, in order; for testing `a b<TAB>c`: the clicks before, and the one to foretell.
Clicks: `SessionId, ItemId, Time` with that header, separated by tabs, commas or semicolons, in any order of lines.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchmarkFailed

HEADER = ("SessionId", "ItemId", "Time")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions in the order in which they ended, as far as the file says; else in that of the file.

    Attributes:
        clicks: product ids of each session, in order.
        ended: seconds since the epoch of each session's last click; without times the number of the line.
    """

    clicks: list[list[str]]
    ended: list[int]

    def __len__(self) -> int:
        return len(self.clicks)

    def split_at(self, place: int) -> "tuple[Sessions, Sessions]":
        """Those before a place, and the later ones."""
        return (
            Sessions(self.clicks[:place], self.ended[:place]),
            Sessions(self.clicks[place:], self.ended[place:]),
        )

    def followed_by(self, later: "Sessions") -> "Sessions":
        """Both together, these first."""
        return Sessions(self.clicks + later.clicks, self.ended + later.ended)


def read_sessions(path: Path) -> Sessions:
    """Sessions to train on.

    Raises:
        BenchmarkFailed: if the file cannot be read or has no session.
    """
    if _is_clicks(path):
        return _read_clicks(path)
    clicks = [products for line in _lines(path) if (products := line.split())]
    return _unless_empty(path, Sessions(clicks, list(range(len(clicks)))))


def read_prefixes(path: Path) -> list[list[str]]:
    """What is known when each test click is to be foretold; labels are not looked at.

    Raises:
        BenchmarkFailed: if the file cannot be read or has no row.
    """
    if _is_clicks(path):
        return [prefix for prefix, _ in steps(_read_clicks(path))]
    rows = [line.partition("\t")[0].split() for line in _lines(path) if line.strip()]
    if not rows:
        raise BenchmarkFailed(f"{path} has no row; expected `prefix<TAB>next` per line")
    return rows


def read_labels(path: Path) -> list[str]:
    """The click that did follow, row by row of `read_prefixes`; for judging only.

    Raises:
        BenchmarkFailed: if a row has none.
    """
    if _is_clicks(path):
        return [label for _, label in steps(_read_clicks(path))]
    labels = [line.partition("\t")[2].strip() for line in _lines(path) if line.strip()]
    if "" in labels:
        raise BenchmarkFailed(f"{path}, row {labels.index('')} (counted from 0) has no label after the tab")
    return labels


def steps(sessions: Sessions) -> Iterator[tuple[list[str], str]]:
    """Every beginning of every session, and the click that followed it."""
    for clicks in sessions.clicks:
        for n_known in range(1, len(clicks)):
            yield clicks[:n_known], clicks[n_known]


def _read_clicks(path: Path) -> Sessions:
    lines = iter(_lines(path))
    header = _columns(next(lines))
    session, item, time = (header.index(name) for name in HEADER)
    found: dict[str, list[tuple[float, str]]] = {}
    for number, line in enumerate(lines, start=2):
        if line.strip():
            try:
                columns = _columns(line)
                found.setdefault(columns[session], []).append((float(columns[time]), columns[item]))
            except (ValueError, IndexError):
                raise BenchmarkFailed(f"{path}, line {number}: expected {', '.join(header)}, found {line!r}") from None
    for clicks in found.values():
        clicks.sort(key=lambda click: click[0])
    in_order = sorted(found.values(), key=lambda clicks: clicks[-1][0])
    clicks_only = [[product for _, product in clicks] for clicks in in_order]
    return _unless_empty(path, Sessions(clicks_only, [int(clicks[-1][0]) for clicks in in_order]))


def _unless_empty(path: Path, sessions: Sessions) -> Sessions:
    if not len(sessions):
        raise BenchmarkFailed(f"{path} has no session; expected product ids separated by spaces, a session per line")
    return sessions


def _is_clicks(path: Path) -> bool:
    first = next(iter(_lines(path)), "")
    return set(HEADER) <= set(_columns(first))


def _columns(line: str) -> list[str]:
    return [column.strip() for column in re.split(r"[\t,;]", line.lstrip("\ufeff"))]


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkFailed(f"{path} cannot be read: {error}") from None
