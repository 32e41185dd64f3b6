import json

import pytest

from assistant.language_model import ModelRejected
from assistant.scripted import ScriptedLanguageModel

NEED_KEYS = set("text kind price brands exclude in_stock rating_min sort references cheaper_than_ref more".split())


def test_the_answer_alone_is_on_standard_output(shop):
    outcome = shop("ask", "a warm jacket under 120")
    assert outcome.code == 0
    assert "Harbour Insulated Jacket" in outcome.out
    assert "Traceback" not in outcome.err


def test_a_missing_key_is_said_once_on_standard_error(shop):
    outcome = shop("ask", "a warm jacket under 120")
    assert outcome.err.count("ANTHROPIC_API_KEY") == 1
    assert "ANTHROPIC_API_KEY" not in outcome.out


def test_the_model_writes_when_there_is_one(shop):
    outcome = shop("ask", "a warm jacket", model=ScriptedLanguageModel(["Here is a thought."]))
    assert outcome.out == "Here is a thought.\n"
    assert "ANTHROPIC_API_KEY" not in outcome.err


def test_a_refused_key_is_a_note_and_the_template_answers(shop):
    outcome = shop("ask", "a warm jacket under 120", model=ScriptedLanguageModel([[ModelRejected("401")]]))
    assert outcome.code == 0
    assert "Harbour Insulated Jacket" in outcome.out
    assert "template writer" in outcome.err


def test_json_is_the_object_of_the_api(shop):
    answer = json.loads(shop("ask", "--json", "a warm jacket under 120").out)
    assert answer["writer"] == "template"
    assert answer["message"]["role"] == "assistant"
    assert answer["message"]["content"]
    assert answer["products"]["items"][0]["product_id"] == "jkt-1"
    assert answer["conversation_id"].startswith("c_")


def test_stream_json_is_one_event_a_line(shop):
    lines = [json.loads(line) for line in shop("ask", "--stream-json", "a warm jacket under 120").out.splitlines()]
    names = [line["event"] for line in lines]
    assert (names[0], names[-1]) == ("message_start", "message_end")
    assert {"products", "text_delta"} <= set(names)
    assert all(set(line) == {"event", "data"} for line in lines)


def test_a_dry_run_shows_need_candidates_prompt_and_plan_and_asks_no_model(shop):
    model = ScriptedLanguageModel(["never said"])
    shown = json.loads(shop("ask", "--dry-run", "--json", "a warm jacket under 120", model=model).out)
    assert model.requests == []
    assert set(shown["need"]) >= NEED_KEYS
    assert shown["need"]["price"] == {"min": None, "max": 12000, "about": None}
    assert shown["need"]["kind"] == "find"
    assert shown["candidates"][0]["product_id"] == "jkt-1"
    assert {"signal", "weight"} == set(shown["candidates"][0]["evidence"][0])
    assert "Harbour Insulated Jacket" in shown["prompt"]
    assert "a warm jacket under 120" in shown["prompt"]
    assert shown["plan"]


def test_the_profile_shapes_need_and_prompt(shop, tmp_path):
    profile = tmp_path / "profile.json"
    profile.write_text('{"dislikes": ["Fjellmark"], "budget": {"max": {"amount": 8000, "currency": "GBP"}}}')
    shown = json.loads(shop("ask", "--dry-run", "a jacket", "--profile", str(profile)).out)
    assert [candidate["product_id"] for candidate in shown["candidates"]] == ["jkt-2"]
    assert "£80.00" in shown["prompt"]


def test_a_dash_reads_standard_input(shop):
    shown = json.loads(shop("ask", "--dry-run", "-", stdin="an enamel mug\n").out)
    assert shown["candidates"][0]["product_id"] == "mug-1"


@pytest.mark.parametrize("arguments", [(), ("",), ("   ",), ("a", "b"), ("-",), ("boots", "--json", "--stream-json")])
def test_what_cannot_be_asked_is_a_usage_error(shop, arguments):
    outcome = shop("ask", *arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Error: " in outcome.err


def test_a_question_of_a_hundred_kilobytes_is_refused(shop):
    outcome = shop("ask", "x" * 100_000)
    assert outcome.code == 4
    assert "100,000" in outcome.err


def test_a_profile_that_is_none_is_refused(shop, tmp_path):
    profile = tmp_path / "profile.json"
    profile.write_text("[1")
    assert shop("ask", "boots", "--profile", str(profile)).code == 4
    assert shop("ask", "boots", "--profile", str(tmp_path / "none.json")).code == 2


@pytest.mark.parametrize("words", ["長靴はありますか", "boots\udcff", "; drop table products", "🥾" * 50])
def test_any_words_get_an_answer(shop, words):
    outcome = shop("ask", words)
    assert outcome.code == 0
    assert outcome.out.strip()


def test_the_real_client_writes_the_answer(shop, anthropic_server, wire, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    outcome = shop("ask", "hello there")
    assert outcome.out.strip() == wire.HELLO
    assert outcome.code == 0


def test_a_wrong_key_is_answered_by_the_template_with_a_note(shop, anthropic_server, monkeypatch):
    anthropic_server.play("wrong_key")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-wrong")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", anthropic_server.url)
    outcome = shop("ask", "a warm jacket under 120")
    assert outcome.code == 0
    assert "Harbour Insulated Jacket" in outcome.out
    assert outcome.err.count("template writer") == 1
    assert "sk-ant-wrong" not in outcome.err
