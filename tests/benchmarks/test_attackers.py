from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks.attackers import N_EVENTS, N_SESSIONS, from_clever_sessions, from_many_sessions, from_one_session
from events.event_rules import EventRules, Sender

BEST = [f"best-{number}" for number in range(20)]


@pytest.mark.parametrize(
    ("make", "n_browsers"),
    [(from_one_session, 1), (from_many_sessions, N_SESSIONS), (from_clever_sessions, N_SESSIONS)],
)
def test_an_attacker_sends_ten_thousand_events_that_a_browser_may_send(make, n_browsers: int) -> None:
    sent = list(make("pushed", BEST))
    assert (len(sent), len({one["message_id"] for one in sent})) == (N_EVENTS, N_EVENTS)
    now = datetime.now(UTC)
    taken = [EventRules().event_of(one, Sender(), None, now) for one in sent]
    assert len({one.shopper_id for one in taken}) == n_browsers
    named = Counter(item.item_id for one in taken for item in one.properties.items)
    assert named.most_common(1)[0][0] == "pushed"
