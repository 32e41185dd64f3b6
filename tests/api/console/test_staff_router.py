"""What holds on every route of the console, also on those that are still to be written."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.datastructures import Headers

from api.console.errors import ForeignForm
from api.console.routers import ROUTERS
from api.console.same_origin import check_same_origin
from api.console.staff_router import StaffRoute
from api.console.trial import PATH

EXAMPLES = {
    "conversation_id": "c_" + "0" * 32,
    "kind": "tiny",
    "version": "20260101T000000.000000-000000",
    "name": "order",
    "tag": "any",
}


def routes() -> Iterator[tuple[str, str, type[Any]]]:
    """Method, path and kind of everything that the console's routers answer."""
    for router in ROUTERS:
        for route in router.routes:
            for method in route.methods:
                yield method, route.path.format(**EXAMPLES), type(route)


INSIDE = [(method, path) for method, path, kind in routes() if path != "/console"]


def test_only_the_entrance_is_open() -> None:
    assert [path for _, path, kind in routes() if kind is not StaffRoute] == ["/console"]
    assert len(INSIDE) > 10


@pytest.mark.parametrize(("method", "path"), INSIDE)
def test_every_route_needs_the_key(client: Any, method: str, path: str) -> None:
    for auth in (None, ("sk_0123456789abcdef0123", "")):
        refused = client.http.request(method, path, auth=auth, headers={"Sec-Fetch-Site": "same-origin"})
        assert (refused.status_code, refused.headers["Cache-Control"]) == (401, "no-store")


@pytest.mark.parametrize("path", [path for method, path in INSIDE if method == "POST"])
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
    ],
)
def test_no_form_of_another_page_does_anything(staff: Any, path: str, sent: dict[str, str]) -> None:
    fields = {"question": "a tent"} if path == PATH else {}
    refused = staff.press(path.removeprefix("/console/"), headers=sent or {"Accept": "*/*"}, **fields)
    assert refused.status_code == 403
    assert "nothing was done" in refused.text


@pytest.mark.parametrize(
    ("sent", "is_own"),
    [
        ({"sec-fetch-site": "same-origin", "host": "a.example"}, True),
        ({"origin": "http://10.0.0.7:8000", "host": "10.0.0.7:8000"}, True),
        ({"origin": "http://10.0.0.7:9000", "host": "10.0.0.7:8000"}, False),
        ({"origin": "http://10.0.0.7:8000", "host": "10.0.0.7:8000", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "http://[", "host": "10.0.0.7:8000"}, False),
        ({"origin": "", "host": ""}, False),
    ],
)
def test_a_form_is_the_consoles_own_where_the_browser_says_so(sent: dict[str, str], is_own: bool) -> None:
    if is_own:
        check_same_origin(Headers(sent))
    else:
        with pytest.raises(ForeignForm):
            check_same_origin(Headers(sent))


@pytest.mark.parametrize(
    "path", ["", "conversations", "feedback", "catalog", "models", "experiments", "try", "nothing"]
)
def test_no_page_may_run_foreign_code_be_framed_or_be_kept(staff: Any, path: str) -> None:
    response = staff.get(path if path != "nothing" else "experiments/nothing")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert " style=" not in response.text
    assert "<style" not in response.text
    assert response.text.count("<script") == response.text.count('<script type="module" src="/console/files/') == 1


def test_every_page_is_in_the_menu_and_marks_itself(staff: Any) -> None:
    for path, name in (("", "Overview"), ("models", "Models"), ("try", "Try it as")):
        assert f'href="/console/{path}" aria-current="page">{name}<' in staff.page(path)


def test_files_may_be_kept_since_their_address_changes_with_them(staff: Any) -> None:
    tag = staff.page("").partition("/console/files/")[2].partition("/")[0]
    for name, kind in (("console.css", "text/css"), ("console.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        file = staff.get(f"files/{tag}/{name}")
        assert file.headers["Content-Type"].startswith(kind)
        assert "immutable" in file.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["conversations/c_1", "experiments/nothing", "models/tiny/20260101T000000.000000-000000"]
)
def test_what_is_not_there_is_a_page_that_says_so(staff: Any, path: str) -> None:
    response = staff.get(path)
    assert response.status_code == 404
    assert "There is no" in response.text or "there is no" in response.text
    assert "<nav" in response.text


def test_an_address_that_makes_no_sense_is_a_page_too(staff: Any) -> None:
    response = staff.get("", window="1000d")
    assert (response.status_code, "<nav" in response.text) == (422, True)


def test_the_console_is_no_part_of_the_api(client: Any) -> None:
    assert not [path for path in client.http.get("/openapi.json").json()["paths"] if "console" in path]
