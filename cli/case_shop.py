"""The shop on which an evaluation's cases are played: one that is there, or the sample shop in a folder that goes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.launch import Launch
from cli.sample_shop import find_sample, import_sample, is_sample
from cli.shop_database import open_catalog
from cli.shop_notes import mend_index
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.settings import Settings
    from api.shop import Shop
    from assistant.evaluation.stage import Stage

CASES = "cases"
#: What the sample's cases name as their shop.
SAMPLE_NAME = "outfitters"


def sample_cases() -> Path:
    """The folder of the sample shop's cases."""
    return find_sample().products.parent / CASES


@contextmanager
def open_case_shop(launch: Launch, terminal: Terminal, shop_name: str) -> Iterator["Shop"]:
    """The shop in the data folder; for the sample's cases, if it is another, the sample imported for the occasion.

    Nothing is written into a shop that is there: conversations and memories of cases live and end in this process.

    Args:
        launch: names the data folder.
        terminal: where the import shows how far it is.
        shop_name: whose cases are played.
    """
    settings = launch.settings()
    if shop_name != SAMPLE_NAME or _holds_sample(settings):
        with launch.open_shop(settings) as shop:
            mend_index(shop, terminal)
            yield shop
        return
    with tempfile.TemporaryDirectory(prefix="shopkeeper-eval-") as folder:
        home = Path(folder)
        if (settings.home / "encoder").is_dir():  # exported once already: half a minute less
            shutil.copytree(settings.home / "encoder", home / "encoder")
        own = launch.settings_in(home)
        with terminal.working("Importing the sample shop"), launch.open_shop(own, require_catalog=False) as shop:
            import_sample(shop, find_sample(), terminal)
        with launch.open_shop(own) as shop:
            yield shop


def stage_of(shop: "Shop") -> "Stage":
    """The shop's search, ranker and catalog as cases use them."""
    from assistant.evaluation.stage import Stage  # the assistant's modules; --help need not wait for them

    return Stage(shop.search, shop.recommenders.ranker(shop.search.affinity, shop.search.vectors), shop.catalog)


def _holds_sample(settings: "Settings") -> bool:
    if not (settings.home / "shop.db").exists() and settings.database_url is None:
        return False
    with open_catalog(settings) as catalog:
        return is_sample(catalog.stats().source)
