"""Whether a shop's models are due for a training, from its records alone: quick, and without its search."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from cli.shop_database import open_database_of
from cli.terminal import Terminal
from recommenders.model_table import MODELS
from recommenders.registry import Registry

if TYPE_CHECKING:
    from api.settings import Settings
    from database.engine import Database
    from recommenders.training.due_check import DueCheck


def kinds_to_retrain(settings: "Settings", named: Sequence[str]) -> list[str]:
    """Those that are named; else those that serve; else, where none serves yet, all there are."""
    if named:
        return list(named)
    serving = Registry(settings.home).serving().versions
    return [kind for kind in MODELS if kind in serving] or [kind for kind in MODELS if MODELS[kind].is_present]


def check_log(settings: "Settings", kinds: Sequence[str]) -> "DueCheck":
    """Hold the log as it is against what the models learned from.

    Raises:
        ModelUnknown: if there is no such model.
    """
    with open_database_of(settings) as database:
        return check_database(settings, database, kinds)


def check_database(settings: "Settings", database: "Database", kinds: Sequence[str]) -> "DueCheck":
    """The same of a database that is open.

    Raises:
        ModelUnknown: if there is no such model.
    """
    from catalog.store import CatalogStore
    from events.log import EventLog
    from events.window_counts import count_window
    from recommenders.catalog_facts import facts_from_products
    from recommenders.training.retraining_watch import RetrainingWatch

    facts = facts_from_products(CatalogStore(database).all_products())
    watch = RetrainingWatch(
        registry=Registry(settings.home),
        log=EventLog(database),
        count=partial(count_window, database),
        catalog=facts if len(facts.products) else None,
        limits=settings.retrain_when,
    )
    return watch.check(kinds)


def show_check(terminal: Terminal, check: "DueCheck") -> None:
    """A line for each thing that was looked at; `!` marks those that ask for a training."""
    for one in check.triggers:
        terminal.say(f"{'!' if one.fires else ' '} {one.name:<8}{one.sentence}")
