"""Lists before and since, of which a known share was opened."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from events.event import Event
from events.event_line import EventLine, lines_of
from recommenders.training.click_decay import click_decay

START = datetime(2026, 11, 1, tzinfo=UTC)
MOMENT = int((START + timedelta(days=10)).timestamp())


def lists(day: int, n: int, every: int, policy: str = "chat/blend") -> Iterator[EventLine]:
    """`n` lists of two products, each seen by somebody else; every so manieth is opened."""
    for number in range(n):
        name = f"{policy}-{day}-{number}"
        yield from _event("shown", day, number, name, policy, "a", "b")
        if number % every == 0:
            yield from _event("select_item", day, number, name, None, "a")


def _event(kind: str, day: int, number: int, name: str, policy: str | None, *products: str) -> Iterator[EventLine]:
    record = {
        "message_id": f"{kind}-{name}",
        "type": kind,
        "user_id": name,
        "timestamp": START + timedelta(days=day, seconds=2 * number + (kind != "shown")),
        "properties": {"items": [{"item_id": one, "policy": policy} for one in products]},
        "attribution": {"list_id": name},
    }
    return lines_of(Event.model_validate(record))


def decay_of(*lines: Iterator[EventLine]):  # type: ignore[no-untyped-def]
    return click_decay([line for one in lines for line in one], MOMENT)


def test_rates_that_fell_by_half_have_fallen_by_half_beyond_chance() -> None:
    found = decay_of(lists(5, 1_000, 2), lists(15, 1_000, 4))
    assert (found.before, found.since, found.fall) == (0.25, 0.125, 0.5)
    assert 0.3 < found.low < 0.5


def test_rates_that_stayed_have_not_fallen() -> None:
    found = decay_of(lists(5, 1_000, 4), lists(15, 1_000, 4))
    assert found.fall == 0
    assert found.low < 0


def test_more_lists_of_a_page_that_is_clicked_less_are_no_decay() -> None:
    before = (lists(5, 1_000, 2), lists(6, 300, 10, "search/words"))
    since = (lists(15, 300, 2), lists(16, 1_000, 10, "search/words"))
    assert abs(decay_of(*before, *since).fall) < 0.01


def test_a_policy_that_is_new_has_nothing_to_be_compared_with() -> None:
    assert decay_of(lists(5, 500, 2), lists(15, 500, 9, "chat/lambdarank")) is None


def test_with_few_lists_nothing_is_said() -> None:
    assert decay_of(lists(5, 100, 2), lists(15, 1_000, 4)) is None
    assert decay_of() is None


def test_lists_that_nobody_ever_opened_cannot_fall() -> None:
    never = [line for line in lists(5, 500, 2) if line.type == "shown"]
    assert decay_of(iter(never), lists(15, 500, 4)) is None
