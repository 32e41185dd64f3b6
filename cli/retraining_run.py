"""Has a shop's models trained, or its blend moved between two trainings."""

from typing import TYPE_CHECKING

from cli.launch import Launch
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName

if TYPE_CHECKING:
    from api.settings import Settings
    from recommenders.run_record import RunRecord
    from recommenders.training.due_check import DueCheck


def train(
    launch: Launch, kinds: list[str], window: str | None, engine: EngineName, check: "DueCheck | None"
) -> "RunRecord":
    """Train models on a window of the log as it is now; `check` says why.

    Raises:
        TrainingBusy: if another training runs.
        TrainingRefused: if nothing can be learned from the data.
    """
    # Ibis, DuckDB and the shop's own parts take seconds that --help need not wait for.
    from cli.training_log import training_log
    from recommenders.run_record import BY_HAND
    from recommenders.training.run import TrainingOptions, TrainingRun
    from recommenders.training.window import Window

    options = TrainingOptions(
        window=Window.parse(window) if window else Window(),
        on_spark=engine is EngineName.SPARK,
        trigger=check.reason if check else BY_HAND,
    )
    with launch.open_shop(require_catalog=False) as shop, TrainingBars(Terminal()) as bars:
        log = training_log(shop, engine)
        return TrainingRun(shop.settings.home, log.read, options, follow=bars.follow).train(kinds)


def update_blend(settings: "Settings", check: "DueCheck | None") -> "RunRecord":
    """Move the blend that serves by what was opened of the lists shown since its training; needs no search.

    Args:
        settings: of the shop.
        check: that found no training due; None where the update was asked for.

    Raises:
        TrainingBusy: if another training runs.
    """
    # As above: NumPy, SciPy and the database.
    from catalog.store import CatalogStore
    from events.log import EventLog
    from recommenders.catalog_facts import facts_from_products
    from recommenders.run_record import BY_HAND
    from recommenders.training.blend_update import BlendUpdate

    with open_database_of(settings) as database:
        facts = facts_from_products(CatalogStore(database).all_products())
        return BlendUpdate(settings.home, EventLog(database), facts).run("no training is due" if check else BY_HAND)
