import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from database import DatabaseUnavailable, open_database
from database.tables import event_lines, events
from events.event import Event
from events.event_line import EventLine
from events.log import EventLog


def products(lines):
    return [line.product_id for line in lines]


def test_a_new_event_is_stored_and_its_repetition_is_a_duplicate(log, make_event):
    batch = [make_event("m1", "a"), make_event("m2", "b"), make_event("m1", "c")]
    assert log.append(batch).verdicts == ("stored", "stored", "duplicate")
    again = log.append([make_event("m2", "b"), make_event("m3", "d")])
    assert again.verdicts == ("duplicate", "stored")
    assert (again.n_stored, again.n_duplicates) == (1, 1)
    assert log.count() == 3
    assert products(log.lines()) == ["a", "b", "d"]


def test_a_purchase_counts_once_however_often_it_is_reported(log, make_event):
    bought = {"type": "purchase", "properties": {"transaction_id": "t1"}}
    assert log.append([make_event("m1", "a", **bought), make_event("m2", "a", **bought)]).verdicts == (
        "stored",
        "duplicate",
    )
    assert log.append([make_event("m3", "a", **bought)]).verdicts == ("duplicate",)
    refund = bought | {"type": "refund"}
    assert log.append([make_event("m4", "a", **refund)]).verdicts == ("stored",)
    assert products(log.lines()) == ["a", "a"]


def test_nothing_to_append_is_nothing(log):
    assert log.append([]).verdicts == ()
    assert log.count() == 0


def test_a_large_batch_is_stored_whole(log, make_event):
    appended = log.append([make_event(f"m{n}", "a", "b", minute=n) for n in range(3_000)])
    assert appended.n_stored == 3_000
    assert len(list(log.lines())) == 6_000


def test_a_history_is_the_newest_lines_of_one_shopper_oldest_first(log, make_event, noon):
    log.append([make_event(f"m{n}", f"p{n}", minute=n) for n in (3, 1, 2, 4)])
    log.append([make_event("other", "x", user_id="bob")])
    assert products(log.history("ann", noon + timedelta(hours=1))) == ["p1", "p2", "p3", "p4"]
    assert products(log.history("ann", noon + timedelta(hours=1), limit=2)) == ["p3", "p4"]
    assert products(log.history("ann", noon + timedelta(minutes=3))) == ["p1", "p2"]
    assert log.history("nobody", noon) == []


def test_what_happened_at_one_moment_is_ordered_the_same_in_whatever_order_it_came(log, make_event, noon):
    first, second = make_event("m1", "c", "a", session_id="s"), make_event("m2", "b", session_id="s")
    for whose, batch in (("ann", [first, second]), ("bob", [second, first])):
        own = [one.model_copy(update={"user_id": whose, "message_id": f"{whose} {one.message_id}"}) for one in batch]
        for one in own:
            log.append([one])
    soon = noon + timedelta(minutes=1)
    assert products(log.history("ann", soon)) == products(log.history("bob", soon)) == ["a", "b", "c"]
    assert products(log.history("ann", soon, limit=2)) == products(log.history("bob", soon, limit=2)) == ["b", "c"]


def test_a_list_stands_before_what_came_of_it_at_the_same_moment(log, make_event):
    log.append([make_event("m1", "a", type="purchase"), make_event("m2", "a", type="add_to_cart")])
    log.append([make_event("m3", "a", type="shown"), make_event("m0", "a", type="refund")])
    assert [line.type for line in log.lines()] == ["shown", "add_to_cart", "purchase", "refund"]


def test_of_an_order_told_twice_the_earliest_telling_counts_whichever_arrives_first(log, make_event):
    order = {"type": "purchase", "properties": {"transaction_id": "t1"}}
    late = make_event("m1", "a", "b", minute=2, **order)
    early = make_event("m2", "a", minute=1, **order)
    later = make_event("m0", "c", minute=3, **order)
    assert log.append([late]).verdicts == ("stored",)
    assert log.append([later, early]).verdicts == ("duplicate", "duplicate")
    assert log.append([late]).verdicts == ("duplicate",)
    assert [(line.message_id, line.product_id, line.at) for line in log.lines()] == [("m2", "a", early.timestamp)]
    assert log.count() == 1


