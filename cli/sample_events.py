"""The sample shop's year of events: made by its simulator, imported, and learned from."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cli.demo_shoppers import missing_shoppers, retold_events
from cli.errors import SampleMissing
from cli.sample_shop import SAMPLE
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName

if TYPE_CHECKING:
    from api.shop import Shop

_SIMULATOR = "simulate.py"


def find_simulator(repository: Path | None = None) -> Path:
    """The program that makes the events.

    Raises:
        SampleMissing: if it is not there, as when only the packages were installed.
    """
    path = (repository or Path(__file__).resolve().parent.parent) / SAMPLE / _SIMULATOR
    if not path.exists():
        raise SampleMissing(f"The sample shop is incomplete: {path} is missing. Run the demo from a checkout.")
    return path


def import_sample_events(shop: "Shop", simulator: Path, terminal: Terminal) -> str:
    """Bring a year of events into the log, and the storefront's shoppers, unless they are there; a sentence on it."""
    n_before, missing = shop.events.count(), missing_shoppers(shop)
    if n_before and not missing:
        return f"The log holds {n_before:,} events."
    with tempfile.TemporaryDirectory(prefix="shopkeeper-events-") as folder:
        with terminal.working("Simulating a year of shoppers"):
            subprocess.run([sys.executable, str(simulator), folder], check=True, capture_output=True)  # noqa: S603
        year, browsers = Path(folder) / "events.jsonl", Path(folder) / "browsers.jsonl"
        browsers.write_text("\n".join(retold_events(year, missing)), encoding="utf-8")
        n_stored = sum(_import(shop, path, terminal) for path in ([browsers] if n_before else [year, browsers]))
    return f"{n_stored:,} simulated events are in the log."


def _import(shop: "Shop", path: Path, terminal: Terminal) -> int:
    """The file's events into the log; how many are new."""
    # DuckDB, pandera and PyArrow take seconds that a demo without events need not wait for.
    from events.importer import import_events
    from events.order_history import OrderReading
    from events.product_codes import ProductCodes

    reading = OrderReading(ProductCodes.of(shop.catalog.all_products()))
    with terminal.progress("Importing their events") as advance:
        return import_events(shop.events, path, reading, advance).n_stored or 0


def train_on_sample(shop: "Shop", terminal: Terminal) -> None:
    """Train every model that does not serve yet, and show what each reached."""
    from cli.training_log import training_log
    from cli.training_table import show_run
    from recommenders.model_table import MODELS
    from recommenders.training.run import TrainingRun

    missing = [kind for kind in MODELS if kind not in shop.recommenders.models().versions]
    if not missing:
        return
    with TrainingBars(terminal) as bars:
        log = training_log(shop, EngineName.DUCKDB)
        record = TrainingRun(shop.settings.home, log.read, follow=bars.follow).train(missing)
    show_run(terminal, record)
