"""Cases are played in conversations of their own, on a shop that is left as it was."""

import asyncio
from dataclasses import replace

import pytest

from assistant.evaluation.case import Planting
from assistant.evaluation.planting import PlantedCatalog
from assistant.evaluation.recording import RecordingModel, called_tools
from assistant.evaluation.runner import play
from assistant.language_model import ModelMessage, ModelRequest, ModelStop, ModelUnavailable, TextDelta
from assistant.scripted import ScriptedLanguageModel, call_tools, say
from tests.assistant.evaluation.judging import make_case


def test_turns_of_a_case_are_one_conversation(played):
    first, second = played(["a cycling jacket", "what about kettles?"]).turns
    assert first.turn.conversation.messages == ()
    assert [m.role for m in second.turn.conversation.messages] == ["user", "assistant"]
    assert "kettle" in second.kept_shown


def test_every_case_begins_afresh(played):
    assert played("a jacket").turns[0].turn.conversation.messages == ()
    assert played("a jacket").turns[0].turn.conversation.messages == ()


def test_what_is_known_before_reaches_the_turn(played):
    state = {
        "profile": {"dislikes": ["nylon"]},
        "memory": [{"kind": "budget", "limit": {"amount": 9_000, "currency": "GBP"}}],
        "cart": ["kettle"],
        "page": "windline",
        "viewed": ["merino"],
    }
    turn = played("a jacket", state=state).turns[0].turn
    assert turn.profile.dislikes == ("nylon",)
    assert turn.profile.budget.max.amount == 9_000
    assert turn.memory.entries[0].source == "stated"
    assert (turn.cart, turn.page_product_id) == (("kettle",), "windline")
    assert turn.visit.viewed == ("merino", "kettle", "windline")


def test_what_another_shopper_stated_is_not_known(played):
    state = {"other_memory": [{"kind": "dislike", "value": "nylon"}]}
    turn = played("a jacket", state=state).turns[0]
    assert turn.turn.memory.entries == ()
    assert turn.turn.profile.is_empty


def test_an_anonymous_shopper_has_no_id(played):
    assert played("a jacket", state={"is_anonymous": True}).turns[0].turn.visit.shopper_id is None
    assert played("a jacket").turns[0].turn.visit.shopper_id


def test_suggestions_of_the_last_turn_are_followed(played):
    first, second = played(["a jacket", "a cycling jacket"]).turns
    assert first.leads == {}
    assert set(second.leads) == set(second.suggestions) != set()


def test_a_fault_of_ours_ends_the_case_and_is_told(played, stage):
    class Broken:
        def find_policies(self, text, limit):
            raise RuntimeError("no such table")

        def __getattr__(self, name):
            return getattr(stage.catalog, name)

    case = asyncio.run(play(make_case(["a jacket", "another"]), replace(stage, catalog=Broken()), None))
    assert case.turns == ()
    assert case.fault == "turn 1 raised RuntimeError: no such table"


def test_what_a_model_says_and_calls_is_kept(played):
    model = ScriptedLanguageModel([call_tools(("search_products", {"query": "kettle"})), say("Have a look.")])
    turn = played("a cycling jacket", model).turns[0]
    assert called_tools(turn.rounds) == ("search_products",)
    assert "Enamel Kettle" in turn.rounds[0].calls[0].result
    assert turn.rounds[1].text == "Have a look."
    assert turn.rounds[1].stop == "end_turn"


def test_each_turn_has_its_own_rounds(played):
    turns = played(["a jacket", "a kettle"], ScriptedLanguageModel(["First.", "Second."])).turns
    assert [[one.text for one in turn.rounds] for turn in turns] == [["First."], ["Second."]]


def test_an_error_of_the_model_is_kept_by_name(played):
    model = ScriptedLanguageModel([[TextDelta("Well"), ModelUnavailable("cut")]])
    turn = played("a jacket", model).turns[0]
    assert (turn.rounds[0].text, turn.rounds[0].error) == ("Well", "ModelUnavailable")
    assert turn.writer == "template"


def test_a_recorded_round_can_be_played_again():
    async def stream(model):
        return [event async for event in model.stream(request)]

    request = ModelRequest("s", (ModelMessage("user", "hello"),))
    script = [*call_tools(("search_products", {"query": "hat"}), preamble="Let me look.")]
    recorder = RecordingModel(ScriptedLanguageModel([script]))
    events = asyncio.run(stream(recorder))
    assert list(recorder.take()[0].script()) == events
    assert recorder.take() == ()
    assert isinstance(events[-1], ModelStop)


@pytest.mark.parametrize("where", ["title", "brand", "description", "attribute"])
def test_a_planted_text_is_in_the_copy_alone(stage, where):
    planted = PlantedCatalog(stage.catalog, [Planting(where=where, product="kettle", text="ZEBRA")])
    assert "ZEBRA" in planted.products(["kettle"])["kettle"].model_dump_json()
    assert "ZEBRA" not in stage.catalog.products(["kettle"])["kettle"].model_dump_json()
    assert planted.products(["merino"]) == stage.catalog.products(["merino"])


def test_planted_reviews_and_policies_are_found_beside_the_others(stage):
    plants = [
        Planting(where="review", product="windline", text="ZEBRA"),
        Planting(where="policy", text="ZEBRA for all"),
    ]
    planted = PlantedCatalog(stage.catalog, plants)
    assert planted.reviews("windline", 9)[0].text == "ZEBRA"
    assert len(planted.reviews("windline", 9)) == 3
    assert [s.document for s in planted.find_policies("delivery costs", 4)] == ["shipping", "notice"]
