import json

import pytest

from catalog.money import Money
from database import open_database
from shoppers.memory_keeper import SqlMemoryKeeper
from shoppers.statement import Statement


@pytest.fixture
def ann(shop, tmp_path):
    """The shop, and what `ann` stated."""
    database = open_database(f"sqlite:///{tmp_path}/home/shop.db")
    stated = [
        Statement(kind="dislike", value="wool \x1b[31m"),
        Statement(kind="size", name="shoe", value="EU 42"),
        Statement(kind="budget", limit=Money(amount=12_000, currency="GBP")),
    ]
    SqlMemoryKeeper(database).remember("ann", stated, "no wool, 42, 120 at most")
    database.close()
    return shop


def test_what_is_remembered_is_shown_for_people_and_for_programs(ann):
    out = ann("shoppers", "show", "ann").out
    assert "Agreed: serve yes, personalize yes, train yes" in out
    assert "stated     dislikes  wool" in out and "shoe EU 42" in out and "£120.00" in out
    assert "\x1b" not in out
    told = json.loads(ann("shoppers", "show", "ann", "--json").out)
    assert told["profile"]["sizes"] == {"shoe": "EU 42"} and len(told["entries"]) == 3


def test_of_a_stranger_nothing_is_remembered(run):
    outcome = run("shoppers", "show", "nobody")
    assert outcome.code == 0 and "Nothing is remembered" in outcome.out
    assert "personalize no" in run("shoppers", "show", "anonymous:a").out


def test_words_forget_what_they_mean_and_none_forget_all(ann):
    assert ann("shoppers", "forget", "ann", "shoe size", "silk").out == "Forgotten: entries 1\n"
    assert json.loads(ann("shoppers", "forget", "ann", "--json").out) == {"n_entries": 2}
    assert "Nothing is remembered" in ann("shoppers", "show", "ann").out


def test_a_shopper_is_handed_over_and_erased(ann):
    ann("ask", "a jacket", "--shopper", "ann")
    export = json.loads(ann("shoppers", "export", "ann").out)
    assert (len(export["entries"]), len(export["conversations"])) == (3, 1)
    assert [event["type"] for event in export["events"]] == ["shown"]
    out = json.loads(ann("shoppers", "forget", "ann", "--erase", "--json").out)
    assert out == {"n_entries": 3, "n_conversations": 1, "n_events": 1}
    export = json.loads(ann("shoppers", "export", "ann", "--json").out)
    assert (export["entries"], export["conversations"]) == ([], [])


def test_erasing_takes_no_words(ann):
    assert ann("shoppers", "forget", "ann", "wool", "--erase").code == 2


def test_the_terminal_knows_what_a_shopper_said_before(ann):
    brief = json.loads(ann("ask", "a jacket", "--shopper", "ann", "--dry-run").out)
    assert "EU 42" in brief["prompt"]
    assert "EU 42" not in json.loads(ann("ask", "a jacket", "--dry-run").out)["prompt"]
