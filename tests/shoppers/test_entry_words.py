import pytest

from catalog.money import Money
from shoppers.entry_words import entry_id_of, is_meant, without
from shoppers.profile import Budget, ShopperProfile
from shoppers.statement import Statement

LIMIT = Money(amount=12_000, currency="GBP")
NO_WOOL = Statement(kind="dislike", value="wool socks")
SHOE = Statement(kind="size", name="shoe", value="EU 42")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NO_WOOL, Statement(kind="preference", value="Wool Socks")),
        (NO_WOOL, Statement(kind="dislike", value="wool sock")),
        (SHOE, Statement(kind="size", name="Shoes", value="EU 43")),
        (Statement(kind="size", value="M"), Statement(kind="size", name="size", value="L")),
        (Statement(kind="budget", limit=LIMIT), Statement(kind="budget", limit=Money(amount=1, currency="GBP"))),
    ],
)
def test_a_repetition_and_a_contradiction_have_the_same_id(one, other):
    assert entry_id_of(one) == entry_id_of(other)


def test_different_things_have_different_ids():
    told = [
        NO_WOOL,
        SHOE,
        Statement(kind="dislike", value="wool"),
        Statement(kind="size", name="jacket", value="EU 42"),
        Statement(kind="budget", limit=LIMIT),
        Statement(kind="recipient", name="dad", value="loves cycling"),
        Statement(kind="recipient", name="dad", value="size L"),
        Statement(kind="preference", value="絹"),
        Statement(kind="preference", value="🧥"),
        Statement(kind="preference", value="☕"),
    ]
    assert len({entry_id_of(one) for one in told}) == len(told)


def test_words_mean_what_has_all_of_them():
    assert is_meant(NO_WOOL, ["wool"]) and is_meant(NO_WOOL, ["the budget", "socks"])
    assert not is_meant(NO_WOOL, ["wool hats"]) and not is_meant(NO_WOOL, [])
    assert is_meant(SHOE, ["shoe size"]) and is_meant(SHOE, ["42"])
    assert is_meant(Statement(kind="budget", limit=LIMIT), ["budget"])
    assert is_meant(SHOE, ["*"]) and not is_meant(SHOE, ["", "!!"])


def test_a_profile_loses_what_the_words_mean():
    profile = ShopperProfile(
        preferences=("merino wool", "blue"), dislikes=("wool socks",), sizes={"shoe": "42"}, budget=Budget(max=LIMIT)
    )
    left = without(profile, ["wool", "budget"])
    assert (left.preferences, left.dislikes, left.sizes, left.budget) == (("blue",), (), {"shoe": "42"}, None)
    assert without(profile, ["*"]).is_empty
    assert without(profile, []) is profile
