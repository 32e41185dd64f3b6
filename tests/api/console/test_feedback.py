"""What shoppers say of answers, as staff read it."""

from collections.abc import Callable
from typing import Any

import pytest

from api.console.rate import rate_of

HOSTILE = "<script>alert(1)</script>"


def rated(client: Any, *ratings: tuple[int, str | None, str]) -> None:
    for stars, reason, comment in ratings:
        answer = client.chat("a warm jacket")
        given = {"message_id": answer["message_id"], "rating": stars, "reason": reason, "comment": comment}
        headers = {"X-Conversation-Token": answer["conversation_token"]}
        assert client.http.post("/v1/feedback", json=given, headers=headers).status_code == 204


def test_ratings_are_counted_by_reason_with_an_interval(
    serve: Any, staff_of: Any, text_of: Callable[[str], str]
) -> None:
    client = serve()
    rated(client, (5, None, "lovely"), (1, "wrong_price", "no"), (1, "wrong_price", HOSTILE), (4, None, ""))
    page = staff_of(client).page("feedback")
    words = text_of(page)
    assert "50.0 % 95 % interval 15.0 % to 85.0 %; 4 ratings" in words
    assert "wrong_price 2 0 0 0 0 2" in words
    assert "(none given) 2 1 1 0 0 0" in words
    assert page.count('href="/console/conversations/c_') == 4
    raw = staff_of(client).get("feedback").text
    assert HOSTILE not in raw


def test_bad_ratings_can_be_read_alone(serve: Any, staff_of: Any) -> None:
    client = serve()
    rated(client, (5, None, "lovely"), (1, None, "awful"))
    page = staff_of(client).page("feedback", bad=True)
    assert "awful" in page
    assert "lovely" not in page


def test_without_any_the_page_says_where_it_comes_from(new_staff: Any) -> None:
    assert "POST /v1/feedback" in new_staff.page("feedback")


@pytest.mark.parametrize(
    ("n_hits", "n_cases", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_of_a_share_is_wilsons(n_hits: int, n_cases: int, low: float, high: float) -> None:
    """The last one is Newcombe's example (1998, table I, method 3)."""
    found = rate_of(n_hits, n_cases)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_of_no_case_there_is_no_share() -> None:
    assert rate_of(0, 0) is None
