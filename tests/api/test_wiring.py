from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from api.errors import CatalogMissing
from api.settings import Settings
from api.shop import Shop
from api.wiring import open_shop
from assistant.conversation import Conversation
from catalog.filter import ProductFilter
from catalog.product import Product
from retrieval.hashing_encoder import HashingEncoder

FEED = """id\ttitle\tlink\timage_link\tavailability\tprice
a\tWarm Jacket\thttps://shop.example/a\thttps://cdn.example/a.jpg\tin_stock\t99.00 GBP
b\tTrail Boots\thttps://shop.example/b\thttps://cdn.example/b.jpg\tin_stock\t120.00 GBP
"""


@pytest.fixture
def empty_shop(home: Path) -> Iterator[Shop]:
    with open_shop(Settings(home=home), encoder=HashingEncoder(), require_catalog=False) as shop:
        yield shop


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.tsv"
    file.write_text(FEED)
    return file


def found(shop: Shop, query: str) -> list[str]:
    return [candidate.product_id for candidate in shop.search.search(query, ProductFilter(), 5).candidates]


def test_a_shop_with_nothing_to_sell_is_not_opened(home: Path) -> None:
    with pytest.raises(CatalogMissing, match="shopkeeper catalog import"):
        open_shop(Settings(home=home), encoder=HashingEncoder())


def test_a_feed_is_imported_and_found_at_once(empty_shop: Shop, feed: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = empty_shop.import_feed(feed, progress=lambda done, total: seen.append((done, total)))
    assert (report.refused, report.products) == (None, 2)
    assert seen[-1] == (2, 2)
    assert found(empty_shop, "boots")[0] == "b"


def test_a_refused_feed_changes_neither_catalog_nor_search(empty_shop: Shop, feed: Path, tmp_path: Path) -> None:
    empty_shop.import_feed(feed)
    (tmp_path / "empty.tsv").write_text("")
    assert empty_shop.import_feed(tmp_path / "empty.tsv").refused
    assert found(empty_shop, "boots")[0] == "b"


class Killed(BaseException):
    """Ends an import where a signal would."""


def test_an_import_that_is_killed_while_embedding_leaves_the_old_catalog_serving(
    shop_home: Path, tmp_path: Path, feed: Path
) -> None:
    def die(done: int, total: int) -> None:
        raise Killed

    settings = Settings(home=copytree(shop_home, tmp_path / "home"))
    with open_shop(settings, encoder=HashingEncoder()) as shop:
        version = shop.catalog.version()
        with pytest.raises(Killed):
            shop.import_feed(feed, force=True, progress=die)
        assert (shop.catalog.version(), found(shop, "rain jacket")[0]) == (version, "jacket-rain")
    with open_shop(settings, encoder=HashingEncoder()) as shop:
        assert found(shop, "rain jacket")[0] == "jacket-rain"
        assert shop.status()["search"]["is_current"]


def test_a_dry_run_imports_nothing(empty_shop: Shop, feed: Path) -> None:
    assert empty_shop.import_feed(feed, dry_run=True).products == 2
    assert empty_shop.catalog.version() == 0


def test_an_index_left_behind_by_a_killed_import_is_brought_up_to_date(shop_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=copytree(shop_home, tmp_path / "home"))
    kettle = Product.model_validate({"id": "kettle", "title": "Steel Kettle", "variants": [{"id": "kettle-1"}]})
    with open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.catalog.upsert([kettle])  # and the process ends before the index is refreshed
    with open_shop(settings, encoder=HashingEncoder()):
        pass  # closing waits for the refresh that opening began
    with open_shop(settings, encoder=HashingEncoder()) as shop:
        assert found(shop, "steel kettle")[0] == "kettle"
        assert shop.status()["search"]["is_current"]


def test_documents_and_reviews_do_not_put_the_index_out_of_date(shop_home: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "returns.md").write_text("# Returns\n\nYou can return anything within 30 days.\n")
    (tmp_path / "reviews.jsonl").write_text('{"product_id": "boots", "review_id": "1", "rating": 5, "text": "Dry."}\n')
    settings = Settings(home=copytree(shop_home, tmp_path / "home"))
    with open_shop(settings, encoder=HashingEncoder()) as shop:
        assert shop.import_policies(tmp_path / "documents") >= 1
        assert shop.import_reviews(tmp_path / "reviews.jsonl").n_reviews == 1
        assert shop.status()["search"]["is_current"]


def test_old_conversations_are_forgotten_and_young_ones_are_not(shop_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=copytree(shop_home, tmp_path / "home"), conversation_days=30)
    old, young = Conversation.begin()[0], Conversation.begin()[0]
    with open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.conversations.create(old.model_copy(update={"created_at": datetime.now(UTC) - timedelta(days=31)}))
        shop.conversations.create(young)
        assert shop.forget_old_conversations() == 1
        assert shop.conversations.load(old.conversation_id) is None
        assert shop.conversations.load(young.conversation_id) is not None


@pytest.mark.parametrize("key", [None, "", "  "])
def test_without_a_key_the_template_writes(home: Path, key: str | None) -> None:
    settings = Settings(home=home, anthropic_api_key=key)
    with open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop:
        assert (shop.language_model, shop.writer) == (None, "template")


def test_with_a_key_claude_writes(home: Path) -> None:
    settings = Settings(home=home, anthropic_api_key="any", model="claude-sonnet-5-5")
    with open_shop(settings, encoder=HashingEncoder(), require_catalog=False) as shop:
        assert shop.language_model is not None
        assert shop.writer == "claude-sonnet-5-5"


def test_opening_a_shop_for_its_catalog_does_not_open_its_search(home: Path) -> None:
    with open_shop(Settings(home=home, encoder="no such encoder"), require_catalog=False) as shop:
        assert shop.catalog.version() == 0


def test_a_half_opened_shop_is_closed_again(home: Path, feed: Path) -> None:
    """An error while opening leaves no thread and no connection behind; warnings are errors here."""
    with open_shop(Settings(home=home), encoder=HashingEncoder(), require_catalog=False) as shop:
        shop.import_feed(feed)
    broken: Callable[[], None] = lambda: open_shop(Settings(home=home), encoder=BrokenEncoder())  # noqa: E731
    with pytest.raises(RuntimeError, match="no memory"):
        broken()


class BrokenEncoder(HashingEncoder):
    @property
    def key(self) -> str:  # type: ignore[override]
        raise RuntimeError("no memory")

    @key.setter
    def key(self, value: str) -> None:
        pass
