import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.wiring import open_shop
from cli.demo_storefront import storefront_address, storefront_of
from cli.sample_shop import find_sample, import_sample, is_sample
from cli.terminal import Terminal
from retrieval.hashing_encoder import HashingEncoder
from storefront.rendering import FOLDER

ADDRESS = "http://127.0.0.1:8123"
OTHER_ADDRESS = "http://127.0.0.1:9999"


class CountingEncoder(HashingEncoder):
    """Counts the texts it embeds."""

    n_texts = 0

    def encode(self, texts):
        self.n_texts += len(texts)
        return super().encode(texts)


@pytest.fixture(scope="module")
def encoder():
    return CountingEncoder()


@pytest.fixture(scope="module")
def shop(tmp_path_factory, encoder):
    """The sample shop, its links turned to a storefront."""
    settings = Settings(home=tmp_path_factory.mktemp("demo"), log_level="warning")
    with open_shop(settings, encoder=encoder, require_catalog=False) as opened:
        import_sample(opened, find_sample(), Terminal(), storefront_address(ADDRESS))
        yield opened


@pytest.fixture(scope="module")
def visitor(shop):
    with TestClient(create_app(shop, storefront_of(shop, ADDRESS)), base_url=ADDRESS) as client:
        yield client


def test_every_link_and_picture_of_the_catalog_is_a_page_of_the_shop(shop, visitor):
    for product in shop.catalog.all_products():
        assert product.url == f"{ADDRESS}/shop/p/{product.id}"
        assert visitor.get(product.media[0].url).status_code == 200
    assert visitor.get(product.url).status_code == 200


def test_the_documents_are_cited_where_the_shop_shows_them(shop, visitor):
    section = shop.catalog.find_policies("how do I return something", 1)[0]
    page, _, anchor = section.url.partition("#")
    assert f'id="{anchor}"' in visitor.get(page).text


def test_shop_and_api_are_one_origin(visitor):
    assert visitor.get("/", follow_redirects=True).url == f"{ADDRESS}/shop/"
    listed = visitor.post("/v1/recommendations", json={"surface": "home", "limit": 5}).json()
    assert [visitor.get(card["url"]).status_code for card in listed["items"]] == [200] * 5


def test_pages_of_the_shop_are_no_part_of_the_api(visitor):
    assert not [path for path in visitor.get("/openapi.json").json()["paths"] if path.startswith("/shop")]


def test_an_unknown_address_outside_the_shop_is_the_apis_problem(visitor):
    assert visitor.get("/v1/nothing").headers["content-type"] == "application/problem+json"


def test_a_server_without_the_demo_has_no_storefront(shop):
    with TestClient(create_app(shop), base_url=ADDRESS) as client:
        assert client.get("/shop/").status_code == 404
        assert client.get("/", follow_redirects=False).status_code == 404


def test_another_port_changes_the_records_and_embeds_nothing_again(shop, encoder):
    before, version = encoder.n_texts, shop.catalog.version()
    assert before >= 416
    import_sample(shop, find_sample(), Terminal(), storefront_address(OTHER_ADDRESS))
    assert shop.catalog.products(["jkt-01"])["jkt-01"].url == f"{OTHER_ADDRESS}/shop/p/jkt-01"
    assert shop.catalog.version() > version
    assert encoder.n_texts == before
    import_sample(shop, find_sample(), Terminal(), storefront_address(ADDRESS))


def test_the_same_port_changes_nothing(shop):
    version = shop.catalog.version()
    import_sample(shop, find_sample(), Terminal(), storefront_address(ADDRESS))
    assert shop.catalog.version() == version


def test_the_catalog_is_known_as_the_sample_wherever_its_links_lead(shop):
    assert is_sample(shop.catalog.stats().source)


def test_what_the_pages_take_from_the_widget_is_there(visitor):
    scripts = (FOLDER / "static").glob("*.js")
    taken = {name for script in scripts for name in re.findall(r"from '(/[^']+)'", script.read_text(encoding="utf-8"))}
    assert taken == {"/widget/latest/talk/client.js", "/widget/latest/talk/memory.js"}
    memory = visitor.get("/widget/latest/talk/memory.js").text
    for name in ("sessionId", "anonymousId", "noteList", "clear"):
        assert re.search(rf"^  (?:get )?{name}\(", memory, re.MULTILINE), f"the widget's memory has no {name}"
    assert re.search(r"^  forget\(", visitor.get("/widget/latest/talk/client.js").text, re.MULTILINE)
