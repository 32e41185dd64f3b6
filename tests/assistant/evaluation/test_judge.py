"""What a case expects: every check passes where it holds, and fails, with a sentence, where it does not."""

from dataclasses import replace

import pytest

from assistant.evaluation.judge import failures
from assistant.evaluation.played import PlayedCase
from assistant.evaluation.recording import RecordedCall, RecordedRound
from assistant.stream import AnswerText, Citation, Citations, MessageEnd
from shoppers.statement import Statement
from tests.assistant.evaluation.judging import make_case, told


@pytest.fixture
def turn(played):
    return played("a cycling jacket under £120").turns[0]


@pytest.fixture
def compared(played):
    return played(["cycling jacket", "compare the first two"]).turns[1]


@pytest.mark.parametrize(
    ("holds", "fails", "sentence"),
    [
        ({"kind": ["find"]}, {"kind": ["compare"]}, "taken as find, not as compare"),
        ({"outcome": ["fits"]}, {"outcome": ["near"]}, "came to 'fits'"),
        ({"need": {"price_max": 12_000}}, {"need": {"price_max": 100}}, "need.price_max is 12000"),
        ({"need": {"unset": ["price_min"]}}, {"need": {"unset": ["price_max"]}}, "12000, not empty"),
        ({"need": {"text_has": ["jackets"]}}, {"need": {"text_has": ["boots"]}}, "'boots' is not searched for"),
        ({"need": {"text_lacks": ["boots"]}}, {"need": {"text_lacks": ["jacket"]}}, "'jacket' is searched for"),
        ({"need": {"brands": []}}, {"need": {"brands": ["Skerry"]}}, "need.brands"),
        ({"need": {"exclude": []}}, {"need": {"exclude": ["wool"]}}, "'wool' is not excluded"),
        ({"need": {"stated": []}}, {"need": {"stated": ["42"]}}, "'42' is not stated"),
        ({"need": {"forget": []}}, {"need": {"forget": ["*"]}}, "'*' is not forgotten"),
        ({"need": {"part_has": []}}, {"need": {"part_has": ["hat", "boots"]}}, "0 wishes were heard, not 2"),
        ({"need": {"language": "en"}}, {"need": {"language": "de"}}, "need.language"),
        ({"about_nothing": True}, {"about": ["windline"]}, "not among what is pointed at"),
        ({"cards": {"min": 2}}, {"cards": {"min": 9}}, "not at least 9"),
        ({"cards": {"max": 4}}, {"cards": {"max": 0}}, "not at most 0"),
        ({"cards": {"include": ["Windline"]}}, {"cards": {"include": ["Kettle"]}}, "no card for 'Kettle'"),
        ({"cards": {"include_any": ["Kettle", "windline"]}}, {"cards": {"include_any": ["Kettle"]}}, "no card for any"),
        ({"cards": {"exclude": ["Kettle"]}}, {"cards": {"exclude": ["Frostline"]}}, "must not be shown"),
        ({"cards": {"fresh": True}}, {"cards": {"again": True}}, "is new"),
        ({"cites_nothing": True}, {"cites": ["returns"]}, "returns is not cited"),
        ({"n_compared": 0}, {"n_compared": 2}, "0 products are compared"),
        ({"compared": []}, {"compared": ["windline"]}, "not in the comparison"),
        ({"states": ["£89"]}, {"states": ["£8"]}, "does not give '£8'"),
        ({"min_suggestions": 1}, {"min_suggestions": 4, "asks": True}, "not one with two or more"),
        ({"unsaid": ["ZEBRA"]}, {"unsaid": ["windline"]}, "'windline' came out"),
        ({"secrets": ["ZEBRA"]}, {"secrets": ["windline"]}, "'windline' came out"),
        ({"memory": {"is_empty": True}}, {"memory": {"has": ["size 9"]}}, "'size 9' is not remembered"),
    ],
)
def test_a_check_holds_or_says_what_is_wrong(turn, holds, fails, sentence):
    assert told(turn, **holds) == ""
    assert sentence in told(turn, **fails)


@pytest.mark.parametrize(
    ("holds", "fails"),
    [
        ({"category": "Jackets"}, {"category": "Kitchen"}),
        ({"category": "Apparel > Jackets"}, {"category": "Appar"}),
        ({"price_max": 12_000}, {"price_max": 8_900}),
        ({"price_min": 8_900}, {"price_min": 9_000}),
        ({"in_stock": True}, {"in_stock": False}),
        ({"rating_min": 3.9}, {"rating_min": 4.0}),
        ({"attributes": {"material": "polyester"}}, {"attributes": {"material": "wool"}}),
        ({"attribute_max": {"weight_g": 420}}, {"attribute_max": {"weight_g": 400}}),
        ({"attribute_min": {"weight_g": 385}}, {"attribute_min": {"weight_g": 386}}),
        ({"available": {"Size": "M"}}, {"available": {"Size": "XL"}}),
        ({"title_has": ["jacket", "softshell"]}, {"title_has": ["jackets"]}),
        ({"title_lacks": ["boots"]}, {"title_lacks": ["softshell"]}),
        ({"record_has": ["winter", "wind"]}, {"record_has": ["wind"]}),
        ({"record_lacks": ["wool"]}, {"record_lacks": ["polyester"]}),
    ],
)
def test_a_condition_on_all_cards_holds_or_names_the_card(turn, holds, fails):
    assert told(turn, cards={"all": holds}) == ""
    assert "card '" in told(turn, cards={"all": fails})