def test_an_order_that_is_told_under_the_id_of_another_event_is_left_as_it_was(log, make_event):
    order = {"type": "purchase", "properties": {"transaction_id": "t1"}}
    log.append([make_event("m1", "a", minute=2, **order), make_event("m2", "x")])
    assert log.append([make_event("m2", "b", minute=1, **order)]).verdicts == ("duplicate",)
    assert products(log.lines()) == ["x", "a"]


def test_a_history_holds_what_the_shopper_did_and_not_what_was_put_before_them(log, make_event, noon):
    log.append(
        [
            make_event("m1", "shown", type="shown"),
            make_event("m2", "listed", type="view_item_list"),
            make_event("m3", type="search", properties={"query": "hat"}),
            make_event("m4", "rated", type="rate_item", properties={"rating": 2}),
        ]
    )
    (line,) = log.history("ann", noon + timedelta(minutes=1))
    assert (line.product_id, line.rating, line.at, line.at_seconds) == ("rated", 2.0, noon, int(noon.timestamp()))


def test_a_history_is_read_from_the_index_alone(log, database):
    if not database.is_sqlite:
        pytest.skip("SQLite says in its plan when an index is enough")
    with database.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT type, product_id, session_id, quantity, price_minor, currency, rating, at_us "
            "FROM event_lines WHERE shopper_id = 'ann' AND deliberate = 1 AND at_us < 9 "
            "ORDER BY at_us DESC, product_id DESC, type DESC, quantity DESC LIMIT 200"
        ).all()
    assert len(plan) == 2
    assert "RIGHT PART" in str(plan[-1]) or "LAST 3 TERMS" in str(
        plan[-1]
    )  # only what happened at one moment is sorted
    assert "USING COVERING INDEX event_lines_by_shopper" in str(plan[0])


def test_a_session_is_the_lines_of_one_visit(log, make_event, noon):
    log.append(
        [
            make_event("m1", "a", session_id="s1"),
            make_event("m2", "b", session_id="s2", minute=1),
            make_event("m3", "c", session_id="s1", minute=2, user_id=None, anonymous_id="x"),
        ]
    )
    assert products(log.session("s1", noon + timedelta(hours=1))) == ["a", "c"]


def test_a_window_is_read_in_order_of_time(log, make_event, noon):
    log.append([make_event(f"m{n}", f"p{n}", minute=n) for n in (5, 2, 4, 3)])
    assert products(log.lines()) == ["p2", "p3", "p4", "p5"]
    assert products(log.lines(noon + timedelta(minutes=3), noon + timedelta(minutes=5))) == ["p3", "p4"]


def test_a_line_comes_back_as_it_was_written(log, make_event, noon):
    item = {"item_id": "a", "price": 2.55, "quantity": 6, "index": 3, "policy": "blend", "propensity": 0.25}
    log.append(
        [
            make_event(
                "m1",
                type="shown",
                session_id="s1",
                attribution={"list_id": "l1"},
                properties={"currency": "GBP", "items": [item], "query": "lantern"},
            )
        ]
    )
    expected = EventLine(
        "m1", "shown", "ann", "s1", "a", 6, 255, "GBP", None, 3, "l1", "blend", 0.25, "lantern",
        int(noon.timestamp()) * 1_000_000, True,
    )  # fmt: skip
    assert list(log.impressions()) == [expected]


def test_impressions_are_what_was_shown(log, make_event):
    log.append([make_event("m1", "a", type="shown"), make_event("m2", "b")])
    assert products(log.impressions()) == ["a"]


def test_of_a_shopper_without_consent_no_history_is_kept(log, make_event, noon, database):
    said_no = {"consent": {"personalization": False}, "session_id": "s1", "anonymous_id": "browser-9"}
    log.append([make_event("m1", "a", **said_no), make_event("m2", "b")])
    later = noon + timedelta(hours=1)
    assert products(log.history("ann", later)) == ["b"]
    assert log.session("s1", later) == []
    line = next(log.lines())
    assert (line.product_id, line.shopper_id, line.consent) == ("a", None, False)
    with database.read() as connection:
        row = connection.execute(select(events).where(events.c.message_id == "m1")).one()
    assert "ann" not in str(row)
    assert "browser-9" not in str(row)
    assert "s1" not in row.body


def test_a_forgotten_shopper_is_nowhere_in_the_log(log, make_event, noon, database):
    log.append([make_event("m1", "a"), make_event("m2", "b"), make_event("m3", "c", user_id="bob")])
    assert log.forget("ann") == 2
    assert log.forget("ann") == 0
    assert log.history("ann", noon + timedelta(hours=1)) == []
    assert products(log.lines()) == ["c"]
    with database.read() as connection:
        assert [row.message_id for row in connection.execute(select(events))] == ["m3"]
        assert [row.message_id for row in connection.execute(select(event_lines))] == ["m3"]


