import pytest


@pytest.mark.parametrize(
    ("text", "recipient", "occasion"),
    [
        ("a gift for my dad who loves cycling", "dad", None),
        ("birthday present for my girlfriend", "girlfriend", "birthday"),
        ("something for my mum's 60th birthday", "mum", "birthday"),
        ("a present for a 12 year old boy", "boy", None),
        ("xmas gifts for the kids", None, "christmas"),
        ("christmas gift for her", "her", "christmas"),
        ("boots for my wife", "wife", None),
        ("for my best friend's wedding", "friend", "wedding"),
        ("a wedding gift", None, "wedding"),
        ("housewarming present", None, "housewarming"),
        ("a valentine's day gift for my husband", "husband", "valentine's day"),
        ("it's our anniversary, a rug", None, "anniversary"),
        ("jackets for men", None, None),
        ("shoes for women", None, None),
        ("a wedding dress", None, None),
        ("birthday candles", None, None),
        ("a friend told me about your tents", None, None),
        ("kids jacket", None, None),
    ],
)
def test_whom_it_is_for_and_on_what_occasion(shop, text, recipient, occasion):
    need = shop.read(text)
    assert (need.recipient, need.occasion) == (recipient, occasion)


def test_the_words_stay_to_be_searched_with(shop):
    assert shop.read("a gift for my dad who loves cycling").text == "gift for my dad who loves cycling"


def test_a_refinement_is_for_the_same_person(shop):
    talk = shop.talk(("boots for my wife", ("ridge",)))
    assert shop.read("in brown", talk).recipient == "wife"
