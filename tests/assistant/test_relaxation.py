from datetime import UTC, datetime

import pytest

from assistant.brief import Turn
from assistant.conversation import Conversation, Message
from assistant.kinds import with_kinds
from assistant.need import PriceWish, ShoppingNeed
from assistant.relaxation import conditions, relaxations
from catalog.filter import ProductFilter

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SHOWN = Message(message_id="m_1", role="assistant", content="", at=NOW, shown=("a", "b"))
TURN = Turn("x", Conversation(conversation_id="c_1", token_hash="x", created_at=NOW, messages=(SHOWN,)))


def test_conditions_are_dropped_one_after_the_other_and_named() -> None:
    need = ShoppingNeed(brands=("Acme",), price=PriceWish(max=1_000), rating_min=4, in_stock=True, exclude=("wool",))
    steps = list(relaxations(need, TURN))
    assert [dropped for _, dropped in steps] == [
        (),
        ("rating",),
        ("rating", "in_stock"),
        ("rating", "in_stock", "price"),
        ("rating", "in_stock", "price", "brands"),
    ]
    assert steps[-1][0] == ProductFilter(exclude_terms=with_kinds(("wool",)))


def test_without_conditions_there_is_nothing_to_drop() -> None:
    assert list(relaxations(ShoppingNeed(text="tent"), TURN)) == [(ProductFilter(), ())]


def test_about_a_price_is_half_of_it_either_way() -> None:
    where = conditions(ShoppingNeed(price=PriceWish(about=10_000)), TURN)
    assert (where.price_min, where.price_max) == (5_000, 15_000)


def test_more_leaves_out_what_was_shown() -> None:
    assert conditions(ShoppingNeed(more=True), TURN).exclude_ids == ("a", "b")


def test_what_is_ruled_out_is_ruled_out_in_all_its_kinds() -> None:
    assert {"leather", "suede"} <= set(conditions(ShoppingNeed(exclude=("leather",)), TURN).exclude_terms)
    assert with_kinds(("wool socks", "Sony"))[:2] == ("wool socks", "merino socks")
    assert "Sony" in with_kinds(("wool socks", "Sony"))


@pytest.mark.parametrize(
    ("said", "ruled_out"),
    [("knives", "knife"), ("clothes", "beanie"), ("shoes", "sandal"), ("synthetic fabrics", "polyester")],
)
def test_a_word_rules_out_what_records_call_by_another(said: str, ruled_out: str) -> None:
    assert ruled_out in with_kinds((said,))
