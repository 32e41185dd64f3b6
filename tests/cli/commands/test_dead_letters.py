import json
from datetime import UTC, datetime

import pytest

from database import open_database
from events.dead_letter import NewLetter
from events.dead_letters import keep_letters
from events.masked import masked


def broken(message_id, **more):
    told = {"message_id": message_id, "type": "view_itm", "user_id": "customer-17850", "email": "jane@shop.example"}
    return told | {"properties": {"items": [{"item_id": "tee"}], "query": "call +44 20 7946 0958 \x1b[2J"}} | more


@pytest.fixture
def refused(run, tmp_path):
    """A shop to which two broken events were sent."""
    run("events", "stats")
    database = open_database(f"sqlite:///{tmp_path}/home/shop.db")
    with database.write() as connection:
        letters = [NewLetter.kept("http, secret key", "type: no such", broken(one), datetime.now(UTC)) for one in "ab"]
        keep_letters(connection, letters)
    database.close()
    return run


def test_refused_events_are_listed_with_what_leads_to_a_person_masked(refused):
    for outcome in (refused("events", "dead-letters", "list"), refused("events", "dead-letters", "list", "--json")):
        assert outcome.code == 0
        assert "type: no such" in outcome.out and "tee" in outcome.out
        for canary in ("17850", "jane", "7946", "\x1b"):
            assert canary not in outcome.out
    assert json.loads(refused("events", "dead-letters", "list", "--json", "--limit", "1").out)["n_letters"] == 2


def test_nothing_refused_is_said_so(run):
    assert "No event was refused." in run("events", "dead-letters", "list").out


def test_events_are_written_out_repaired_and_replayed(refused, tmp_path):
    file = tmp_path / "letters.jsonl"
    assert "2 events written" in refused("events", "dead-letters", "list", "--out", str(file)).out
    assert file.stat().st_mode & 0o077 == 0
    assert "customer-17850" in file.read_text()
    file.write_text(file.read_text().replace("view_itm", "view_item", 1))
    outcome = refused("events", "dead-letters", "replay", str(file))
    assert outcome.code == 3 and "1 new, 0 already there" in outcome.out and "1 still refused" in outcome.out
    file.write_text(file.read_text().replace("view_itm", "view_item"))
    told = json.loads(refused("events", "dead-letters", "replay", str(file), "--json").out)
    assert (told["n_accepted"], told["n_duplicate"], told["n_refused"]) == (1, 1, 0)
    assert "No event was refused." in refused("events", "dead-letters", "list").out
    assert json.loads(refused("events", "stats", "--json").out)["n_events"] == 2


def test_without_a_file_the_stored_ones_are_judged_anew(refused):
    outcome = refused("events", "dead-letters", "replay")
    assert outcome.code == 3 and "2 still refused" in outcome.out


@pytest.mark.parametrize("content", ["", "{", "[1]", "\n"])
def test_a_file_that_holds_no_repaired_events_is_refused_whole(refused, tmp_path, content):
    file = tmp_path / "letters.jsonl"
    file.write_text(content)
    assert refused("events", "dead-letters", "replay", str(file)).code == 4
    assert "2 events were refused" in refused("events", "dead-letters", "list").out


def test_masking_leaves_what_helps_to_find_the_fault():
    told = {
        "messageId": "m-1",
        "anonymousId": "abcdef",
        "n": 5,
        "properties": {"price": "12", "name": "Tee", "userId": 7},
    }
    assert masked(told) == {
        "messageId": "m-1",
        "anonymousId": "ab…",
        "n": 5,
        "properties": {"price": "12", "name": "Tee", "userId": "…"},
    }
