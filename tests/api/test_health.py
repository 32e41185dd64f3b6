import re
from collections.abc import Callable
from typing import Any

import pytest

from assistant.language_model import ModelUnavailable
from assistant.scripted import ScriptedLanguageModel


def test_a_living_server_says_so(client: Any) -> None:
    assert client.http.get("/healthz").json() == {"status": "ok"}


def test_a_ready_server_tells_the_state_of_its_parts(client: Any) -> None:
    response = client.http.get("/readyz")
    assert response.status_code == 200
    status = response.json()
    assert (status["ready"], status["writer"], status["breaker"]) == (True, "template", "closed")
    assert status["catalog"]["n_products"] == status["search"]["n_products"] == 9


def test_the_version_names_the_shop_and_its_writer(serve: Callable[..., Any]) -> None:
    told = (
        serve(ScriptedLanguageModel(["hi"], name="scripted-1"), shop_name="Fjell & Fjord").http.get("/version").json()
    )
    assert (told["shop"], told["writer"]) == ("Fjell & Fjord", "scripted-1")
    assert re.match(r"\d+\.\d+", told["version"])


def test_requests_turns_and_fallbacks_are_counted_without_ids(serve: Callable[..., Any]) -> None:
    client = serve(ScriptedLanguageModel([[ModelUnavailable("down")]]))
    answer = client.chat("a warm jacket")
    client.http.get(f"/v1/conversations/{answer['conversation_id']}/messages")
    text = client.http.get("/metrics").text
    assert 'shopkeeper_requests_total{method="POST",route="/v1/chat",status="200"} 1.0' in text
    assert 'route="/v1/conversations/{conversation_id}/messages",status="404"' in text
    assert 'shopkeeper_turns_total{end="end_turn",writer="template"} 1.0' in text
    assert "shopkeeper_fallbacks_total 1.0" in text
    assert "shopkeeper_corrections_total 0.0" in text
    assert "shopkeeper_model_breaker_open 0.0" in text
    assert 'shopkeeper_turn_seconds_count{step="products"} 1.0' in text
    assert answer["conversation_id"] not in text


@pytest.mark.parametrize("sent", ["my-request-0001", "a b", "x" * 65, "é" * 9])
def test_every_response_carries_a_request_id_the_callers_if_it_is_a_plain_one(client: Any, sent: str) -> None:
    response = client.http.get("/v1/catalog/products/nothing", headers={"X-Request-ID": sent.encode()})
    told = response.headers["X-Request-ID"]
    assert told == response.json()["request_id"]
    assert (told == sent) == (sent == "my-request-0001")
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", told)


def test_an_unexpected_error_is_a_500_with_a_trace_in_the_log_only(
    serve: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    client = serve()
    client.shop.catalog.stats = None  # a bug, as calling it will show
    response = client.http.get("/v1/catalog/stats", headers={"X-Request-ID": "request-0042"})
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "NoneType" not in response.text
    assert "NoneType" in caplog.text
    assert "request-0042" in caplog.text
