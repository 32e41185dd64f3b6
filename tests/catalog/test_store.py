import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from catalog.catalog_version import FRESH_SECONDS
from catalog.errors import ShrinkRefused
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from catalog.store import CatalogStore
from database import DatabaseUnavailable


def product(product_id: str, title: str = "Tee", amount: int = 2400, **more: object) -> Product:
    variant = {"id": f"{product_id}-v", "price": {"amount": amount, "currency": "GBP"}}
    return Product.model_validate({"id": product_id, "title": title, "variants": [variant], **more})


def review(product_id: str, review_id: str, day: int | None = 1) -> Review:
    at = datetime(2026, 1, day, tzinfo=UTC) if day else None
    return Review(product_id=product_id, review_id=review_id, rating=4, text="Good.", at=at, verified=True)


def ids(store: CatalogStore) -> list[str]:
    return [found.id for found in store.all_products()]


def test_what_was_stored_comes_back_as_it_was(store):
    rich = product(
        "a",
        brand="Fjellmark",
        attributes={"weight_g": 420, "waterproof": False, "ratio": 0.5, "season": ["autumn", "winter"], "fit": "slim"},
        rating={"value": 4.4, "count": 57},
        updated_at="2026-11-01T09:00:00Z",
    )
    store.replace([rich], source="test")
    assert store.products(["a"]) == {"a": rich}
    assert list(store.all_products()) == [rich]


def test_looking_up_leaves_unknown_ids_out_and_keeps_the_order(store):
    store.replace([product("a"), product("b"), product("c")], source="test")
    assert list(store.products(["c", "nothing", "a", "c"])) == ["c", "a"]


def test_a_lookup_sees_what_another_process_changed(store, database):
    store.replace([product("a", amount=100)], source="test")
    assert store.products(["a"])["a"].price.amount == 100
    CatalogStore(database).upsert([product("a", amount=200)])
    time.sleep(1.1 * FRESH_SECONDS)
    assert store.products(["a"])["a"].price.amount == 200


def test_a_lookup_sees_at_once_what_it_changed_itself(store):
    store.replace([product("a", amount=100)], source="test")
    before = store.version()
    store.upsert([product("a", amount=200)])
    assert store.version() == before + 1
    assert store.products(["a"])["a"].price.amount == 200


def test_products_keep_the_order_of_the_feed(store):
    store.replace([product("b"), product("a"), product("c")], source="test")
    assert ids(store) == ["b", "a", "c"]
    change = store.replace([product("c"), product("b"), product("a")], source="test")
    assert ids(store) == ["c", "b", "a"]
    assert (change.n_changed, change.n_unchanged) == (0, 3)


def test_replace_counts_what_it_did_and_does_only_that(store):
    store.replace([product("a"), product("b"), product("c")], source="test")
    change = store.replace([product("a"), product("b", title="Other"), product("d")], source="test")
    assert (change.n_added, change.n_changed, change.n_removed, change.n_unchanged) == (1, 1, 1, 1)
    assert ids(store) == ["a", "b", "d"]


def test_the_version_grows_with_every_change_and_only_then(store):
    assert store.version() == 0
    assert store.replace([product("a")], source="test").version == store.version() == 1
    assert store.replace([product("a")], source="test").version == 1
    assert store.upsert([product("a", amount=1)]).version == 2
    assert store.upsert([product("a", amount=1)]).version == 2
    assert store.delete(["nothing"]).version == 2
    assert store.delete(["a"]).version == 3
    store.replace_policies([])
    store.replace_reviews([])
    assert store.version() == 5


def test_the_hash_follows_the_content_and_not_the_date_of_the_export(store):
    store.replace([product("a", updated_at="2026-11-01T09:00:00Z")], source="test")
    before = store.content_hashes()["a"]
    store.upsert([product("a", updated_at="2026-11-02T09:00:00Z")])
    assert store.content_hashes()["a"] == before
    for changed in (
        product("a", title="T"),
        product("a", brand="B"),
        product("a", amount=1),
        product("a", attributes={"x": 1}),
    ):
        store.upsert([changed])
        assert store.content_hashes()["a"] != before


