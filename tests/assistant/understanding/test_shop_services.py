"""What a shop does besides selling is asked of the shop; goods that sound like it are searched for."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "when is your shop in Kendal open?", "are you open on bank holidays", "which days does the store close early?",
        "how should I wash my rain jacket?", "what's the best way to look after leather boots",
        "can I iron a wool rug?",
        "can you mend a torn tent?", "I need my boots resoled", "do you offer repairs?",
        "are my chats used to train models?", "do you keep what I type?", "how soon would it be delivered?",
        "could I try it on in your shop?", "what happens if it arrives damaged?",
    ],
)  # fmt: skip
def test_a_service_of_the_shop_is_asked_of_the_shop(shop, text):
    assert shop.read(text).kind == "shop_question"


@pytest.mark.parametrize(
    "text",
    [
        "a tent that opens on both sides", "a jacket that is easy to wash", "a kit to mend my tent",
        "boots to train in",
        "a rug for an open kitchen", "something to keep my letters in",
    ],
)  # fmt: skip
def test_goods_that_sound_like_a_service_are_searched_for(shop, text):
    assert shop.read(text).kind == "find"


def test_the_care_of_a_product_pointed_at_is_asked_of_its_record(shop, after_jackets):
    need = shop.read("how do I wash the second one?", after_jackets)
    assert (need.kind, need.references) == ("product_question", ("skarn",))
