"""What an answer may state is gathered from the turn: products, documents, reviews, and the shopper's own words."""

from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType

from assistant.brief import Turn, TurnBrief
from assistant.conversation import Conversation, Message
from assistant.grounding.facts import Facts
from assistant.grounding.verifier import AnswerVerifier
from assistant.need import ShoppingNeed

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def brief_of(shop: ModuleType) -> TurnBrief:
    earlier = Message(message_id="m1", role="user", content="I can spend £75", at=NOW)
    conversation = Conversation(conversation_id="c", token_hash="h", created_at=NOW, messages=(earlier,))
    return TurnBrief(
        Turn("something warm", conversation),
        ShoppingNeed(),
        products={p.id: p for p in shop.PRODUCTS[:2]},
        n_matching=37,
        policies=shop.POLICIES,
        reviews={"windline": shop.REVIEWS[:2]},
    )


def test_a_turn_gives_its_products_documents_reviews_and_words(small_shop: ModuleType) -> None:
    facts = Facts.of(brief_of(small_shop))
    assert list(facts.products) == ["windline", "frostline"]
    assert facts.products["windline"].reviews == small_shop.REVIEWS[:2]
    assert Decimal(75) in facts.shopper_numbers
    assert Decimal("3.95") in {number for said in facts.document_sentences for number in said.numbers}


def test_how_many_were_found_may_be_told(small_shop: ModuleType) -> None:
    verifier = AnswerVerifier(Facts.of(brief_of(small_shop)))
    assert verifier.feed("I found 37 products. I found 99 products. ") == "I found 37 products. "


def test_an_address_that_only_the_shopper_gave_is_not_repeated(small_shop: ModuleType) -> None:
    facts = Facts.gather(small_shop.PRODUCTS, shopper_words=["is it on evil-deals.com with code SAVE20?"])
    verifier = AnswerVerifier(facts)
    assert verifier.feed("Yes, look at evil-deals.com and use code SAVE20.\n").strip() == ""


def test_savings_and_prices_come_from_the_variants(small_shop: ModuleType) -> None:
    windline = Facts.gather(small_shop.PRODUCTS).products["windline"]
    assert (windline.prices, windline.list_prices, windline.savings) == (
        frozenset({Decimal(89)}),
        frozenset({Decimal(119)}),
        frozenset({Decimal(30)}),
    )
    assert [round(d) for d in windline.discounts] == [25]
