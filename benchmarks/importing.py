"""Importing a catalog of real size: fresh, again unchanged, with one product in a hundred changed."""

import gzip
import json
import shutil
from pathlib import Path

from benchmarks.shops import ELECTRONICS
from benchmarks.table import Table, at_least, at_most
from benchmarks.workplace import Workplace

#: Every hundredth product gets another title and another price.
CHANGED_STEP = 100


def measure(workplace: Workplace) -> Table:
    """Three imports into one new data folder, each a whole `shopkeeper catalog import` process."""
    table = Table("Importing 19,406 products", "python -m benchmarks importing")
    feed, home = ELECTRONICS.feed(workplace), workplace.scratch / "importing-home"
    shutil.rmtree(home, ignore_errors=True)
    fresh = ELECTRONICS.import_feed(feed, home)
    _keep_for_others(home, workplace)
    unchanged = ELECTRONICS.import_feed(feed, home)
    changed_feed = workplace.scratch / "changed.jsonl"
    n_products, n_changed = write_changed_feed(feed, changed_feed)
    changed = ELECTRONICS.import_feed(changed_feed, home)
    table.add("fresh, whole process", n_products / fresh.seconds, "products/s", at_least(150))
    table.add("fresh, seconds", fresh.seconds, "s")
    table.add("again, unchanged", unchanged.seconds, "s", at_most(15))
    table.add(f"again, {n_changed} of {n_products:,} products changed", changed.seconds, "s", at_most(20))
    table.add("data folder on disk", _megabytes(home), "MB")
    table.notes.append("Fresh includes exporting the encoder to 8-bit ONNX, which happens once per data folder.")
    shutil.rmtree(home)
    return table


def write_changed_feed(feed: Path, target: Path) -> tuple[int, int]:
    """Write the feed with changed products; returns how many there are, and how many changed."""
    n_products = n_changed = 0
    with gzip.open(feed, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for n_products, line in enumerate(lines, start=1):
            if n_products % CHANGED_STEP == 0:
                product = json.loads(line)
                product["title"] = f"{product['title']} (second edition)"
                product["price"] = (product.get("price") or 1000) + 100
                line, n_changed = json.dumps(product, ensure_ascii=False) + "\n", n_changed + 1
            out.write(line)
    return n_products, n_changed


def _keep_for_others(home: Path, workplace: Workplace) -> None:
    """The other benchmarks need the same home; importing takes two minutes, copying a second."""
    kept = workplace.scratch / f"{ELECTRONICS.name}-home"
    if not kept.exists():
        shutil.copytree(home, kept)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
