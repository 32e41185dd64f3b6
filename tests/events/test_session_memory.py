from datetime import timedelta
from typing import Any

from events.log import EventLog
from events.session_memory import MAX_LINES_PER_VISIT, MAX_VISITS, SECONDS_PER_VISIT, RecentEvents, SessionMemory

NO = {"consent": {"personalization": False}}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_only_acts_of_a_visit_without_consent_are_remembered(make_event: Any) -> None:
    memory = SessionMemory()
    memory.events_stored([make_event("a", "tee", session_id="s", **NO), make_event("b", "cap", session_id="s")])
    memory.events_stored(
        [make_event("c", "hat", **NO), make_event("d", "mug", type="view_item_list", session_id="s", **NO)]
    )
    assert [line.product_id for line in memory.session("s")] == ["tee"]
    assert memory.session("other") == []


def test_lists_that_are_shown_push_no_visit_out(make_event: Any) -> None:
    memory = SessionMemory()
    memory.events_stored([make_event("a", "tee", session_id="s", **NO)])
    memory.events_stored(
        [make_event(f"m{n}", "cap", type="shown", session_id=f"t{n}", **NO) for n in range(MAX_VISITS + 1)]
    )
    assert len(memory.session("s")) == 1


def test_a_visit_is_forgotten_when_it_is_over(make_event: Any) -> None:
    clock = Clock()
    memory = SessionMemory(clock)
    memory.events_stored([make_event("a", "tee", session_id="s", **NO)])
    clock.now += SECONDS_PER_VISIT - 1
    memory.events_stored([make_event("b", "cap", session_id="t", **NO)])
    assert len(memory.session("s")) == 1
    clock.now += 2
    assert (len(memory.session("s")), len(memory.session("t"))) == (0, 1)


def test_a_long_visit_is_remembered_by_its_newest_acts(make_event: Any) -> None:
    memory = SessionMemory()
    memory.events_stored([make_event(f"m{n}", f"p{n}", minute=n, session_id="s", **NO) for n in range(90)])
    remembered = memory.session("s")
    assert len(remembered) == MAX_LINES_PER_VISIT
    assert remembered[-1].product_id == "p89"


def test_what_is_kept_and_what_is_remembered_are_one_visit(log: EventLog, make_event: Any, noon: Any) -> None:
    memory = SessionMemory()
    events = [make_event("a", "tee", session_id="s"), make_event("b", "cap", minute=1, session_id="s", **NO)]
    events += [make_event("c", "hat", minute=2, session_id="s"), make_event("d", "mug", minute=9, session_id="s", **NO)]
    log.append(events)
    memory.events_stored(events)
    recent = RecentEvents(log, memory)
    before = noon + timedelta(minutes=5)
    assert [line.product_id for line in recent.session("s", before, 10)] == ["tee", "cap", "hat"]
    assert [line.product_id for line in recent.session("s", before, 2)] == ["cap", "hat"]
    assert [line.product_id for line in recent.history("ann", before, 10)] == ["tee", "hat"]
