"""The AI SDK's own transport and stream reader (Node) against `POST /v1/chat/ui-stream`."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.scripted import ScriptedLanguageModel, say

PATH = "/v1/chat/ui-stream"
FOLDER = Path(__file__).parent / "ui_stream"
PUBLIC_KEY = "pk_0123456789abcdef0123"
_MISSING = "the AI SDK is not installed: needs Node 18 or newer, and `npm ci` in tests/api/ui_stream"


@pytest.fixture
def read() -> Callable[..., dict[str, Any]]:
    """Holds a chat through the SDK and tells what it read: messages, chunks, errors."""
    if not (shutil.which("node") and (FOLDER / "node_modules" / "ai").is_dir()):
        if os.environ.get("CI"):
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)

    def run(client: Any, *turns: str, **options: Any) -> dict[str, Any]:
        asked = {"url": str(client.http.base_url.join(PATH)), "turns": turns, **options}
        node = ["node", "read.mjs"]
        done = subprocess.run(node, input=json.dumps(asked), capture_output=True, text=True, timeout=60, cwd=FOLDER)
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    return run


def parts(message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [part for part in message["parts"] if part["type"] == kind]


def text(message: dict[str, Any]) -> str:
    return "".join(part["text"] for part in parts(message, "text"))


def ask(content: str, **more: Any) -> dict[str, Any]:
    return {"id": "x", "messages": [{"id": "u", "role": "user", "parts": [{"type": "text", "text": content}]}], **more}


def test_the_sdk_reads_prose_cards_and_suggestions(client: Any, read: Any) -> None:
    result = read(client, "a warm jacket under 120")
    answer, whole = result["messages"][-1], client.chat("a warm jacket under 120")
    assert result["errors"] == []
    assert answer["role"] == "assistant"
    assert answer["id"].startswith("m_")
    assert text(answer) == whole["message"]["content"]
    assert parts(answer, "data-products")[0]["data"]["items"] == whole["products"]["items"]
    suggested = [part["data"] for part in parts(answer, "data-suggestions")]
    assert suggested == ([whole["suggestions"]] if "suggestions" in whole else [])
    assert answer["metadata"]["writer"] == "template"
    assert answer["metadata"]["conversation_id"].startswith("c_")
    assert parts(answer, "text")[0]["state"] == "done"


def test_cards_come_before_the_prose_and_the_stream_has_one_end(client: Any, read: Any) -> None:
    kinds = [chunk["type"] for chunk in read(client, "a warm jacket")["chunks"]]
    assert kinds[0] == "start"
    assert kinds.index("data-products") < kinds.index("text-start") < kinds.index("text-end")
    assert kinds.count("finish") == 1
    assert kinds[-1] == "finish"


def test_the_wire_is_what_the_protocol_says(client: Any) -> None:
    with client.http.stream("POST", PATH, json=ask("a warm jacket")) as response:
        lines = [line for line in response.iter_lines() if line]
    assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
    assert response.headers["content-type"].startswith("text/event-stream")
    assert lines[-1] == "data: [DONE]"
    assert all(line.startswith("data: ") for line in lines)


def test_a_chat_goes_on_in_its_conversation_by_itself(client: Any, read: Any) -> None:
    result = read(client, "a warm jacket under 120", "something cheaper")
    _, first, _, second = result["messages"]
    assert second["metadata"]["conversation_id"] == first["metadata"]["conversation_id"]
    top = parts(first, "data-products")[0]["data"]["items"][0]["price"]["amount"]
    cards = parts(second, "data-products")[0]["data"]["items"]
    assert cards
    assert all(card["price"]["amount"] < top for card in cards)


def test_a_page_that_keeps_the_words_alone_is_understood_too(client: Any, read: Any) -> None:
    first, second = read(client, "a warm jacket under 120", "something cheaper", strip=True)["messages"][1::2]
    top = parts(first, "data-products")[0]["data"]["items"][0]["price"]["amount"]
    assert all(card["price"]["amount"] < top for card in parts(second, "data-products")[0]["data"]["items"])
    assert "conversation_token" not in second["metadata"]


def test_a_comparison_is_a_part_of_its_own(client: Any, read: Any) -> None:
    result = read(client, "a warm jacket", "compare the first two")
    compared = parts(result["messages"][-1], "data-comparison")
    assert len(compared[0]["data"]["entries"]) == 2


def test_a_document_is_a_source(client: Any, read: Any) -> None:
    answer = read(client, "can I return a jacket?")["messages"][-1]
    sources = [*parts(answer, "source-document"), *parts(answer, "source-url")]
    assert [source["sourceId"] for source in sources] == ["returns#30-days"]


def test_an_answer_given_anew_does_not_build_on_the_one_it_replaces(client: Any, read: Any) -> None:
    first = client.chat("a warm jacket")
    key = {name: first[name] for name in ("conversation_id", "conversation_token")}
    told = [{"id": "a", "role": "assistant", "metadata": key, "parts": []}, *ask("cheaper")["messages"]]
    lines = client.http.post(PATH, json={"messages": told, "trigger": "regenerate-message"}).text.splitlines()
    assert json.loads(lines[0].removeprefix("data: "))["messageMetadata"]["conversation_id"] != key["conversation_id"]


def test_a_conversation_may_be_named_in_the_transports_body(client: Any, read: Any) -> None:
    first = client.chat("a warm jacket")
    key = {name: first[name] for name in ("conversation_id", "conversation_token")}
    answer = read(client, "cheaper", body=key)["messages"][-1]
    assert answer["metadata"]["conversation_id"] == first["conversation_id"]


def test_a_refusal_is_an_error_of_the_sdk(serve: Callable[..., Any], read: Any) -> None:
    server = serve(public_keys=PUBLIC_KEY)
    refused = read(server, "a warm jacket")
    assert "key_required" in refused["errors"][0]
    assert read(server, "a warm jacket", headers={"Authorization": f"Bearer {PUBLIC_KEY}"})["errors"] == []


def test_a_page_that_stops_an_answer_stops_the_models_call(
    serve: Callable[..., Any], read: Any, gated_model: Any
) -> None:
    server = serve(gated_model, resume_seconds=60)
    gated_model.close_gate()
    result = read(server, "a warm jacket", abortAt="data-products")
    assert result["aborted"] or result["errors"]
    # The cards come before the model is asked: a page that is quick stops it from being asked at all.
    assert gated_model.left.wait(2) or not gated_model.asked.is_set()


def test_an_answer_that_is_stopped_elsewhere_is_an_abort(serve: Callable[..., Any], gated_model: Any) -> None:
    server = serve(gated_model)
    gated_model.close_gate()
    with server.http.stream("POST", PATH, json=ask("a warm jacket")) as response:
        lines = (json.loads(line[6:]) for line in response.iter_lines() if line.startswith("data: {"))
        begun = next(lines)["messageMetadata"]
        token = {"X-Conversation-Token": begun["conversation_token"]}
        server.http.post(f"/v1/runs/{begun['run_id']}/cancel", headers=token)
        assert list(lines)[-1]["type"] == "abort"


def test_a_model_that_is_cut_off_by_its_length_says_so(serve: Callable[..., Any], read: Any) -> None:
    model = ScriptedLanguageModel([say("The Warm Down Jacket is the one I would take.", reason="max_tokens")])
    assert read(serve(model), "a warm jacket")["chunks"][-1]["finishReason"] == "length"
