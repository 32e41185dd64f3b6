"""The small shop of the API's tests with a model that knows two tastes, and events that show one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import pytest

from recommenders.id_index import IdIndex
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train
from recommenders.recommender import TrainingWatch
from recommenders.registry import Registry
from tests.recommenders.checkerboard import checkerboard

#: In turn of the one taste and of the other, in the order of an index; the last has no events.
TASTES = ("boots", "jacket-lux", "jacket-rain", "jacket-warm", "lamp", "odd/id", "sneaker", "socks", "tent")
ONE, OTHER = set(TASTES[0:8:2]), set(TASTES[1:8:2])


@pytest.fixture(scope="module")
def trained_home(shop_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop with a model that knows two tastes."""
    home = copytree(shop_home, tmp_path_factory.mktemp("trained") / "home")
    data = replace(checkerboard(n_products=8).data, products=IdIndex(TASTES))
    registry = Registry(home)
    artifact = train(data, ItemNeighboursParameters(), TrainingWatch())
    registry.promote("item_neighbours", registry.add(artifact).version)
    return home


def sent(product: str, **more: Any) -> dict[str, Any]:
    told = {"message_id": uuid4().hex, "type": "add_to_cart", "properties": {"items": [{"item_id": product}]}}
    return told | {"timestamp": datetime.now(UTC).isoformat()} | more