def test_a_replace_that_would_drop_more_than_half_needs_force(store):
    store.replace([product(name) for name in "abcde"], source="test")
    with pytest.raises(ShrinkRefused, match=r"3 of the catalog's 5 products.*--force"):
        store.replace([product("a"), product("b")], source="test")
    assert ids(store) == list("abcde")
    store.replace([product("a"), product("b"), product("c")], source="test")
    store.replace([product("z")], source="test", force=True)
    assert ids(store) == ["z"]


def test_a_feed_that_breaks_half_way_changes_nothing(store):
    store.replace([product("a")], source="test")

    def breaking():
        yield product("b")
        raise OSError("the network is gone")

    with pytest.raises(OSError, match="network"):
        store.replace(breaking(), source="test", force=True)
    assert (ids(store), store.version()) == (["a"], 1)


def test_a_failure_while_writing_changes_nothing(store, database):
    if not database.is_sqlite:
        pytest.skip("makes the disk fail by a SQLite setting")
    store.replace([product("a")], source="test")

    def fail(connection, cursor, statement, *_):
        if statement.startswith("INSERT INTO products"):
            cursor.connection.execute("PRAGMA query_only = ON")

    event.listen(database.engine, "before_cursor_execute", fail)
    with pytest.raises(DatabaseUnavailable):
        store.replace([product("b"), product("c")], source="test", force=True)
    event.remove(database.engine, "before_cursor_execute", fail)
    database.close()
    assert (ids(store), store.version()) == (["a"], 1)


_KILLED_IMPORT = """
import sys, time
from catalog.product import Product
from catalog.store import CatalogStore
from database import open_database

def inside_the_transaction():
    print("writing", flush=True)
    time.sleep(60)
    yield

store = CatalogStore(open_database(sys.argv[1]))
new = [Product.model_validate({"id": f"new-{n}", "title": "New", "variants": [{"id": f"v-{n}"}]}) for n in range(5000)]
store.replace(new, inside_the_transaction(), source="test", force=True)
"""


