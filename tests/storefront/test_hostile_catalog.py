"""Whatever a catalog says is text on the page."""

import re
from html.parser import HTMLParser

import pytest

PATHS = ("/shop/p/hostile", "/shop/c/apparel", "/shop/help/returns", "/shop/orders", "/shop/")
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"
SCRIPTS = {"/widget.js", "/shop/static/shop.js"}


class Tags(HTMLParser):
    """The tags of a page, each with its attributes, as a browser would make them of it."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("path", PATHS)
def test_markup_in_the_catalog_stays_text(shop, path):
    page = shop.get(path).text
    tags = Tags(page).found
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert not [attributes for tag, attributes in tags if tag == "img" and attributes.get("src") == "x"]
    assert {attributes.get("src") for tag, attributes in tags if tag == "script"} == SCRIPTS
    assert "{{ 7 * 7 }}" in page or "alert" not in page


def test_the_reader_sees_it_as_it_was_written(shop):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shop.get("/shop/p/hostile").text


def test_markup_in_a_search_stays_text(shop):
    page = shop.get("/shop/search", params={"q": MARKUP}).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'data-results="&lt;script&gt;' in page


def test_a_search_is_no_longer_than_the_service_takes(shop):
    page = shop.get("/shop/search", params={"q": "a" * 5_000}).text
    assert "a" * 1_000 in page
    assert "a" * 1_001 not in page


def test_markup_in_a_colour_reaches_no_picture(shop):
    plain = shop.get("/shop/pictures/jacket.svg").text
    assert shop.get("/shop/pictures/jacket.svg", params={"colour": f'"/>{MARKUP}'}).text == plain


def test_a_hostile_product_is_drawn_like_any_other(shop):
    picture = shop.get("/shop/pictures/hostile.svg")
    assert picture.status_code == 200
    assert "alert" not in picture.text


def test_a_preference_with_quotes_does_not_leave_its_attribute(shop):
    page = shop.get("/shop/").text
    (told,) = re.findall(r"data-shopper=\"rides\"[^>]*data-preferences='([^']*)'", page)
    assert told == '["cycling", "it\\u0027s \\"quoted\\""]'
