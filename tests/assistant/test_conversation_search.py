"""Looking through kept conversations, on every database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from assistant.conversation import Conversation, Message
from assistant.conversation_search import (
    MAX_SECONDS,
    ConversationFilter,
    ConversationPage,
    ConversationSearch,
    FoundConversation,
    Place,
)
from assistant.conversation_store import SqlConversationStore
from assistant.feedback_store import Feedback, SqlFeedbackStore
from assistant.need import ShoppingNeed
from database.engine import Database

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


class Clock:
    """Moves a second with every look."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.now, self.seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self.seconds
        return self.now


def keep(
    database: Database,
    number: int,
    asked: Sequence[str] = ("a tent",),
    told: str = "Take the Windline.",
    shopper: str | None = None,
    **answer: object,
) -> str:
    conversation_id = f"c_{number:032x}"
    store = SqlConversationStore(database)
    store.create(
        Conversation(
            conversation_id=conversation_id,
            token_hash="",
            created_at=NOON + timedelta(minutes=number),
            shopper_id=shopper,
        )
    )
    for place, words in enumerate(asked):
        given = {"writer": "template", "shown": ("p1",)} | answer
        store.append(
            conversation_id,
            [
                Message(message_id=f"m_{number}_{place}", role="user", content=words, at=NOON, need=ShoppingNeed()),
                Message(message_id=f"a_{number}_{place}", role="assistant", content=told, at=NOON, **given),  # type: ignore[arg-type]
            ],
        )
    return conversation_id


def rate(database: Database, conversation_id: str, number: int, stars: int) -> None:
    SqlFeedbackStore(database).keep(conversation_id, Feedback(f"a_{number}_0", stars, NOON))


def find(database: Database, limit: int = 25, **where: object) -> list[str]:
    page = ConversationSearch(database).find(ConversationFilter(**where), limit=limit)  # type: ignore[arg-type]
    return [one.conversation_id for one in page.found]


def test_the_newest_comes_first_with_what_was_said(database: Database) -> None:
    first = keep(database, 1, ("a tent", "cheaper"), shopper="ann")
    second = keep(database, 2, ("a lamp",))
    page = ConversationSearch(database).find(ConversationFilter())
    assert [one.conversation_id for one in page.found] == [second, first]
    assert page.found[1] == FoundConversation(
        first,
        NOON + timedelta(minutes=1),
        "ann",
        asked=("a tent", "cheaper"),
        told=("Take the Windline.",) * 2,
        writers=("template",),
    )
    assert (page.next_place, page.searched_to) == (None, None)


def test_pages_follow_each_other_and_none_is_told_twice_or_left_out(database: Database) -> None:
    kept = [keep(database, number) for number in range(10)]
    search, place, found = ConversationSearch(database), None, []
    while True:
        page: ConversationPage = search.find(ConversationFilter(), place, limit=3)
        found += [one.conversation_id for one in page.found]
        if page.next_place is None:
            break
        place = Place.read(str(page.next_place))
        assert place == page.next_place
        keep(database, 100 + len(found))  # what begins meanwhile moves nothing
    assert found == kept[::-1]


def test_two_of_the_same_moment_are_told_apart(database: Database) -> None:
    store = SqlConversationStore(database)
    for name in ("c_a", "c_b", "c_c"):
        store.create(Conversation(conversation_id=name, token_hash="", created_at=NOON))
    search = ConversationSearch(database)
    first = search.find(ConversationFilter(), limit=2)
    second = search.find(ConversationFilter(), first.next_place, limit=2)
    assert [one.conversation_id for page in (first, second) for one in page.found] == ["c_c", "c_b", "c_a"]


@pytest.mark.parametrize("text", ["", "soon", "1-", "-c_1", "9" * 30 + "-c_1"])
def test_what_is_no_place_is_the_beginning(text: str) -> None:
    assert Place.read(text) is None


def test_words_are_found_on_either_side_in_any_case_and_all_of_them_must_be_there(database: Database) -> None:
    one = keep(database, 1, ("Ein ZELT für den Süden",), told="Nimm das Windline.")
    keep(database, 2, ("a lamp",))
    assert find(database, words="süden") == [one]
    assert find(database, words="WINDLINE zelt") == [one]
    assert find(database, words="zelt lamp") == []
    assert find(database, words="%") == []


def test_writers_and_shoppers_are_told_apart(database: Database) -> None:
    one = keep(database, 1, writer="claude", shopper="ann")
    two = keep(database, 2, shopper="bob")
    assert find(database, writer="claude") == [one]
    assert find(database, writer="template") == [two]
    assert find(database, is_of=lambda shopper: shopper == "bob") == [two]


def test_endings_are_told_apart(database: Database) -> None:
    whole = keep(database, 1)
    broken = keep(database, 2, is_complete=False, shown=())
    empty = keep(database, 3, shown=())
    assert find(database, ending="whole") == [empty, whole]
    assert find(database, ending="broken_off") == [broken]
    assert find(database, ending="nothing_shown") == [empty]


def test_an_answer_that_needs_no_products_is_no_empty_search(database: Database) -> None:
    store = SqlConversationStore(database)
    conversation, _ = Conversation.begin()
    store.create(conversation)
    asked = Message(
        message_id="m", role="user", content="how do I return it?", at=NOON, need=ShoppingNeed(kind="shop_question")
    )
    store.append(
        conversation.conversation_id, [asked, Message(message_id="a", role="assistant", content="So.", at=NOON)]
    )
    assert find(database, ending="nothing_shown") == []


def test_ratings_are_told_apart(database: Database) -> None:
    good, bad = keep(database, 1), keep(database, 2)
    keep(database, 3)
    rate(database, good, 1, 5)
    rate(database, bad, 2, 1)
    assert find(database, rated="good") == [good]
    assert find(database, rated="bad") == [bad]
    assert find(database, rated="any") == [bad, good]


def test_a_search_that_finds_little_stops_in_time_and_can_go_on(database: Database) -> None:
    wanted = keep(database, 0, ("a yurt",))
    for number in range(1, 9):
        keep(database, number)
    search, where = ConversationSearch(database, Clock(MAX_SECONDS)), ConversationFilter("yurt")
    page = search.find(where, limit=4)
    assert (page.found, page.searched_to) == ((), NOON + timedelta(minutes=5))
    page = search.find(where, page.next_place, limit=4)
    assert page.searched_to == NOON + timedelta(minutes=1)
    assert [one.conversation_id for one in search.find(where, page.next_place, limit=4).found] == [wanted]


def test_the_latest_words_and_their_counts(database: Database) -> None:
    feedback = SqlFeedbackStore(database)
    for number, stars, reason in ((1, 5, None), (2, 1, "wrong_price"), (3, 1, "wrong_price")):
        conversation_id = keep(database, number)
        given = Feedback(f"a_{number}_0", stars, NOON + timedelta(minutes=number), reason, f"word {number}")
        feedback.keep(conversation_id, given)
    assert [tuple(one) for one in feedback.tally()] == [(1, "wrong_price", 2), (5, None, 1)]
    assert [one.comment for _, one in feedback.newest(2)] == ["word 3", "word 2"]
    assert [one.comment for _, one in feedback.newest(2, 2)] == ["word 1"]
    assert [one.comment for _, one in feedback.newest(9, max_stars=2)] == ["word 3", "word 2"]
