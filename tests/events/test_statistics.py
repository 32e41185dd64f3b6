from datetime import timedelta

from events.statistics import count_events


def test_an_empty_log_counts_nothing(database):
    numbers = count_events(database)
    assert (numbers.n_events, numbers.by_type, numbers.first_at, numbers.n_shoppers) == (0, {}, None, 0)


def test_everything_is_counted(log, database, make_event, noon):
    log.append(
        [
            make_event("m1", "a", "b", session_id="s1"),
            make_event("m2", "a", minute=1, session_id="s1"),
            make_event("m3", "a", minute=2, type="purchase", user_id="bob"),
            make_event("m4", "c", minute=3, user_id=None, anonymous_id="x"),
            make_event("m5", "c", minute=4, consent={"personalization": False}),
        ]
    )
    numbers = count_events(database)
    assert list(numbers.by_type.items()) == [("view_item", 4), ("purchase", 1)]
    assert (numbers.n_events, numbers.n_lines, numbers.n_products, numbers.n_sessions) == (5, 6, 3, 1)
    assert (numbers.n_shoppers, numbers.n_anonymous, numbers.n_without_shopper) == (2, 1, 1)
    assert (numbers.first_at, numbers.last_at) == (noon, noon + timedelta(minutes=4))
    assert numbers.to_json()["first_at"] == noon.isoformat()
