"""Relations name products of the catalog, whatever the feed calls them."""

from catalog.feeds.relations import with_relations
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct
from catalog.importer import import_feed
from catalog.product import Product


def found(line: int, product_id: str, *related: tuple[str, str]) -> FeedProduct:
    record = {
        "id": product_id,
        "title": product_id,
        "variants": [{"id": f"{product_id}-1", "price": {"amount": 5, "currency": "GBP"}}],
        "related": [{"id": key, "kind": kind} for key, kind in related],
    }
    return FeedProduct(line, Product.model_validate(record))


def test_keys_become_ids_and_the_order_stays():
    report = ImportReport("feed")
    feed = [found(2, "a"), found(3, "b", ("C-SKU", "complement"), ("A-SKU", "substitute")), found(4, "c")]
    owners: dict[str, str] = {}

    def reading():
        for one in feed:  # what a relation names may come later than the relation
            owners[f"{one.product.id.upper()}-SKU"] = one.product.id
            yield one

    told = list(with_relations(reading(), owners, report))
    assert [(one.line, one.product.id) for one in told] == [(2, "a"), (3, "b"), (4, "c")]
    assert [(one.id, one.kind) for one in told[1].product.related] == [("c", "complement"), ("a", "substitute")]
    assert told[2].product == feed[2].product
    assert report.issues == []


def test_a_relation_to_itself_or_twice_the_same_is_none():
    report = ImportReport("feed")
    feed = [found(2, "a", ("a-1", "complement"), ("b", "complement"), ("b-1", "complement"))]
    [told] = with_relations(feed, {"a-1": "a", "b": "b", "b-1": "b"}, report)
    assert [one.id for one in told.product.related] == ["b"]


def test_what_the_feed_does_not_sell_is_left_out_with_its_line():
    report = ImportReport("feed")
    [told] = with_relations([found(7, "a", ("gone", "complement"))], {}, report)
    assert told.product.related == ()
    assert [(issue.line, issue.severity) for issue in report.issues] == [(7, "warning")]


def test_relations_of_a_record_are_kept_and_counted(tmp_path, store):
    products = [found(1, "a", ("b", "complement"), ("c", "substitute")).product, found(2, "b").product]
    (tmp_path / "feed.jsonl").write_text("".join(one.model_dump_json() + "\n" for one in products))
    report = import_feed(store, tmp_path / "feed.jsonl")
    assert report.to_json()["relations"] == {"complement": 1, "substitute": 1}
    assert "2 relations between products: 1 complement, 1 substitute." in report.to_text()
    assert store.products(["a"])["a"] == products[0]
