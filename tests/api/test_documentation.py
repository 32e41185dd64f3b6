import re
from pathlib import Path
from typing import Any

from api.errors import STATUS_TABLE, UNKNOWN

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def routes_of(client: Any) -> set[str]:
    described = client.http.get("/openapi.json").json()
    return {f"{method.upper()} {path}" for path, methods in described["paths"].items() for method in methods}


def test_every_route_is_documented_and_nothing_else_is(client: Any) -> None:
    documented = set(re.findall(r"^### `([A-Z]+ /\S*)`", DOCUMENT, re.MULTILINE))
    assert documented == routes_of(client) | {"GET /openapi.json"}


def test_every_route_has_an_example_to_copy() -> None:
    sections = re.split(r"^### ", DOCUMENT, flags=re.MULTILINE)[1:]
    for section in sections:
        assert "curl " in section, f"{section.splitlines()[0]} has no example"


def test_every_code_of_a_problem_is_documented() -> None:
    codes = {told.code for told in (*STATUS_TABLE.values(), UNKNOWN)}
    for code in codes | {"invalid_json", "json_too_deep", "body_too_large", "unsupported_media_type", "turn_stopped"}:
        assert f"| `{code}` |" in DOCUMENT, f"docs/api.md does not explain {code}"


def test_every_route_says_what_it_is_for(client: Any) -> None:
    described = client.http.get("/openapi.json").json()
    for methods in described["paths"].values():
        for route in methods.values():
            assert route["description"]
