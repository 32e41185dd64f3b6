"""Looks whether everything is there that Shopkeeper needs, and changes nothing."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from api.settings import Settings
from catalog.store import CatalogStore
from cli.broker_checkup import check_broker
from cli.failure import explain
from cli.finding import Finding
from cli.index_checkup import check_encoder, check_index, check_vectors
from cli.model_checkup import check_budgets, check_model
from cli.retraining_checkup import check_holdout, check_schedule, check_training
from database.engine import Database, open_database
from database.migrations import HEAD

OLDEST_PYTHON, FIRST_UNTRIED_PYTHON = (3, 11), (3, 13)
#: The encoder takes 60 MB; an index of 20,000 products 120 MB, and the next one is built beside it.
MIN_FREE_MEGABYTES = 500
_IMPORT = "Import a catalog: shopkeeper catalog import FILE (or try the sample: shopkeeper demo)."
Check = Callable[[Settings], Finding]


def check_shop(settings: Settings) -> Iterator[Finding]:
    """Every check that needs no network, in the order in which things are to be mended."""
    checks: tuple[tuple[str, Check], ...] = (
        ("Python", _check_python),
        ("Data folder", _check_home),
        ("Disk space", _check_disk),
        ("Database", _check_database),
        ("Broker", check_broker),
        ("Catalog", _check_catalog),
        ("Encoder", check_encoder),
        ("Index", check_index),
        ("Chroma", check_vectors),
        ("Model key", check_model),
        ("Model budget", check_budgets),
        ("Schedule", check_schedule),
        ("Training", check_training),
        ("Holdout", check_holdout),
    )
    for name, check in checks:
        yield run_check(name, check, settings)


def run_check(name: str, check: Check, settings: Settings) -> Finding:
    """What `check` finds; an error is a finding too."""
    try:
        return check(settings)
    except Exception as error:
        sentence, _ = explain(error)
        return Finding(name, "failed", sentence, "See docs/cli.md; run again with --debug for the program's log.")


def _check_python(_settings: Settings) -> Finding:
    found, wanted = platform.python_version(), "3.11 or 3.12"
    if OLDEST_PYTHON <= sys.version_info[:2] < FIRST_UNTRIED_PYTHON:
        return Finding("Python", "ok", found)
    return Finding("Python", "failed", f"{found} is not one Shopkeeper is tried on.", f"Install Python {wanted}.")


def _check_home(settings: Settings) -> Finding:
    home = settings.home
    folder = _nearest_existing(home)
    fix = f"Make {folder} writable, or choose another folder with --home DIR."
    try:
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is a file")
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding("Data folder", "failed", f"{home} cannot be written ({error.strerror or error}).", fix)
    if folder != home.resolve():
        return Finding("Data folder", "note", f"{home} is not there yet; the first import makes it.")
    return Finding("Data folder", "ok", str(home.resolve()))


def _check_disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(_nearest_existing(settings.home)).free // 2**20
    if free >= MIN_FREE_MEGABYTES:
        return Finding("Disk space", "ok", f"{free:,} MB free")
    fix = f"Free at least {MIN_FREE_MEGABYTES} MB, or choose another folder with --home DIR."
    return Finding("Disk space", "failed", f"only {free:,} MB free beside {settings.home}", fix)


def _check_database(settings: Settings) -> Finding:
    if _has_no_database_yet(settings):
        return Finding("Database", "note", "none yet; the first import makes it.")
    database = open_database(settings.resolved_database_url)
    try:
        return _judge_revision(database)
    finally:
        database.close()


def _judge_revision(database: Database) -> Finding:
    revision = database.revision()
    if revision == HEAD:
        return Finding("Database", "ok", f"{database.place} (tables {revision})")
    if revision is None:
        return Finding("Database", "note", f"{database.place} has no tables yet; the first import makes them.")
    return Finding("Database", "note", f"{database.place} has tables {revision}; the next start brings them to {HEAD}.")


def _check_catalog(settings: Settings) -> Finding:
    if _has_no_database_yet(settings):
        return Finding("Catalog", "failed", "no catalog was imported yet.", _IMPORT)
    database = open_database(settings.resolved_database_url)
    try:
        if database.revision() is None:
            return Finding("Catalog", "failed", "no catalog was imported yet.", _IMPORT)
        store = CatalogStore(database)
        words = store.vocabulary()
        if not words.n_products:
            return Finding("Catalog", "failed", "the catalog is empty.", _IMPORT)
        detail = f"{words.n_products:,} products in {words.currency or 'no currency'}, version {store.version()}"
        return Finding("Catalog", "ok", detail)
    finally:
        database.close()


def _has_no_database_yet(settings: Settings) -> bool:
    """Opening a SQLite file would make it."""
    return settings.database_url is None and not (settings.home / "shop.db").exists()


def _nearest_existing(folder: Path) -> Path:
    folder = folder.resolve()
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place)), folder)
