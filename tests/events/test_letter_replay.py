"""Refused events come back, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from database import Database
from events.dead_letter import NewLetter
from events.dead_letters import DeadLetters
from events.event_rules import EventRules, Sender
from events.event_writer import EventWriter
from events.intake import EventIntake
from events.letter_replay import LetterReplay, Repaired
from events.log import EventLog
from events.sent_batch import SentBatch

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHOP, BROWSER = Sender(vouches=True), Sender()


@pytest.fixture
def replay(database: Database) -> LetterReplay:
    return LetterReplay(database, EventRules(), lambda: NOW)


def viewed(message_id: str, **more: Any) -> dict[str, Any]:
    return {"message_id": message_id, "type": "view_item", "properties": {"items": [{"item_id": "tee"}]}, **more}


def take(database: Database, *records: Any, sender: Sender = SHOP, **batch: Any) -> None:
    writer = EventWriter(database)
    intake = EventIntake(writer, EventRules())
    intake.write(intake.judge(SentBatch(records, **batch), sender, NOW)).result(10)
    writer.close()


def letters(database: Database) -> list[Any]:
    return list(DeadLetters(database).all_letters())


def test_three_bad_events_of_a_hundred_are_all_there_after_repair(database: Database, replay: LetterReplay) -> None:
    batch = [viewed(f"m{n}") for n in range(100)]
    for n in (3, 50, 99):
        batch[n] = viewed(f"m{n}", type="view_itm")
    take(database, *batch)
    assert (EventLog(database).count(), len(letters(database))) == (97, 3)
    assert replay.stored().counts == {"refused": 3, "accepted": 0, "duplicate": 0}
    repaired = [Repaired(one.letter_id, one.record | {"type": "view_item"}) for one in letters(database)]
    assert replay.repaired(repaired).counts["accepted"] == 3
    assert (EventLog(database).count(), len(letters(database))) == (100, 0)
    assert replay.repaired(repaired).counts == {"accepted": 0, "duplicate": 3}
    assert EventLog(database).count() == 100


def test_what_the_rules_take_now_comes_back_without_repair_as_of_when_it_came(database: Database) -> None:
    old = viewed("m", timestamp="2024-01-01T00:00:00Z")
    take(database, old)
    later = LetterReplay(database, EventRules(None), lambda: NOW + timedelta(days=400))
    assert later.stored().counts["accepted"] == 1
    assert [line.at.year for line in EventLog(database).lines()] == [2024]


def test_a_wrong_clock_is_put_right_in_a_replay_too(database: Database, replay: LetterReplay) -> None:
    broken = viewed("m", timestamp="2030-01-01T10:00:00Z", type="view_itm")
    take(database, broken, sent_at="2030-01-01T10:05:00Z")
    letter = letters(database)[0]
    replay.repaired([Repaired(letter.letter_id, letter.record | {"type": "view_item"})])
    assert [line.at for line in EventLog(database).lines()] == [NOW - timedelta(minutes=5)]


def test_an_event_without_an_id_counts_once_too(database: Database, replay: LetterReplay) -> None:
    take(database, {"type": "view_item", "properties": {"items": [{"item_id": "tee"}]}})
    (letter,) = letters(database)
    again = [Repaired(letter.letter_id, letter.record)]
    assert replay.repaired(again).counts["accepted"] == 1
    take(database, viewed("other", type="view_itm"))
    assert letters(database)[0].letter_id > letter.letter_id  # no number is given twice
    assert replay.repaired(again).counts["duplicate"] == 1
    assert len(letters(database)) == 1


def test_what_is_still_wrong_stays_with_its_newest_reason(database: Database, replay: LetterReplay) -> None:
    take(database, viewed("m", type="view_itm"))
    (letter,) = letters(database)
    report = replay.repaired([Repaired(letter.letter_id, viewed("m", properties={})), Repaired(None, 5)])
    assert report.counts["refused"] == 2
    assert "no product" in letters(database)[0].reason
    assert report.to_json()["reasons"][str(letter.letter_id)] == letters(database)[0].reason


def test_a_name_that_a_browser_gave_is_not_believed_by_a_replay(database: Database) -> None:
    take(database, viewed("m", user_id="ann", timestamp="2024-01-01T00:00:00Z"), sender=BROWSER)
    assert LetterReplay(database, EventRules(None)).stored().counts["accepted"] == 1
    assert EventLog(database).history("ann", NOW) == []


@pytest.mark.parametrize("said", [{"personalization": False}, {"personalization": "perhaps"}, "no"])
def test_of_who_wants_nothing_kept_a_letter_names_nobody(database: Database, said: Any) -> None:
    told = {"userId": "canary", "anonymousId": "canary", "context": {"ip": "canary"}, "sessionId": "canary"}
    take(database, viewed("m", type="view_itm", consent=said, **told))
    (letter,) = letters(database)
    assert "canary" not in letter.body
    assert "tee" in letter.body


def test_letters_are_kept_once_and_not_for_ever(database: Database) -> None:
    broken = viewed("m", type="view_itm")
    take(database, broken)
    take(database, broken, viewed("n", type="view_itm"))
    assert len(letters(database)) == 2
    kept = DeadLetters(database)
    assert kept.delete_before(NOW) == 0
    assert kept.delete_before(NOW + timedelta(seconds=1)) == 2
    assert kept.count() == 0


def test_what_cannot_be_kept_whole_is_kept_to_be_looked_at(database: Database) -> None:
    take(database, {"a": "x" * 100_000}, {"a": "\ud800\x00"}, b"bytes")
    assert [len(one.body) < 70_000 for one in letters(database)] == [True] * 3
    assert isinstance(letters(database)[0].record, str)
    assert NewLetter.kept("f", "r", {"user_id": 5}, NOW).user_id == "5"