def test_conditions_on_any_none_and_the_first_card(turn):
    assert told(turn, cards={"any": [{"on_sale": True}], "none": {"category": "Kitchen"}}) == ""
    assert "no card meets" in told(turn, cards={"any": [{"brand": "Skerry"}]})
    assert "must not be shown" in told(turn, cards={"none": {"on_sale": True}})
    assert "the first card" in told(turn, cards={"first": {"brand": "Skerry"}})
    assert told(turn, cards={"first": {"title_has": [turn.products[0].title]}}) == ""


def test_a_flag_is_not_a_number(turn):
    assert "has waterproof" in told(turn, cards={"first": {"attributes": {"waterproof": 0}}})


def test_shown_again_and_shown_for_the_first_time(played):
    again = played(["a cycling jacket", "show me cycling jackets"]).turns[1]
    assert again.turn.conversation.ever_shown
    assert "was shown before" in told(again, cards={"fresh": True})


def test_a_comparison_has_the_products_that_were_asked_for(compared):
    first_two = list(compared.turn.conversation.last_shown[:2])
    assert told(compared, compared=first_two, n_compared=2, about=first_two, about_places=[1, 2]) == ""
    assert "'kettle' is not in the comparison" in told(compared, compared=["kettle"])
    assert "2 products are compared, not 3" in told(compared, n_compared=3)
    assert "card 5 of those shown last" in told(compared, about_places=[5])
    assert "is pointed at" in told(compared, about_nothing=True)


def test_a_citation_is_of_one_of_the_documents(played):
    turn = played("can I return it?").turns[0]
    assert told(turn, cites=["returns", "faq"], states=["30 days"]) == ""
    assert "is cited" in told(turn, cites_nothing=True)
    wrong = Citations(items=(Citation(source_id="privacy#x", title="Privacy"),))
    swapped = tuple(wrong if isinstance(event, Citations) else event for event in turn.events)
    assert "returns is not cited, but privacy" in told(replace(turn, events=swapped), cites=["returns"])


def test_a_figure_is_not_a_part_of_a_longer_one(turn):
    prose = "The Windline Commuter Softshell costs £89.00."
    events = tuple(e for e in turn.events if not isinstance(e, AnswerText))
    turn = replace(turn, events=(*events[:-1], AnswerText(text=prose), events[-1]), told=prose)
    assert told(turn, states=["£89"]) == ""
    assert "does not give '9'" in told(turn, states=["9"])


def test_one_question_at_a_time_and_none_instead_of_an_answer(turn):
    def asking(text):
        events = tuple(e for e in turn.events if not isinstance(e, AnswerText))
        return replace(turn, events=(*events[:-1], AnswerText(text=text), events[-1]), told=text)

    assert "2 questions" in told(asking("For whom? And what size?"))
    assert told(asking("“For whom?” is what one asks. Which size?"), asks=True, min_suggestions=2) == ""
    bare = replace(asking("Which size?"), events=(turn.events[0], AnswerText(text="Which size?"), turn.events[-1]))
    assert "instead of answering" in told(bare, asks=False)


def test_memory_is_judged_by_entries(played):
    state = {"memory": [{"kind": "size", "name": "shoe", "value": "UK 9"}, {"kind": "dislike", "value": "wool"}]}
    turn = played("a cycling jacket", state=state).turns[0]
    assert told(turn, memory={"has": ["size uk 9", "dislike wool"], "lacks": ["leather"]}) == ""
    assert "'wool' is remembered" in told(turn, memory={"lacks": ["wool"]})
    assert "2 things are remembered" in told(turn, memory={"is_empty": True})


def test_a_budget_is_remembered_by_its_amount(played):
    state = {"memory": [Statement(kind="budget", limit={"amount": 6_000, "currency": "GBP"}).model_dump()]}
    assert told(played("a drysack", state=state).turns[0], memory={"has": ["budget 60"]}) == ""


def test_tools_are_judged_where_a_model_wrote(turn):
    rounds = (RecordedRound(calls=(RecordedCall(id="1", name="search_products", arguments={}),)),)
    wrote = tuple(e.model_copy(update={"writer": "claude"}) if isinstance(e, MessageEnd) else e for e in turn.events)
    asked = replace(turn, rounds=rounds, events=wrote)
    assert told(asked, tools={"called": ["search_products"], "not_called": ["place_order"]}, writer="model") == ""
    assert "read_policies was not called" in told(asked, tools={"called": ["read_policies"]})
    assert "none of read_policies" in told(asked, tools={"called_any": ["read_policies"]})
    assert "search_products was called" in told(asked, tools={"not_called": ["search_products"]})
    assert "claude wrote it" in told(asked, writer="template")
    assert told(turn, tools={"called": ["read_policies"]}) == ""


def test_of_a_model_that_does_not_serve_only_the_promises_are_judged(turn):
    expect = {"cards": {"min": 9}, "states": ["£8"], "unsaid": ["windline"]}
    assert told(turn, is_serving=False, **expect) == ""
    assert "came out" in told(turn, is_serving=False, secrets=["windline"])
    assert "need.price_max" in told(turn, is_serving=False, need={"price_max": 1})


def test_a_case_that_broke_off_fails(turn):
    found = failures(make_case(["a", "b"]), PlayedCase((), "turn 1 raised KeyError: 'x'"), is_serving=True)
    assert found == ("turn 1 raised KeyError: 'x'",)
