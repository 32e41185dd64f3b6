import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from storefront.rendering import FOLDER

PAGES = (
    "/shop/", "/shop/c/apparel", "/shop/c/apparel-jackets", "/shop/p/jacket", "/shop/p/priceless", "/shop/p/hostile",
    "/shop/search", "/shop/search?q=boots", "/shop/cart", "/shop/checkout", "/shop/orders", "/shop/help/returns",
)  # fmt: skip
LOST = ("/shop/p/none", "/shop/c/none", "/shop/help/none", "/shop/none", "/shop/pictures/none.svg", "/shop/static/none")


class Outline(HTMLParser):
    """What a page holds: its tags with their attributes, and the text a reader sees."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_and_has_one_heading(shop, path):
    page = shop.get(path)
    assert page.status_code == 200
    assert len(Outline(page.text).all("h1")) == 1
    assert len(Outline(page.text).all("main")) == 1


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_an_inline_script_or_style(shop, path):
    outline = Outline(shop.get(path).text)
    assert all(script.get("src", "").startswith("/") for script in outline.all("script"))
    assert not outline.all("style")
    for _, attributes in outline.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("path", (*PAGES, *LOST, "/shop/pictures/jacket.svg", "/shop/static/shop.js"))
def test_every_answer_forbids_what_the_shop_does_not_need(shop, path):
    policy = shop.get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "img-src 'self' http://shop.test:8000;" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", LOST)
def test_an_address_that_leads_nowhere_gets_a_page_with_ways_on(shop, path):
    page = shop.get(path)
    assert page.status_code == 404
    assert "There is nothing at this address." in page.text
    assert 'href="/shop/c/apparel"' in page.text


def test_the_bare_address_leads_into_the_shop(shop):
    answer = shop.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/shop/")


def test_the_front_page_has_rows_for_home_and_visit_and_a_window_for_every_department(shop):
    page = shop.get("/shop/").text
    assert re.findall(r'data-rail="(\w+)"', page) == ["home", "session"]
    for slug in ("apparel", "footwear", "home"):
        assert f'href="/shop/c/{slug}"><img' in page


def test_a_department_holds_the_products_of_its_parts(shop):
    page = shop.get("/shop/c/apparel").text
    assert "Windline Softshell" in page
    assert "Work Trousers" in page
    assert "Trail Boots" not in page


def test_sold_out_products_can_be_left_out(catalog, shop):
    (jacket,) = catalog.products(["jacket"]).values()
    gone = [one.model_copy(update={"availability": jacket.variants[0].availability}) for one in jacket.variants]
    catalog.upsert([jacket.model_copy(update={"variants": tuple(gone)})])
    assert "Windline Softshell" in shop.get("/shop/c/apparel-jackets").text
    page = shop.get("/shop/c/apparel-jackets?stock=in").text
    assert "Windline Softshell" not in page
    assert "Nothing here is in stock" in page


def test_products_are_sorted_by_price_where_that_is_asked_for(shop):
    def titles(query):
        return re.findall(r'<h2><a href="/shop/p/(\w+)"', shop.get(f"/shop/c/apparel{query}").text)

    assert titles("?sort=price") == ["trousers", "hostile", "jacket"]
    assert titles("?sort=price-down")[0] == "jacket"
    assert titles("?sort=nonsense") == titles("") == ["jacket", "trousers", "hostile"]


def test_a_products_page_shows_first_what_can_be_had(shop):
    page = shop.get("/shop/p/jacket").text
    assert "£89.00" in page
    assert "£119.00" in page
    assert re.search(r'value="Red Stripe" checked', page)
    assert re.search(r'class="swatch gone">\s*<input type="radio" name="Colour" value="Moss"', page)
    assert "/shop/pictures/jacket.svg?colour=Red+Stripe" in page


def test_an_address_may_name_the_variant(shop):
    page = shop.get("/shop/p/jacket?variant=jacket-M-Moss").text
    assert re.search(r'value="M" checked', page)
    assert re.search(r'value="Moss" checked', page)
    assert "£95.00" in page
    assert re.search(r'class="main" disabled', page)


def test_facts_are_read_with_their_units(shop):
    text = " ".join(Outline(shop.get("/shop/p/jacket").text).text.split())
    assert "Weight 420 g" in text.replace("Weight420", "Weight 420")
    assert re.search(r"Waterproof ?no", text)
    assert re.search(r"Capacity ?2.5 l", text)
    assert re.search(r"Activities ?cycling, walking", text)


def test_a_product_without_a_price_cannot_be_bought(shop):
    page = shop.get("/shop/p/priceless").text
    assert "Price on request" in page
    assert re.search(r'class="main" disabled', page)


def test_an_id_may_be_anything(shop):
    page = shop.get(f"/shop/p/{quote('odd/id?#%', safe='')}")
    assert page.status_code == 200
    assert 'data-product="odd/id?#%"' in page.text
    assert "/shop/pictures/odd%2Fid%3F%23%25.svg" in page.text
    assert shop.get(f"/shop/pictures/{quote('odd/id?#%', safe='')}.svg").status_code == 200


def test_a_document_is_laid_out_with_its_lists_and_tables(shop):
    outline = Outline(shop.get("/shop/help/returns").text)
    assert {"id": "how"} in outline.all("section")
    assert len(outline.all("table")) == 1
    assert "Print the label." in outline.text
    assert "1. Print" not in outline.text


def test_an_empty_search_helps_on(shop):
    page = shop.get("/shop/search?q=%20").text
    assert "What are you looking for?" in page
    assert 'href="/shop/c/footwear"' in page


def test_a_change_of_the_catalog_is_seen_with_the_next_page(catalog, shop):
    assert shop.get("/shop/p/boots").status_code == 200
    catalog.delete(["boots"])
    assert shop.get("/shop/p/boots").status_code == 404


def test_a_public_key_is_handed_to_the_widget_and_to_the_pages(visit):
    outline = Outline(visit(key="pk_0123456789abcdef").get("/shop/").text)
    assert outline.all("html")[0]["data-key"] == "pk_0123456789abcdef"
    assert any(script.get("data-key") == "pk_0123456789abcdef" for script in outline.all("script"))


def test_every_script_and_style_that_pages_name_is_there(shop):
    for file in (FOLDER / "static").iterdir():
        assert shop.get(f"/shop/static/{file.name}").status_code == 200
    for script in (FOLDER / "static").glob("*.js"):
        for name in re.findall(r"from '\./([\w-]+\.js)'|import\('\./([\w-]+\.js)'\)", script.read_text()):
            assert (FOLDER / "static" / "".join(name)).exists(), f"{script.name} imports {name}"


def test_scripts_are_asked_for_again_so_that_those_of_two_versions_never_mix(shop):
    first = shop.get("/shop/static/shop.js")
    assert first.headers["cache-control"] == "no-cache"
    assert shop.get("/shop/static/shop.js", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_no_script_ever_makes_markup_of_text():
    for script in (FOLDER / "static").glob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script.read_text())


def test_the_department_that_one_is_in_is_marked(shop):
    for path in ("/shop/c/apparel", "/shop/c/apparel-jackets", "/shop/p/jacket"):
        assert re.findall(r'aria-current="true">([^<]+)', shop.get(path).text) == ["Apparel"]
    assert 'aria-current="true"' not in shop.get("/shop/").text
