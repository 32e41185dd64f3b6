"""The sample shop's simulation, which is no installed package, and one year of it."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SHOP = Path(__file__).parents[3] / "examples" / "outfitters"
NAME = "outfitters_simulation"


@pytest.fixture(scope="session")
def year_module() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location(
        NAME, SHOP / "simulation" / "__init__.py", submodule_search_locations=[str(SHOP / "simulation")]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = package
    spec.loader.exec_module(package)
    yield importlib.import_module(f"{NAME}.year")
    for loaded in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[loaded]


@pytest.fixture(scope="session")
def small_year(year_module: ModuleType) -> Any:
    """The year of 400 shoppers."""
    return year_module.simulate(SHOP, n_shoppers=400)