def test_an_import_killed_while_it_writes_leaves_the_old_catalog(store, database):
    store.replace([product("a"), product("b")], [review("a", "r")], source="test")
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED_IMPORT, database.engine.url.render_as_string(hide_password=False)],
        stdout=subprocess.PIPE,
        cwd=Path.cwd(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    assert (ids(store), store.version()) == (["a", "b"], 1)
    assert store.reviews("a", 5) == (review("a", "r"),)
    assert store.upsert([product("c")]).n_added == 1


def test_readers_are_served_while_an_import_writes(store):
    store.replace([product("a")], source="test")
    inside, go_on = threading.Event(), threading.Event()

    def waiting_reviews():
        inside.set()
        go_on.wait(10)
        yield review("b", "r")

    importing = threading.Thread(
        target=lambda: store.replace([product("b")], waiting_reviews(), source="test", force=True)
    )
    importing.start()
    assert inside.wait(10)
    assert list(store.products(["a", "b"])) == ["a"]
    go_on.set()
    importing.join(10)
    assert list(store.products(["a", "b"])) == ["b"]


def test_changes_made_at_once_are_all_kept(store):
    threads = [threading.Thread(target=store.upsert, args=([product("same"), product(str(n))],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(ids(store)) == [*map(str, range(6)), "same"]
    assert store.version() == 6


def test_upsert_adds_at_the_end_and_changes_in_place(store):
    store.replace([product("a"), product("b")], source="test")
    store.upsert([product("a", title="New"), product("c")])
    assert [(found.id, found.title) for found in store.all_products()] == [("a", "New"), ("b", "Tee"), ("c", "Tee")]


def test_reviews_come_newest_first_and_undated_last(store):
    store.replace(
        [product("a")], [review("a", "old", 1), review("a", "none", None), review("a", "new", 9)], source="test"
    )
    assert [found.review_id for found in store.reviews("a", 10)] == ["new", "old", "none"]
    assert [found.review_id for found in store.reviews("a", 1)] == ["new"]
    assert store.reviews("nothing", 10) == ()


def test_reviews_stay_with_products_that_stay(store):
    store.replace([product("a"), product("b")], [review("a", "1"), review("b", "1")], source="test")
    store.replace([product("a", title="Changed"), product("c")], source="test")
    assert len(store.reviews("a", 5)) == 1
    store.upsert([product("b")])
    assert store.reviews("b", 5) == ()


def test_reviews_of_unknown_products_and_second_copies_are_left_out(store):
    store.replace([product("a")], source="test")
    assert store.replace_reviews([review("a", "1"), review("a", "1"), review("gone", "1")]) == 1


def test_the_vocabulary_is_counted_once_for_each_version(store):
    store.replace([product("a", brand="Skerry"), product("b", brand="Skerry")], source="test")
    first = store.vocabulary()
    assert first.brands == {"Skerry": 2}
    assert store.vocabulary() is first
    store.delete(["a"])
    assert store.vocabulary().brands == {"Skerry": 1}


def test_threads_that_ask_together_share_one_vocabulary(store):
    store.replace([product(str(n)) for n in range(300)], source="test")
    found = []
    threads = [threading.Thread(target=lambda: found.append(store.vocabulary())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len({id(one) for one in found}) == 1


def test_pages_follow_each_other_without_gap_or_repeat(store):
    store.replace([product(str(n)) for n in range(7)], source="test")
    store.delete(["3"])
    seen, cursor = [], None
    while True:
        page = store.list_products(cursor, limit=2)
        seen += [found.id for found in page.products]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ["0", "1", "2", "4", "5", "6"]


def test_a_cursor_that_was_never_given_out_starts_from_the_beginning(store):
    store.replace([product("a")], source="test")
    for cursor in ("nonsense", "-5", "9" * 40, "٣"):
        assert [found.id for found in store.list_products(cursor, limit=2).products] in (["a"], [])


def test_statistics_count_what_is_there(store):
    gone = {"id": "v", "availability": {"available": False, "status": "out_of_stock"}}
    unpriced = Product.model_validate({"id": "b", "title": "B", "variants": [gone]})
    store.replace([product("a", media=[{"url": "https://x/a.jpg"}]), unpriced], [review("a", "1")], source="feed.tsv")
    numbers = store.stats()
    assert (numbers.n_products, numbers.n_in_stock, numbers.n_without_price, numbers.n_without_image) == (2, 1, 1, 1)
    assert (numbers.n_reviews, numbers.currency, numbers.source) == (1, "GBP", "feed.tsv")
    assert numbers.to_json()["imported_at"].startswith("20")


def test_policies_are_found_by_what_shoppers_ask(store):
    sections = [
        PolicySection(
            source_id="returns", document="returns", title="Returns", text="Send things back within 60 days."
        ),
        PolicySection(
            source_id="shipping", document="shipping", title="Delivery", text="Standard takes 2 days, £3.95."
        ),
    ]
    store.replace_policies(sections)
    assert store.find_policies("how long do I have to return shoes", 1) == (sections[0],)
    assert store.find_policies("how much is postage?", 1) == (sections[1],)
    store.replace_policies(sections[1:])
    assert sections[0] not in store.find_policies("return", 5)


def test_thirty_products_are_looked_up_within_two_milliseconds(store):
    wide = {f"attribute_{n}": f"value {n}" for n in range(30)}
    store.replace([product(str(n), attributes=wide) for n in range(300)], source="test")
    times = []
    for n in range(9):
        wanted = [str(k) for k in range(n * 30, n * 30 + 30)]
        start = time.perf_counter()
        assert len(store.products(wanted)) == 30
        times.append(time.perf_counter() - start)
    assert sorted(times)[4] < 0.010  # five times the aim: the machine that tests is shared
