"""Who a request speaks for."""

from dataclasses import replace
from typing import Any

from api.access import Caller
from api.chat_request import ChatRequest
from api.turns import visit_of


def request(**more: Any) -> ChatRequest:
    return ChatRequest.model_validate({"message": {"content": "a jacket"}, **more})


BROWSER, STAFF = Caller(is_reader=True, is_secret=False), Caller(is_reader=True, is_secret=True)


def test_a_browser_cannot_name_a_signed_in_shopper() -> None:
    asked = request(user={"id": "17850", "anonymous_id": "a_7f2c"})
    assert visit_of(asked, BROWSER).shopper_id == "anonymous:a_7f2c"
    assert visit_of(asked, STAFF).shopper_id == "17850"


def test_nobody_is_known_who_is_not_named() -> None:
    assert visit_of(request(user={"id": "17850"}), BROWSER).shopper_id is None
    assert visit_of(request(), STAFF).shopper_id is None


def test_history_is_used_unless_the_request_or_the_browser_says_no() -> None:
    private = replace(BROWSER, is_opted_out=True)
    for consent, expected in ((None, True), (True, True), (False, False)):
        asked = request(user={"anonymous_id": "a", "consent": {"personalization": consent}})
        assert visit_of(asked, BROWSER).is_consented is expected
        assert visit_of(asked, private).is_consented is False


def test_cart_and_page_belong_to_the_visit_the_page_last() -> None:
    context = {
        "session_id": "s_19",
        "page": {"product_id": "boots"},
        "cart": {"items": [{"product_id": "socks", "quantity": 2}, {"product_id": "boots"}, {}]},
    }
    visit = visit_of(request(context=context), BROWSER)
    assert visit.session_id == "s_19"
    assert visit.viewed == ("socks", "boots")