def test_purchases_tell_which_variants_were_bought(log, make_event, noon):
    def bought(message_id, minute, *pairs, **fields):
        items = [{"item_id": one, "item_variant": variant} for one, variant in pairs]
        return make_event(message_id, type="purchase", minute=minute, properties={"items": items}, **fields)

    log.append([bought("m1", 1, ("a", "a-s")), bought("m2", 2, ("b", None), ("c", "c-l")), make_event("m3", "d")])
    log.append([bought("m4", 3, ("x", "x-s"), user_id="bob"), bought("m5", 90, ("late", "late-s"))])
    found = log.bought_variants("ann", noon + timedelta(hours=1), 10)
    assert [(one.product_id, one.variant_id) for one in found] == [("b", None), ("c", "c-l"), ("a", "a-s")]
    assert found[-1].at == noon + timedelta(minutes=1)
    assert len(log.bought_variants("ann", noon + timedelta(hours=1), 1)) == 2


def test_the_events_of_a_shopper_come_out_as_they_went_in(log, make_event):
    event = make_event("m1", "a", session_id="s", context={"locale": "en-GB"})
    log.append([make_event("m2", "b", minute=5), event, make_event("m3", "c", user_id="bob")])
    assert [one["message_id"] for one in log.events_of("ann")] == ["m1", "m2"]
    assert Event.model_validate(log.events_of("ann")[0]) == event


def test_writers_at_the_same_time_store_every_event_once(log, make_event):
    batches = [[make_event(f"m{n}", "a") for n in range(start, start + 40)] for start in (0, 20, 40, 60)]
    outcomes = []
    threads = [threading.Thread(target=lambda batch=batch: outcomes.append(log.append(batch))) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(outcome.n_stored for outcome in outcomes) == log.count() == 100
    assert len(list(log.lines())) == 100


def test_a_log_that_cannot_be_written_says_so_and_keeps_nothing(make_event, tmp_path):
    url = f"sqlite:///{tmp_path}/busy.db"
    database, hasty = open_database(url), open_database(url, busy_timeout_seconds=0.05)
    database.migrate()
    with database.write(), pytest.raises(DatabaseUnavailable, match="another process"):
        EventLog(hasty).append([make_event("m1", "a")])
    assert EventLog(database).count() == 0
    database.close()
    hasty.close()


def test_what_was_accepted_survives_a_killed_process(tmp_path):
    """The child says after every batch that it is stored; whatever it said must be there, and no half batch."""
    url = f"sqlite:///{tmp_path}/killed.db"
    child = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _CHILD, url], cwd=Path.cwd(), stdout=subprocess.PIPE, text=True
    )
    said = [child.stdout.readline() for _ in range(3)]
    time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    said += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    database = open_database(url)
    n_stored, n_lines = EventLog(database).count(), len(list(EventLog(database).lines()))
    database.close()
    assert n_stored >= 20 * len([line for line in said if line.endswith("\n")]) >= 60
    assert n_stored % 20 == 0
    assert n_lines == n_stored * 2


_CHILD = """
import sys
from itertools import count
from database import open_database
from events.event import Event
from events.log import EventLog
database = open_database(sys.argv[1])
database.migrate()
log = EventLog(database)
items = [{"item_id": "a"}, {"item_id": "b"}]
for batch in count():
    log.append([
        Event.model_validate({"message_id": f"m{batch}-{n}", "type": "view_item", "user_id": "ann",
                              "timestamp": "2026-11-20T12:00:00Z", "properties": {"items": items}})
        for n in range(20)
    ])
    print(batch, flush=True)
"""


def test_a_batch_that_takes_more_than_one_statement_is_written_whole(log, make_event):
    n_products, n_events = 3, 2_000
    batch = [make_event(f"m{n} \"'\\", *(f"p{k}" for k in range(n_products))) for n in range(n_events)]
    assert log.append(batch[:5]).n_stored == 5
    appended = log.append(batch + batch[:3])
    assert (appended.n_stored, appended.n_duplicates) == (n_events - 5, 8)
    lines = list(log.lines())
    assert len(lines) == n_products * n_events
    assert {line.message_id for line in lines} == {event.message_id for event in batch}
