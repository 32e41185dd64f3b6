"""The changed feed differs where it says, and nowhere else."""

import gzip
import json
from pathlib import Path

from benchmarks.importing import write_changed_feed


def test_one_product_in_a_hundred_is_changed(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "title": f"Lamp {n}", "price": n}) + "\n" for n in range(250)]
    feed, changed = tmp_path / "feed.jsonl.gz", tmp_path / "changed.jsonl"
    with gzip.open(feed, "wt", encoding="utf-8") as file:
        file.writelines(lines)
    assert write_changed_feed(feed, changed) == (250, 2)
    written = changed.read_text(encoding="utf-8").splitlines(keepends=True)
    assert [n for n in range(250) if written[n] != lines[n]] == [99, 199]
    assert json.loads(written[99]) == {"id": "99", "title": "Lamp 99 (second edition)", "price": 199}
