from datetime import UTC, datetime, timedelta

from catalog.money import Money
from shoppers.memory import MemoryEntry, ShopperMemory
from shoppers.profile import Budget, ShopperProfile
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


def test_what_is_said_now_stands_above_what_was_told():
    told = ShopperProfile(preferences=("Wool",), sizes={"Shoe": "EU 41"}, budget=Budget(max=_pounds(1)))
    memory = _memory(Statement(kind="dislike", value="wool"), Statement(kind="size", name="shoes", value="EU 42"))
    profile = memory.profile(told)
    assert (profile.preferences, profile.dislikes, profile.sizes) == ((), ("wool",), {"shoes": "EU 42"})
    assert profile.budget == told.budget


def test_a_message_takes_back_before_it_states():
    memory = _at(1, "dislike", "wool").joined(_at(2, "preference", "linen"))
    heard = memory.hearing([Statement(kind="preference", value="wool")], ["linen"], "I do like wool", _AT)
    assert [entry.statement.kind for entry in heard.entries] == ["preference"]
    assert heard.profile().preferences == ("wool",)


def test_of_two_memories_the_later_word_holds():
    stored, said = _at(1, "size", "42"), _at(2, "size", "43")
    assert stored.joined(said).profile().sizes == {"size": "43"}
    assert said.joined(stored).profile().sizes == {"size": "43"}


def test_what_was_forgotten_elsewhere_stays_forgotten_until_it_is_said_again():
    said = _at(1, "dislike", "wool")
    own = said.entries[0].entry_id
    for gone in (own, "*"):
        stored = ShopperMemory(forgotten={gone: _AT + timedelta(days=2)})
        assert stored.joined(said).entries == ()
        assert stored.joined(_at(3, "dislike", "wool")).profile().dislikes == ("wool",)


def test_a_long_message_is_not_kept_whole():
    entry = MemoryEntry.stated(Statement(kind="dislike", value="wool"), "no wool " * 500, _AT)
    assert len(entry.because) <= 200


def _at(day, kind, value):
    entry = MemoryEntry.stated(Statement(kind=kind, value=value), "said so", _AT + timedelta(days=day))
    return ShopperMemory(entries=(entry,))


def _pounds(amount):
    return Money(amount=amount, currency="GBP")
