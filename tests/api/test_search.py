from typing import Any

import pytest


def search(client: Any, **request: Any) -> dict[str, Any]:
    response = client.http.post("/v1/search", json=request)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_products_are_found_best_first_as_cards_with_scores(client: Any) -> None:
    answer = search(client, query="waterproof boots", limit=3)
    assert answer["items"][0]["product_id"] == "boots"
    assert answer["items"][0]["price"] == {"amount": 12_000, "currency": "GBP"}
    scores = [item["score"] for item in answer["items"]]
    assert scores == sorted(scores, reverse=True)
    assert "reason" not in answer["items"][0]


def test_hard_conditions_hold(client: Any) -> None:
    answer = search(client, query="jacket", where={"price_max": 12_000, "brands": ["fjellmark"], "in_stock": True})
    ids = {item["product_id"] for item in answer["items"]}
    assert "jacket-rain" in ids
    assert ids <= {"jacket-rain", "boots"}
    assert answer["n_matching"] == 2


def test_without_words_all_that_pass_are_given(client: Any) -> None:
    answer = search(client, where={"brands": ["Lumo"]})
    assert {item["product_id"] for item in answer["items"]} == {"lamp", "odd/id"}


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"query": "x" * 1_001}, "#/query"),
        ({"query": "boots", "limit": 0}, "#/limit"),
        ({"query": "boots", "limit": 101}, "#/limit"),
        ({"query": "boots", "where": {"price_max": -1}}, "#/where/price_max"),
        ({"query": "boots", "where": {"colour": "red"}}, "#/where/colour"),
        ({"query": 7}, "#/query"),
        ({"qeury": "boots"}, "#/qeury"),
    ],
)
def test_a_wrong_request_is_refused_with_a_pointer(client: Any, request_: dict[str, Any], pointer: str) -> None:
    response = client.http.post("/v1/search", json=request_)
    assert response.status_code == 422
    assert pointer in [fault["pointer"] for fault in response.json()["errors"]]
