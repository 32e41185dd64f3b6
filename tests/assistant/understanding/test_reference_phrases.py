import pytest


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("tell me about the second one", ("skarn",)),
        ("the last one", ("mistral",)),
        ("the third", ("mistral",)),
        ("compare the first two", ("windline", "skarn")),
        ("compare the last two", ("skarn", "mistral")),
        ("compare the first and the last", ("windline", "mistral")),
        ("number 3", ("mistral",)),
        ("#2", ("skarn",)),
        ("option 1", ("windline",)),
        ("2", ("skarn",)),
        ("compare 1 and 3", ("windline", "mistral")),
        ("is the cheaper one warm?", ("mistral",)),
        ("the most expensive one", ("skarn",)),
        ("is the blue one waterproof", ("windline",)),
        ("the red one", ("skarn",)),
        ("is the Nordlight one warm", ("skarn",)),
        ("how heavy is the Windline?", ("windline",)),
        ("how heavy is the windlin", ("windline",)),
        ("compare skarn and windline", ("skarn", "windline")),
        ("is that jacket waterproof?", ("windline",)),
        ("are those jackets waterproof?", ("windline", "skarn", "mistral")),
        ("compare windline, skarn and mistral", ("windline", "skarn", "mistral")),
        ("compare them", ("windline", "skarn", "mistral")),
        ("first or second?", ("windline", "skarn")),
        ("1 or 2?", ("windline", "skarn")),
        ("is the second better than the first", ("skarn", "windline")),
        ("like the skarn but warmer", ("skarn",)),
        ("is it waterproof?", ("windline",)),
        ("reviews?", ("windline",)),
        ("rain jacket", ()),
        ("show me the blue ones", ()),
        ("the tenth one", ()),
        ("first aid kit", ()),
        ("a last minute gift", ()),
        ("a second hand rug", ()),
        ("I want a rug and it should be blue", ()),
    ],
)
def test_what_is_pointed_at_is_found(shop, after_jackets, text, references):
    assert shop.read(text, after_jackets).references == references


def test_it_is_what_was_spoken_of_last(shop, after_jackets):
    talk = shop.talk(("a warm jacket under 200", ("windline", "skarn", "mistral")), ("is the second one warm?", ()))
    assert shop.read("and is it waterproof?", talk).references == ("skarn",)


def test_the_other_one_is_the_one_not_spoken_of(shop):
    talk = shop.talk(("a warm jacket", ("windline", "skarn")), ("is the second one warm?", ()))
    assert shop.read("and the other one?", talk).references == ("windline",)


@pytest.mark.parametrize(
    "text", ["is this waterproof?", "what is it made of?", "does this come in brown", "is the ridge warm?"]
)
def test_on_a_product_page_this_is_the_page(shop, text):
    need = shop.read(text, page="ridge")
    assert (need.kind, need.references) == ("product_question", ("ridge",))


def test_nothing_shown_is_nothing_to_point_at(shop):
    assert shop.read("the second one").references == ()
    assert shop.read("is it waterproof?", page="gone").references == ()


def test_it_is_what_cheaper_led_to_and_not_what_was_too_dear(shop):
    talk = shop.talk(("a warm jacket", ("skarn", "windline")), ("something cheaper", ("mistral",)))
    assert shop.read("what is it made of?", talk).references == ("mistral",)
