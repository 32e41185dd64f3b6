"""The sample shop's simulated year as a training set."""

import sys

from api.settings import Settings
from api.wiring import open_shop
from benchmarks.process import SHOPKEEPER, run
from benchmarks.shops import OUTFITTERS
from benchmarks.workplace import REPOSITORY, Workplace
from cli.training_engine import EngineName
from cli.training_log import training_log
from recommenders.training.window import Window
from recommenders.training_set import TrainingSet


def sample_training_set(workplace: Workplace) -> TrainingSet:
    """The log of the sample shop's data folder, into which the events are imported if there are none."""
    home = OUTFITTERS.home(workplace)
    with open_shop(Settings(home=home)) as shop:
        is_empty = not shop.events.count()
    if is_empty:
        events = workplace.scratch / "sample-events"
        run([sys.executable, str(REPOSITORY / "examples" / "outfitters" / "simulate.py"), str(events)], home)
        run([SHOPKEEPER, "events", "import", str(events / "events.jsonl")], home)
    with open_shop(Settings(home=home)) as shop:
        return training_log(shop, EngineName.DUCKDB).read(Window())
