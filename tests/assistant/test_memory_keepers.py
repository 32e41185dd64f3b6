"""One set of assertions for every memory keeper, real and fake."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.fakes import InMemoryKeeper
from assistant.ports import MemoryKeeper
from catalog.money import Money
from database.engine import open_database
from shoppers.memory_keeper import SqlMemoryKeeper
from shoppers.statement import Statement

NO_WOOL = Statement(kind="dislike", value="wool socks")
SHOE = Statement(kind="size", name="shoe", value="EU 42")
BUDGET = Statement(kind="budget", limit=Money(amount=12_000, currency="GBP"))
DAD = Statement(kind="recipient", name="dad", value="loves cycling")


@pytest.fixture(params=["sql", "memory"])
def keeper(request: Any, tmp_path: Path) -> Iterator[MemoryKeeper]:
    if request.param == "memory":
        yield InMemoryKeeper()
        return
    database = open_database(f"sqlite:///{tmp_path / 'shop.db'}")
    database.migrate()
    yield SqlMemoryKeeper(database)
    database.close()


def statements(keeper: MemoryKeeper, shopper_id: str = "ann") -> list[Statement]:
    return [entry.statement for entry in keeper.recall(shopper_id).entries]


def test_what_was_stated_comes_back_with_words_source_and_date(keeper: MemoryKeeper) -> None:
    keeper.remember("ann", [NO_WOOL, SHOE], "no wool socks, and I take a 42")
    keeper.remember("ann", [BUDGET, DAD], "120 at most; it is for dad, he loves cycling")
    assert sorted(statements(keeper), key=repr) == sorted([NO_WOOL, SHOE, BUDGET, DAD], key=repr)
    entries = keeper.recall("ann").entries
    assert {entry.source for entry in entries} == {"stated"}
    assert {entry.because for entry in entries if entry.statement == SHOE} == {"no wool socks, and I take a 42"}
    assert all(entry.at.tzinfo for entry in entries)
    profile = keeper.recall("ann").profile()
    assert (profile.dislikes, profile.sizes) == (("wool socks",), {"shoe": "EU 42"})


def test_saying_it_again_keeps_it_once_and_newer(keeper: MemoryKeeper) -> None:
    keeper.remember("ann", [NO_WOOL], "no wool socks")
    before = keeper.recall("ann").entries[0]
    keeper.remember("ann", [Statement(kind="dislike", value="Wool Sock")], "really, no wool")
    (after,) = keeper.recall("ann").entries
    assert after.entry_id == before.entry_id and after.at >= before.at and after.because == "really, no wool"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NO_WOOL, Statement(kind="preference", value="wool socks")),
        (Statement(kind="preference", value="wool socks"), NO_WOOL),
        (SHOE, Statement(kind="size", name="shoes", value="EU 43")),
        (BUDGET, Statement(kind="budget", limit=Money(amount=5_000, currency="GBP"))),
    ],
)
def test_a_contradiction_replaces_what_it_contradicts(keeper: MemoryKeeper, old: Statement, new: Statement) -> None:
    keeper.remember("ann", [old], "before")
    keeper.remember("ann", [new], "after")
    assert statements(keeper) == [new]


def test_shoppers_are_strangers_to_each_other(keeper: MemoryKeeper) -> None:
    keeper.remember("ann", [NO_WOOL], "no wool socks")
    keeper.remember("bob", [SHOE], "42")
    keeper.forget("bob")
    assert statements(keeper) == [NO_WOOL]
    assert statements(keeper, "bob") == statements(keeper, "nobody") == []


def test_what_has_the_words_is_forgotten_and_nothing_else(keeper: MemoryKeeper) -> None:
    keeper.remember("ann", [NO_WOOL, SHOE, BUDGET], "all of it")
    assert keeper.forget("ann", ["wool"]) == 1
    assert keeper.forget("ann", ["silk"]) == 0
    assert keeper.forget("ann", ["shoe size", "budget"]) == 2
    assert statements(keeper) == []


@pytest.mark.parametrize("words", [(), ("*",)])
def test_everything_is_forgotten_at_once(keeper: MemoryKeeper, words: tuple[str, ...]) -> None:
    keeper.remember("ann", [NO_WOOL, SHOE], "all of it")
    said = keeper.recall("ann")
    assert keeper.forget("ann", words) == 2
    assert keeper.recall("ann").joined(said).entries == ()  # a conversation that goes on does not bring it back
    keeper.remember("ann", [NO_WOOL], "again")
    assert statements(keeper) == [NO_WOOL]


def test_a_browser_that_did_not_agree_is_not_remembered(keeper: MemoryKeeper) -> None:
    keeper.remember("anonymous:a", [NO_WOOL], "no wool socks")
    assert statements(keeper, "anonymous:a") == []


def test_nothing_stated_is_nothing_kept(keeper: MemoryKeeper) -> None:
    keeper.remember("ann", [], "hello")
    assert statements(keeper) == [] and keeper.forget("ann") == 0
