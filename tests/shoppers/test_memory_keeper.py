"""What the keeper in the database does beyond what every keeper does (`tests/assistant/test_memory_keepers.py`)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from database import Database
from database.tables import conversations
from events.log import EventLog
from shoppers.conclusions import Conclusions
from shoppers.consent import Consent, ConsentBook
from shoppers.errors import ConsentRequired, EntryUnknown
from shoppers.memory_keeper import MemoryEdit, SqlMemoryKeeper
from shoppers.memory_table import MAX_ENTRIES
from shoppers.statement import Statement

NO_WOOL = Statement(kind="dislike", value="wool")


@pytest.fixture
def keeper(database: Database, conclusions: Conclusions, noon: datetime) -> SqlMemoryKeeper:
    return SqlMemoryKeeper(database, conclusions, lambda: noon)


def values(keeper: SqlMemoryKeeper, shopper_id: str = "ann") -> list[tuple[str, str]]:
    return [(entry.source, entry.statement.value) for entry in keeper.recall(shopper_id).entries]


def test_conclusions_stand_beside_what_was_stated(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("add_to_cart", "f0", "f1", "f2")
    keeper.remember("ann", [NO_WOOL], "no wool")
    assert values(keeper) == [("concluded", "Fjellmark"), ("concluded", "Jackets"), ("stated", "wool")]
    assert keeper.recall("ann").profile().preferences == ()  # what was bought is no stated liking


def test_what_is_stated_wins_over_what_is_concluded(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("add_to_cart", "f0", "f1", "f2")
    keeper.remember("ann", [Statement(kind="dislike", value="fjellmark")], "not Fjellmark")
    assert values(keeper) == [("concluded", "Jackets"), ("stated", "fjellmark")]


def test_a_stated_size_stands_above_a_bought_one(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("purchase", "f0", "f1", "f2", size="M")
    assert keeper.recall("ann").profile().sizes == {"Jackets": "M"}
    keeper.remember("ann", [Statement(kind="size", name="jacket", value="L")], "I take an L in jackets")
    assert keeper.recall("ann").profile().sizes == {"jacket": "L"}


def test_what_is_usually_paid_is_no_budget(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("purchase", "f0", "f1", "f2")
    assert "budget" in [entry.statement.kind for entry in keeper.recall("ann").entries]
    assert keeper.recall("ann").profile().budget is None


def test_a_rejected_conclusion_stays_rejected(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("add_to_cart", "f0", "f1", "f2")
    brand = keeper.recall("ann").entries[0]
    keeper.edit("ann", MemoryEdit(remove=[brand.entry_id]), "settings")
    assert values(keeper) == [("concluded", "Jackets")]
    happened("add_to_cart", "f3", "f4")
    assert values(keeper) == [("concluded", "Jackets")]


def test_conclusions_are_forgotten_with_everything(keeper: SqlMemoryKeeper, happened: Callable[..., None]) -> None:
    happened("add_to_cart", "f0", "f1", "f2")
    assert keeper.forget("ann") == 2
    assert values(keeper) == []


def test_nothing_is_concluded_of_who_withdrew(
    keeper: SqlMemoryKeeper, happened: Callable[..., None], database: Database
) -> None:
    happened("add_to_cart", "f0", "f1", "f2")
    keeper.remember("ann", [NO_WOOL], "no wool")
    keeper.edit("ann", MemoryEdit(consent={"personalize": False}), "settings")
    assert values(keeper) == []
    keeper.remember("ann", [NO_WOOL], "no wool")
    keeper.edit("ann", MemoryEdit(consent={"personalize": True}), "settings")
    assert values(keeper) == [("concluded", "Fjellmark"), ("concluded", "Jackets")]  # what was stated was deleted
    assert ConsentBook(database).of("ann") == Consent()


def test_of_a_browser_nothing_is_concluded_for_the_conversation(
    keeper: SqlMemoryKeeper, happened: Callable[..., None]
) -> None:
    happened("add_to_cart", "f0", "f1", "f2", user_id=None, anonymous_id="a")
    assert keeper.recall("anonymous:a").entries == ()
    assert len(keeper.recall_all("anonymous:a").entries) == 2


def test_an_edit_is_whole_or_nothing(keeper: SqlMemoryKeeper) -> None:
    keeper.remember("ann", [NO_WOOL], "no wool")
    known = keeper.recall("ann").entries[0].entry_id
    add = [Statement(kind="preference", value="linen")]
    with pytest.raises(EntryUnknown, match="e_nothing"):
        keeper.edit("ann", MemoryEdit(add=add, remove=[known, "e_nothing"]), "settings")
    with pytest.raises(ConsentRequired):
        keeper.edit("ann", MemoryEdit(add=add, remove=[known], consent={"personalize": False}), "settings")
    assert values(keeper) == [("stated", "wool")]
    keeper.edit("ann", MemoryEdit(add=add, remove=[known]), "settings")
    assert values(keeper) == [("stated", "linen")]


def test_a_browser_that_agrees_may_be_remembered(keeper: SqlMemoryKeeper) -> None:
    with pytest.raises(ConsentRequired):
        keeper.edit("anonymous:a", MemoryEdit(add=[NO_WOOL]), "settings")
    keeper.edit("anonymous:a", MemoryEdit(add=[NO_WOOL], consent={"personalize": True}), "settings")
    assert values(keeper, "anonymous:a") == [("stated", "wool")]


def test_so_much_is_kept_and_the_oldest_makes_room(database: Database, noon: datetime) -> None:
    moments = (noon + timedelta(seconds=n) for n in range(1_000))
    keeper = SqlMemoryKeeper(database, now=lambda: next(moments))
    for n in range(MAX_ENTRIES + 5):
        keeper.remember("ann", [Statement(kind="preference", value=f"word{n}")], "said so")
    kept = keeper.recall("ann").entries
    assert len(kept) == MAX_ENTRIES
    assert (kept[0].statement.value, kept[-1].statement.value) == ("word5", f"word{MAX_ENTRIES + 4}")


def test_a_claim_is_the_first_word_and_changes_no_other(database: Database) -> None:
    book = ConsentBook(database)
    assert book.claim("anonymous:a") and not book.claim("anonymous:a")
    assert book.of("anonymous:a") == Consent()
    assert book.of("anonymous:b").allows_memory is False and book.of("ann").allows_memory is True
    assert not book.has_withdrawn("anonymous:b")


def test_a_browser_without_a_conversation_is_idle_and_a_withdrawal_is_never(database: Database) -> None:
    book, later = ConsentBook(database), datetime.now(UTC) + timedelta(days=1)
    for name in ("anonymous:idle", "anonymous:busy", "ann"):
        book.claim(name)
    SqlMemoryKeeper(database).edit("anonymous:private", MemoryEdit(consent={"train": False}), "settings")
    with database.write() as connection:
        row = {"conversation_id": "c", "token_hash": "h", "created_at": later, "shopper_id": "anonymous:busy"}
        connection.execute(insert(conversations), row)
    assert book.idle_browsers(later) == ("anonymous:idle",)
    assert book.idle_browsers(datetime.now(UTC) - timedelta(days=1)) == ()


def test_who_does_not_want_models_to_learn_is_known_to_the_log(database: Database, log: EventLog) -> None:
    keeper = SqlMemoryKeeper(database)
    keeper.edit("ann", MemoryEdit(consent={"train": False}), "settings")
    keeper.edit("bob", MemoryEdit(consent={"personalize": False}), "settings")
    keeper.edit("cid", MemoryEdit(consent={"train": True}), "settings")
    assert log.withheld_from_training() == {"ann", "bob"}
