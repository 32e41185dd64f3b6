"""What a report of a year of lists costs: the sample shop's simulated year, and a shop of a hundred thousand lists."""

import json
import resource
import sys
from itertools import islice
from pathlib import Path

from benchmarks.process import run
from benchmarks.shown_year import ShownYear
from benchmarks.table import Table
from benchmarks.workplace import REPOSITORY, Workplace
from catalog.importer import import_feed
from catalog.store import CatalogStore
from database.engine import open_database
from events.log import EventLog

N_LISTS_PER_DAY = 250
_SAMPLE = REPOSITORY / "examples" / "outfitters"
_SHOPKEEPER = (sys.executable, "-m", "cli.main")


def measure(workplace: Workplace) -> Table:
    """Both years, each in a process of its own."""
    table = Table("A report of a year", "python -m benchmarks reporting")
    # The small one first: the most memory that a child held is known, not that of the last one.
    _add(table, "sample shop", _sample_home(workplace.scratch / "reporting-sample"))
    home = workplace.scratch / "reporting-large"
    _add(table, "made-up shop", _made_up_home(home))
    table.add("its database", (home / "shop.db").stat().st_size / 1e6, "MB")
    table.notes.append(
        f"The made-up shop shows {N_LISTS_PER_DAY} lists a day in three surfaces, on the sample's catalog."
    )
    table.notes.append("Seconds are those of the whole command; memory is the most that it held.")
    return table


def _add(table: Table, name: str, home: Path) -> None:
    done = run([*_SHOPKEEPER, "report", "--window", "..", "--json"], home)
    found = json.loads(done.output)
    peak_bytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    table.add(f"{name}: lists", found["whole"]["n_lists"] + found["whole"]["n_empty"], "")
    table.add(f"{name}: products in them", found["whole"]["n_products_shown"], "")
    table.add(f"{name}: `shopkeeper report --window ..`", done.seconds, "s")
    table.add(f"{name}: memory", peak_bytes / 1e6, "MB")


def _sample_home(home: Path) -> Path:
    if not home.exists():
        _with_catalog(home)
        events = home / "events"
        run([sys.executable, str(_SAMPLE / "simulate.py"), str(events)], home)
        run([*_SHOPKEEPER, "events", "import", str(events / "events.jsonl")], home)
    return home


def _made_up_home(home: Path) -> Path:
    if not home.exists():
        products = _with_catalog(home)
        database = open_database(f"sqlite:///{home / 'shop.db'}")
        log = EventLog(database)
        events = ShownYear(products, N_LISTS_PER_DAY).events()
        while batch := list(islice(events, 5_000)):
            log.append(batch)
        database.close()
    return home


def _with_catalog(home: Path) -> list[str]:
    """The sample's products, which need no index to be counted; gives their ids."""
    home.mkdir(parents=True)
    database = open_database(f"sqlite:///{home / 'shop.db'}")
    database.migrate()
    store = CatalogStore(database)
    import_feed(store, _SAMPLE / "products.jsonl")
    ids = [product.id for product in store.all_products()]
    database.close()
    return ids
