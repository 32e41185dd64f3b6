from datetime import UTC, datetime

from catalog.money import Money
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.statement import Statement

_AT = datetime(2026, 11, 20, tzinfo=UTC)


def _memory(*statements: Statement) -> ShopperMemory:
    return ShopperMemory(
        entries=tuple(
            MemoryEntry(entry_id=str(n), statement=statement, source="stated", because="said so", at=_AT)
            for n, statement in enumerate(statements)
        )
    )


def test_what_is_remembered_becomes_a_profile():
    limit = Money(amount=12_000, currency="GBP")
    profile = _memory(
        Statement(kind="preference", value="merino"),
        Statement(kind="dislike", value="polyester"),
        Statement(kind="size", name="shoe", value="EU 42"),
        Statement(kind="budget", limit=limit),
        Statement(kind="recipient", name="dad", value="loves cycling"),
    ).profile()
    assert profile.preferences == ("merino",)
    assert profile.dislikes == ("polyester",)
    assert profile.sizes == {"shoe": "EU 42"}
    assert profile.budget and profile.budget.max == limit


def test_a_later_statement_takes_back_an_earlier_one():
    wool = {"value": "wool"}
    assert _memory(Statement(kind="preference", **wool), Statement(kind="dislike", **wool)).profile().preferences == ()
    assert _memory(Statement(kind="dislike", **wool), Statement(kind="preference", **wool)).profile().dislikes == ()


def test_nothing_remembered_is_an_empty_profile():
    assert ShopperMemory().profile().is_empty
