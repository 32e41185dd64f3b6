from datetime import timedelta

from events.exposures import Exposed, read_exposures

SHOWN = {"type": "shown", "attribution": {"list_id": "l_1"}}


def exposed(database, noon, experiment="order"):
    return list(read_exposures(database, experiment, noon, noon + timedelta(hours=1)))


def test_lists_of_an_experiment_are_found_with_who_saw_them(database, log, make_event, noon) -> None:
    under = {"experiment": "order", "variant": "blend"}
    log.append(
        [
            make_event("m1", "p1", session_id="s1", properties=under, **SHOWN),
            make_event("m2", "p1", minute=1, properties={"experiment": "order-2", "variant": "x"}, **SHOWN),
            make_event("m3", "p1", minute=2, properties=under | {"query": "order"}),
            make_event("m4", "p1", minute=90, properties=under, **SHOWN),
            make_event("m5", "p1", minute=3, user_id=None, anonymous_id="b7", properties=under, **SHOWN),
        ]
    )
    at_us = int(noon.timestamp()) * 1_000_000
    assert exposed(database, noon) == [
        Exposed("ann", "s1", "blend", at_us),
        Exposed("anonymous:b7", None, "blend", at_us + 180_000_000),
    ]


def test_a_list_may_be_shown_under_several_experiments(database, log, make_event, noon) -> None:
    both = {"exposures": [{"experiment": "order", "variant": "a"}, {"experiment": "talk", "variant": "b"}]}
    log.append([make_event("m1", "p1", properties=both, **SHOWN)])
    assert [one.variant for one in exposed(database, noon)] == ["a"]
    assert [one.variant for one in exposed(database, noon, "talk")] == ["b"]
    assert exposed(database, noon, "tal") == []


def test_who_did_not_agree_is_no_unit(database, log, make_event, noon) -> None:
    under = {"experiment": "order", "variant": "blend"}
    log.append([make_event("m1", "p1", properties=under, consent={"personalization": False}, **SHOWN)])
    assert [(one.shopper_id, one.session_id) for one in exposed(database, noon)] == [(None, None)]


def test_the_lists_policy_stands_for_products_that_name_none(log, make_event) -> None:
    items = [{"item_id": "p1"}, {"item_id": "p2", "policy": "explorer", "propensity": 0.1}]
    log.append([make_event("m1", properties={"items": items, "policy": "blend"}, **SHOWN)])
    assert [(line.policy, line.propensity) for line in log.impressions()] == [("blend", None), ("explorer", 0.1)]
