"""A shop with a training, made once for all tests of commands that train."""

import shutil
from pathlib import Path

import pytest

from cli.launch import Launch
from cli.main import main
from tests.cli.conftest import Run
from tests.cli.regular_customers import write_orders


@pytest.fixture(scope="session")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter of orders."""
    return write_orders(tmp_path_factory.mktemp("orders") / "orders.csv", 0, 6)


@pytest.fixture(scope="session")
def trained_home(tmp_path_factory: pytest.TempPathFactory, orders: Path) -> Path:
    """A shop that has no catalog yet, its orders imported and popularity trained; copy it, it is everybody's."""
    home = tmp_path_factory.mktemp("trained") / "home"
    assert main(["events", "import", str(orders), "--currency", "GBP"], Launch(home=home)) in (0, 3)
    assert main(["train", "popularity"], Launch(home=home)) == 0
    return home


@pytest.fixture
def trained(run: Run, trained_home: Path, tmp_path: Path) -> Run:
    """Runs commands on a copy of it, in `tmp_path / "home"`."""
    shutil.copytree(trained_home, tmp_path / "home")
    return run
