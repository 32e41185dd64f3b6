"""What is prepared before an answer is written, over the small shop and the fakes."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import ModuleType

import pytest

from assistant.brief import Turn, TurnBrief
from assistant.briefing import Briefing
from assistant.conversation import Conversation, Message
from assistant.fakes import MemoryCatalog, UnchangedRanker, WordSearch
from assistant.looking.kind import thing_of
from catalog.candidate import Candidate, Evidence, SearchResult
from catalog.filter import ProductFilter
from catalog.money import Money
from shoppers.profile import Budget, ShopperProfile

NOW = datetime(2026, 11, 20, tzinfo=UTC)
Prepare = Callable[..., TurnBrief]


def conversation(*shown: str) -> Conversation:
    told = Message(message_id="m_1", role="assistant", content="Here.", at=NOW, shown=shown)
    return Conversation(conversation_id="c_1", token_hash="x", created_at=NOW, messages=(told,) if shown else ())


@pytest.fixture
def prepare(small_shop: ModuleType) -> Prepare:
    catalog = MemoryCatalog(small_shop.PRODUCTS, small_shop.POLICIES, small_shop.REVIEWS)
    briefing = Briefing(WordSearch(small_shop.PRODUCTS), UnchangedRanker(), catalog)

    def of(message: str, *shown: str, profile: ShopperProfile | None = None) -> TurnBrief:
        return briefing.prepare(Turn(message, conversation(*shown), profile or ShopperProfile()))

    return of


def ids(brief: TurnBrief) -> set[str]:
    return {candidate.product_id for candidate in brief.candidates}


def test_hard_conditions_hold(prepare: Prepare) -> None:
    brief = prepare("a cycling jacket under 100")
    assert brief.relaxed == ()
    assert ids(brief) and all(product.price.amount <= 10_000 for product in brief.ranked if product.price)


def test_every_candidate_comes_with_its_record(prepare: Prepare) -> None:
    brief = prepare("jacket")
    assert ids(brief) <= brief.products.keys()


def test_where_nothing_passes_the_price_is_dropped_and_named(prepare: Prepare) -> None:
    brief = prepare("a cycling jacket under 5")
    assert brief.candidates and brief.relaxed == ("price",)


def test_an_exclusion_is_never_dropped(prepare: Prepare) -> None:
    brief = prepare("base layer, no merino")
    assert "merino" not in ids(brief)


def test_dislikes_of_the_profile_exclude(prepare: Prepare) -> None:
    assert "merino" not in ids(prepare("base layer", profile=ShopperProfile(dislikes=("merino wool",))))


def test_the_budget_holds_unless_the_message_names_a_price(prepare: Prepare) -> None:
    thrifty = ShopperProfile(budget=Budget(max=Money(amount=9_000, currency="GBP")))
    assert ids(prepare("cycling jacket", profile=thrifty)) == ids(prepare("cycling jacket under 90"))
    assert len(ids(prepare("cycling jacket under 500", profile=thrifty))) > len(
        ids(prepare("cycling jacket", profile=thrifty))
    )


def test_more_shows_other_products(prepare: Prepare) -> None:
    assert "windline" not in ids(prepare("show me more", "windline"))


def test_a_question_about_a_shown_product_brings_its_record_and_reviews(prepare: Prepare) -> None:
    brief = prepare("what do people say about the first one?", "windline", "frostline")
    assert brief.need.references == ("windline",)
    assert [review.review_id for review in brief.reviews["windline"]] == ["1", "2"]


def test_a_product_named_in_full_is_pointed_at_though_it_was_never_shown(prepare: Prepare) -> None:
    brief = prepare("is the Windline Commuter Softshell waterproof?")
    assert [product.id for product in brief.referenced] == ["windline"]


def test_a_shop_question_brings_documents_and_no_products(prepare: Prepare) -> None:
    brief = prepare("what does delivery cost?")
    assert brief.policies[0].source_id == "shipping"
    assert not brief.candidates


def test_small_talk_searches_nothing(prepare: Prepare) -> None:
    brief = prepare("hello!")
    assert (brief.need.kind, brief.candidates) == ("chat", ())


@pytest.mark.parametrize(
    ("text", "thing"),
    [("watch for my husband", "watch"), ("garden hose", "hose"), ("tent", "tent"), ("boots in size 43", "boots")],
)
def test_the_thing_is_the_word_before_the_first_preposition(text: str, thing: str) -> None:
    assert thing_of(text) == thing


class FaintSearch:
    """Finds everything, with little meaning in common, and remembers what it was asked."""

    def __init__(self, small_shop: ModuleType) -> None:
        self.asked: list[str] = []
        self._ids = [product.id for product in small_shop.PRODUCTS]

    def search(self, text: str, where: ProductFilter, limit: int, also: Sequence[str] = ()) -> SearchResult:
        self.asked.append(text)
        evidence = (Evidence("semantic", 0.2),)
        return SearchResult(tuple(Candidate(i, 1.0, evidence) for i in self._ids), len(self._ids))


def test_a_faint_find_is_searched_again_more_broadly_before_it_is_called_weak(small_shop: ModuleType) -> None:
    search = FaintSearch(small_shop)
    briefing = Briefing(search, UnchangedRanker(), MemoryCatalog(small_shop.PRODUCTS))
    assert briefing.prepare(Turn("garden hose", conversation())).is_weak
    assert search.asked == ["garden hose", "hose"]


def test_a_faint_find_whose_title_names_the_thing_is_not_weak(small_shop: ModuleType) -> None:
    briefing = Briefing(FaintSearch(small_shop), UnchangedRanker(), MemoryCatalog(small_shop.PRODUCTS))
    assert not briefing.prepare(Turn("softshell for my aunt", conversation())).is_weak


def test_an_errand_is_about_the_product_it_names_though_none_was_shown(prepare: Prepare) -> None:
    brief = prepare("add the Windline Commuter Softshell to my cart")
    assert brief.errand == "cart"
    assert brief.need.references == ("windline",)
    assert "windline" in brief.products


def test_an_errand_that_names_nothing_sold_is_about_nothing(prepare: Prepare) -> None:
    assert prepare("put the Zephyr Parka in my cart").need.references == ()


def test_the_first_of_an_order_are_what_is_to_be_compared(prepare: Prepare) -> None:
    brief = prepare("compare the two cheapest jackets")
    prices = [product.price.amount for product in brief.referenced if product.price]
    dearer = [p.price.amount for p in brief.ranked if p.price and p.id not in brief.need.references]
    assert len(prices) == 2
    assert dearer and max(prices) <= min(dearer)
