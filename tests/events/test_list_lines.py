"""What a report reads of the log, in every database."""

import pytest

from database import Database
from events.list_lines import newest_us, read_list_lines
from events.log import EventLog
from tests.shown_log import HOUR_US, START_US, make_event


@pytest.fixture
def told(log: EventLog, database: Database) -> Database:
    log.append(
        [
            make_event("shown", 1, "a", "b", list_id="l1", policy="chat/blend", conversation="c1"),
            make_event("shown", 2, list_id="l2", policy="search/words", conversation="c2"),
            make_event("view_item", 3, "a"),
            make_event("select_item", 4, "a", list_id="l1"),
            make_event("search", 5, list_id="l3"),
            make_event("view_item_list", 6, "a", "b", list_id="l3"),
            make_event("purchase", 7, "b", price=10, order="o1"),
            make_event("purchase", 8, "b", price=10, order="o1"),
            make_event("refund", 9, "b", price=10),
        ]
    )
    return database


def test_lists_come_with_their_conversations_and_acts_only_where_they_name_a_list(told: Database) -> None:
    found = [
        (line.type, line.product_id, line.policy, conversation)
        for line, conversation in read_list_lines(told, None, None)
    ]
    assert found == [
        ("shown", "a", "chat/blend", "c1"),
        ("shown", "b", "chat/blend", None),
        ("shown", None, "search/words", "c2"),
        ("select_item", "a", None, None),
        ("purchase", "b", None, None),  # an order that is told twice is there once
        ("refund", "b", None, None),
    ]


def test_a_window_has_its_beginning_and_not_its_end(told: Database) -> None:
    lines = read_list_lines(told, START_US + 2 * HOUR_US, START_US + 7 * HOUR_US)
    assert [line.at_us - START_US for line, _ in lines] == [2 * HOUR_US, 4 * HOUR_US]


def test_who_does_not_agree_is_in_no_conversation(log: EventLog, database: Database) -> None:
    event = make_event("shown", 1, "a", list_id="l1", policy="chat/blend", conversation="c1")
    refused = event.model_copy(update={"consent": event.consent.model_copy(update={"personalization": False})})
    log.append([refused])
    ((line, conversation),) = read_list_lines(database, None, None)
    assert (line.list_id, line.policy, line.shopper_id, conversation) == ("l1", "chat/blend", None, None)


def test_the_newest_event_is_of_any_type(told: Database) -> None:
    assert newest_us(told) == START_US + 9 * HOUR_US


def test_an_empty_log_has_no_newest_event(database: Database) -> None:
    assert newest_us(database) is None
    assert list(read_list_lines(database, None, None)) == []
