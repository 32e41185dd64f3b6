import pytest

from api.console.formats import link
from api.console.prose import prose


def test_bold_lists_and_links_are_drawn() -> None:
    told = prose("The **Rain Jacket** ([page](https://shop.example/p/1)).\n\n- dry\n- light")
    assert told == (
        "<p>The <strong>Rain Jacket</strong> "
        '(<a href="https://shop.example/p/1" rel="noopener noreferrer" target="_blank">page</a>).</p>'
        "<ul><li>dry</li><li>light</li></ul>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "**<img src=x onerror=alert(1)>**",
        "[click](javascript:alert(1))",
        "[click](data:text/html,x)",
        '[x](https://a.example/"onmouseover="alert(1))',
        "[<b>](https://a.example/)",
        "- <svg onload=alert(1)>",
        "</p></main><iframe src=//evil.example>",
    ],
)
def test_nothing_else_becomes_html(hostile: str) -> None:
    told = str(prose(hostile))
    for tag in ("<script", "<img", "<svg", "<iframe", "</main", "<b>"):
        assert tag not in told
    assert 'href="javascript' not in told
    assert 'href="data' not in told
    assert '"onmouseover' not in told


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", "", None]
)
def test_only_web_addresses_are_links(address: str | None) -> None:
    assert link(address) == ""
    assert link("https://shop.example/") == "https://shop.example/"
