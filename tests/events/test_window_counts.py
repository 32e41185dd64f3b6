from events.window_counts import count_window


def test_an_empty_log_counts_nothing(database):
    counts = count_window(database)
    assert (counts.by_type, counts.by_product, counts.n_visits, counts.n_events) == ({}, {}, 0, 0)


def test_only_the_window_counts_its_end_left_out(log, database, make_event, noon):
    log.append([make_event(f"m{minute}", "a", minute=minute, session_id=f"s{minute}") for minute in range(4)])
    start = int(noon.timestamp())
    counts = count_window(database, start + 60, start + 180)
    assert (counts.by_type, counts.by_product, counts.n_visits) == ({"view_item": 2}, {"a": 2}, 2)
    assert count_window(database, start + 60).n_events == 3
    assert count_window(database, None, start + 60).n_events == 1


def test_what_is_only_shown_is_no_doing_of_shoppers(log, database, make_event):
    log.append(
        [
            make_event("m1", "a", "b", type="shown"),
            make_event("m2", "a", "b", type="view_item_list"),
            make_event("m3", "a", type="purchase"),
        ]
    )
    counts = count_window(database)
    assert counts.by_type == {"view_item_list": 1, "purchase": 1}
    assert counts.by_product == {"a": 1}


def test_visits_of_unequal_length_are_worth_fewer(log, database, make_event):
    log.append([make_event(f"long{n}", "a", minute=n, session_id="s1") for n in range(9)])
    log.append([make_event("short", "a", session_id="s2")])
    assert count_window(database).n_visits == 10**2 / (9**2 + 1**2)


def test_acts_outside_of_a_visit_are_one_of_their_shopper(log, database, make_event):
    log.append([make_event(f"m{n}", "a", user_id=user, session_id=None) for n, user in enumerate("aabb")])
    assert count_window(database).n_visits == 2
