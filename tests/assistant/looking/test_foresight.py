"""A reply is suggested only if it leads to something with every condition met."""

from typing import Any

import pytest

from assistant.looking.foresight import Ahead


def ahead(sample: Any, message: str) -> Ahead:
    told = sample.say(message)
    found: Ahead = sample.briefing.foresight.after(told.brief, [card.product_id for card in told.cards])
    return found


@pytest.mark.parametrize(
    ("reply", "leads"),
    [
        ("Under £100", True),
        ("Under £5", False),
        ("In black", True),
        ("Compare the first two", True),
        ("Show me mugs", True),
        ("Do you have laptops?", False),
        ("What does delivery cost?", True),
        ("hello", False),
    ],
)
def test_a_reply_is_understood_and_counted(sample: Any, reply: str, leads: bool) -> None:
    assert ahead(sample, "a jacket").leads_somewhere(reply) is leads


def test_no_condition_is_dropped(sample: Any) -> None:
    assert not ahead(sample, "a tent under £20").leads_somewhere("In moss")
    assert ahead(sample, "a tent under £20").leads_somewhere("Under £100")


def test_what_is_searched_for_is_searched_for_a_few_times_only(sample: Any) -> None:
    one = ahead(sample, "a jacket")
    for place in range(5):
        one.leads_somewhere(f"quite{place} other{place} words{place}")
    assert one._searches_left == 0  # the limit is not seen from outside
