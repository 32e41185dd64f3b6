"""What a conversation is about stays, whatever is added to it."""

from typing import Any

from assistant.need import ShoppingNeed


def test_a_refined_wish_keeps_its_kind(sample: Any) -> None:
    talk = sample.talk()
    talk.say("jackets", ShoppingNeed(text="jackets"))
    told = talk.say("for the garden, with a lantern", ShoppingNeed(text="jackets garden lantern"))
    assert told.brief.kind is not None and told.brief.kind.noun == "jackets"


def test_a_new_wish_that_begins_alike_is_another(sample: Any) -> None:
    talk = sample.talk()
    talk.say("tent", ShoppingNeed(text="tent"))
    told = talk.say("tent pegs", ShoppingNeed(text="tent pegs"))
    assert told.brief.kind is None or told.brief.kind.noun != "tent"


def test_what_is_asked_of_the_whole_shop_is_not_bound_by_what_was_said_before(sample: Any) -> None:
    talk = sample.talk()
    talk.say("a waterproof jacket around £150")
    told = talk.say("what's the cheapest jacket you have altogether?")
    assert told.titles[0] == "Cloudburst Emergency Poncho Jacket"


def test_socks_are_not_answered_with_gloves(sample: Any) -> None:
    told = sample.say("socks", ShoppingNeed(text="socks"))
    assert all("sock" in title.casefold() for title in told.titles)


def test_only_what_is_near_is_shown_where_the_thing_itself_is_not_sold(sample: Any) -> None:
    assert sample.say("do you sell televisions?").cards == ()
    assert sample.say("do you sell televisions?").brief.is_weak
