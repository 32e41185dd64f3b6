"""Reads a feed in a process of its own, so that the peak of its memory is its own.

python -m benchmarks.big_feed_process FEED [DATABASE.db]
"""

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from benchmarks.errors import BenchmarkFailed
from benchmarks.process import run
from catalog.importer import import_feed
from catalog.store import CatalogStore
from database import open_database


@dataclass(frozen=True, slots=True)
class FeedRun:
    """What one reading took; `peak_mb` is resident memory at its highest, in millions of bytes."""

    seconds: float
    peak_mb: float
    n_products: int
    n_variants: int

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `main` printed."""
        return cls(**json.loads(text))


def import_apart(feed: Path, database: Path | None) -> FeedRun:
    """Read a feed in a fresh process; with a database, also store it there.

    Raises:
        BenchmarkFailed: if it ends badly.
    """
    places = [str(place) for place in (feed, database) if place]
    done = run([sys.executable, "-m", "benchmarks.big_feed_process", *places])
    return FeedRun.from_json(done.output.strip().splitlines()[-1])


def import_here(feed: Path, database: Path | None) -> FeedRun:
    """Read a feed in this process."""
    start = time.perf_counter()
    if database is None:
        report = import_feed(None, feed, dry_run=True)
    else:
        opened = open_database(f"sqlite:///{database}")
        opened.migrate()
        report = import_feed(CatalogStore(opened), feed, force=True)
        opened.close()
    if report.exit_code:
        raise BenchmarkFailed(report.to_text())
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return FeedRun(time.perf_counter() - start, peak_mb, report.products, report.variants)


def main(arguments: list[str]) -> int:
    """Print what the reading took, as one line of JSON."""
    feed, *database = (Path(argument) for argument in arguments)
    print(json.dumps(asdict(import_here(feed, database[0] if database else None))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
