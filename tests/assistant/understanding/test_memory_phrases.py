import pytest


def _told(need):
    limits = (f" {statement.limit.amount}" if statement.limit else "" for statement in need.stated)
    return [f"{s.kind} {s.name}:{s.value}{limit}" for s, limit in zip(need.stated, limits, strict=True)]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I'm a size 42", ["size :42"]),
        ("my shoe size is EU 43", ["size shoe:EU 43"]),
        ("I take M in tops", ["size tops:M"]),
        ("I usually wear a large", ["size :L"]),
        ("my feet are size 9", ["size shoe:9"]),
        ("I love merino", ["preference :merino"]),
        ("I'm a big fan of Fjellmark", ["preference :fjellmark"]),
        ("I'm vegan", ["preference :vegan"]),
        ("I'm vegan, so no leather ever", ["preference :vegan", "dislike :leather"]),
        ("I hate wool", ["dislike :wool"]),
        ("I never wear wool or down", ["dislike :wool", "dislike :down"]),
        ("I'm allergic to down", ["dislike :down"]),
        ("my budget is usually around 100", ["budget : 10000"]),
        ("I never spend more than £80", ["budget : 8000"]),
    ],
)
def test_what_shoppers_say_of_themselves_is_stated_and_nothing_is_searched(shop, text, stated):
    need = shop.read(text)
    assert _told(need) == stated
    assert (need.kind, need.text) == ("chat", "")


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a jacket", "I don't want wool", "I love it", "I like the second one", "I'd love to see rugs",
        "my budget is 60", "a jacket, no wool", "I'm 42 years old", "I'm a medium distance runner", "I wear it daily",
        "forget the budget", "I take it", "I'm looking for a size 42 boot",
    ],
)  # fmt: skip
def test_not_every_liking_is_a_statement(shop, text):
    assert shop.read(text).stated == ()


@pytest.mark.parametrize("text", ["I hate wool", "I'm allergic to wool", "I never wear wool", "I can't stand wool"])
def test_a_dislike_counts_in_this_search_too(shop, after_jackets, text):
    need = shop.read(text, after_jackets)
    assert (need.kind, need.text, need.exclude) == ("find", "warm jacket", ("wool",))
    assert _told(need) == ["dislike :wool"]


def test_a_statement_beside_a_wish_does_not_hide_the_wish(shop):
    need = shop.read("I love merino, show me socks")
    assert (need.kind, need.text, _told(need)) == ("find", "merino socks", ["preference :merino"])
    need = shop.read("I'm a size 42 and need boots")
    assert (need.kind, need.text, _told(need)) == ("find", "size 42 boots", ["size :42"])


def test_somebody_they_buy_for_is_stated_with_what_is_told(shop):
    need = shop.read("I'm buying for my dad, he loves cycling")
    assert (need.kind, need.recipient, _told(need)) == ("find", "dad", ["recipient dad:loves cycling"])
    assert "cycling" in need.text


@pytest.mark.parametrize(
    ("text", "forget"),
    [
        ("forget my size", ("size",)),
        ("forget that I'm vegan", ("vegan",)),
        ("forget what I said about wool", ()),
        ("forget what you know about me", ("*",)),
        ("delete everything you know about me", ("*",)),
        ("forget me", ("*",)),
        ("please wipe your memory", ("*",)),
    ],
)
def test_what_is_to_be_forgotten_is_named(shop, text, forget):
    need = shop.read(text)
    if forget:
        assert (need.kind, need.forget) == ("chat", forget)


@pytest.mark.parametrize("text", ["forget it", "forget the budget", "forget it, rugs", "forget that"])
def test_a_search_that_is_given_up_is_not_forgotten_memory(shop, after_jackets, text):
    need = shop.read(text, after_jackets)
    assert (need.kind, need.forget) == ("find", ())


def test_forget_that_means_what_was_just_stated(shop):
    talk = shop.talk(("I love merino", ()))
    need = shop.read("forget that", talk)
    assert (need.kind, need.forget) == ("chat", ("merino",))


@pytest.mark.parametrize(
    "text", ["what do you know about me?", "what do you remember about me", "do you remember my size?", "who am I?"]
)
def test_a_question_about_what_is_remembered(shop, text):
    need = shop.read(text)
    assert (need.kind, need.asks_memory) == ("chat", True)


@pytest.mark.parametrize("text", ["what do you know about tents?", "do you have my size in stock"])
def test_a_question_about_products_is_none_about_memory(shop, text):
    assert not shop.read(text).asks_memory
