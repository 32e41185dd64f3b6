import pytest


@pytest.mark.parametrize(
    ("text", "excluded", "rest"),
    [
        ("jacket, no wool", ("wool",), "jacket"),
        ("headphones excluding beats and bose", ("beats", "bose"), "headphones"),
        ("jacket without a hood and light", ("hood",), "jacket light"),
        ("jacket without a hood", ("hood",), "jacket"),
        ("a jacket that is not leather", ("leather",), "jacket"),
        ("jacket but not red", ("red",), "jacket"),
        ("jacket, no wool or leather", ("wool", "leather"), "jacket"),
        ("jacket, no wool, leather or down", ("wool", "leather", "down"), "jacket"),
        ("not wool and not leather", ("wool", "leather"), ""),
        ("no wool, warm", ("wool",), "warm"),
        ("waterproof, not water-resistant", ("water-resistant",), "waterproof"),
        ("anything but fjellmark", ("Fjellmark",), ""),
        ("jackets except Fjellmark", ("Fjellmark",), "jackets"),
        ("jacket other than marrow and pine", ("Marrow & Pine",), "jacket"),
        ("a jacket, not Fjellmark or Nordlight", ("Fjellmark", "Nordlight"), "jacket"),
        ("no Fjellmark jackets please", ("Fjellmark",), "jackets"),
        ("boots, no leather boots", ("leather",), "boots boots"),
        ("rug, I don't like wool", ("wool",), "rug"),
        ("I don't want anything with leather", ("leather",), ""),
        ("I'm allergic to wool, need a rug", ("wool",), "rug"),
        ("boots that don't have laces", ("laces",), "boots"),
        ("shoes instead of boots", ("boots",), "shoes"),
        ("jacket excluding down for winter", ("down",), "jacket for winter"),
        ("rugs, but I'm not looking for wool", ("wool",), "rugs"),
        ("jackets, not interested in Fjellmark", ("Fjellmark",), "jackets"),
        ("Jacke ohne Kapuze", ("kapuze",), "jacke"),
        ("veste sans capuche", ("capuche",), "veste"),
    ],
)
def test_what_is_not_wanted_is_excluded(shop, text, excluded, rest):
    need = shop.read(text)
    assert need.exclude == excluded
    assert need.text == rest


@pytest.mark.parametrize(
    "text",
    [
        "jacket, not too expensive", "a lamp not too bright", "I don't mind the colour of the rug",
        "not bad, more boots", "it need not be waterproof", "boots, size no 9", "a lamp that doesn't take much room",
        "a gift without breaking the bank", "it doesn't have to be warm", "no need for a hood",
        "boots, no more than 50", "I don't know which tent", "no idea, a gift", "no worries, show me tents",
        "not sure, maybe boots", "I don't want to spend much on boots", "non-slip shoes", "gluten-free snacks",
        "boots, if not too heavy", "not only boots", "no problem, a tent", "I do not need to hurry, a tent",
        "nothing too fancy, a rug", "a no-show sock",
    ],
)  # fmt: skip
def test_a_not_that_excludes_nothing_is_left_alone(shop, text):
    assert shop.read(text).exclude == ()


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("nothing to wear please", ("clothes",)),
        ("a present for my sister, nothing she can wear", ("clothes",)),
        ("not anything to eat", ("food",)),
        ("I have nothing to wear", ()),
    ],
)
def test_what_one_does_with_a_thing_rules_it_out(shop, text, excluded):
    assert shop.read(text).exclude == excluded
