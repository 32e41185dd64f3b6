"""Errands are told from searches and questions."""

import pytest

from assistant.errand import errand_of


@pytest.mark.parametrize(
    ("message", "errand"),
    [
        ("add it to my cart", "cart"),
        ("please put the second one in my basket", "cart"),
        ("remove the boots from my cart", "cart"),
        ("I'll take it", "checkout"),
        ("where is my order?", "order"),
        ("track my parcel", "order"),
        ("can I cancel my order?", "order"),
        ("do you price match?", "price_match"),
        ("can I get a discount?", "discount"),
        ("do you have a promo code", "discount"),
        ("knock 10 pounds off", "discount"),
        ("change my address please", "personal_data"),
        ("what did Anna Smith buy?", "personal_data"),
        ("can I talk to a human?", "person"),
    ],
)
def test_an_errand_is_known(message: str, errand: str) -> None:
    assert errand_of(message) == errand


@pytest.mark.parametrize(
    "message",
    [
        "a warm jacket",
        "a basket for my bike",
        "a bag to carry my laptop in",
        "show me discounted jackets",
        "do you have anything on sale?",
        "a cart for the garden",
        "in blue please",
        "an order of magnitude lighter",
        "what is the return policy?",
        "a tracker for my keys",
        "I want to track my runs",
        "a gift card holder",
    ],
)
def test_searches_and_questions_are_no_errands(message: str) -> None:
    assert errand_of(message) is None
