import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.errors import FeedRefused
from catalog.feeds.format import ReadingSettings
from catalog.feeds.json_ld import read_json_ld
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.importer import import_feed
from catalog.product import Product
from catalog.store import CatalogStore

FIXTURES = Path(__file__).parent / "fixtures"


def read(folder: Path, value: Any, **settings: Any) -> tuple[list[Product], ImportReport]:
    (folder / "feed.json").write_text(value if isinstance(value, str) else json.dumps(value, indent=1))
    report = ImportReport("feed.json")
    found = read_json_ld(FeedSource(folder / "feed.json"), report, ReadingSettings(**settings))
    return [product for _, product in found], report


def node(**more: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "Product", "sku": "1", "name": "Tee"} | more


def offer(**more: Any) -> dict[str, Any]:
    return {"@type": "Offer", "price": "15.00", "priceCurrency": "GBP"} | more


def one(folder: Path, **more: Any) -> Product:
    [found], report = read(folder, node(**more))
    assert report.issues == []
    return found


@pytest.mark.parametrize(
    ("offers", "amount", "former"),
    [
        (offer(), 1500, None),
        (offer(price=15), 1500, None),
        (offer(price="1.299,00"), 129900, None),
        ([offer(price=20), offer(price=15)], 1500, None),
        ({"@type": "AggregateOffer", "lowPrice": "15", "highPrice": 30, "priceCurrency": "GBP"}, 1500, None),
        ({"@type": "AggregateOffer", "offers": [offer(price=20), offer()]}, 1500, None),
        (
            {
                "@type": "Offer",
                "priceSpecification": [
                    {"price": 12, "priceCurrency": "GBP", "validForMemberTier": {"@type": "MemberProgramTier"}},
                    {"price": 15, "priceCurrency": "GBP"},
                    {"price": 20, "priceCurrency": "GBP", "priceType": "https://schema.org/StrikethroughPrice"},
                ],
            },
            1500,
            2000,
        ),
        (offer(priceSpecification={"price": 20, "priceType": "ListPrice"}), 1500, 2000),
        ({"@type": "Offer", "priceSpecification": {"price": 15, "priceCurrency": "gbp"}}, 1500, None),
    ],
)
def test_prices_are_read_wherever_they_stand(tmp_path, offers, amount, former):
    found = one(tmp_path, offers=offers)
    assert (found.price.amount, found.price.currency) == (amount, "GBP")
    assert (found.list_price.amount if found.list_price else None) == former


def test_what_is_sold_out_does_not_set_the_price(tmp_path):
    sold_out = offer(price=9, availability="https://schema.org/SoldOut")
    found = one(tmp_path, offers=[sold_out, offer(availability="InStock")])
    assert (found.price.amount, found.in_stock) == (1500, True)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("https://schema.org/InStock", "in_stock"),
        ("http://schema.org/OutOfStock", "out_of_stock"),
        ("schema:PreOrder", "preorder"),
        ("BackOrder", "backorder"),
        ({"@id": "https://schema.org/Discontinued"}, "discontinued"),
        ("LimitedAvailability", "in_stock"),
        ("OnlineOnly", "in_stock"),
        ("InStoreOnly", "out_of_stock"),
        ("MadeToOrder", "backorder"),
        ("Reserved", "out_of_stock"),
    ],
)
def test_availability_is_a_term_of_schema_org(tmp_path, word, status):
    assert one(tmp_path, offers=offer(availability=word)).availability == status


def test_an_unknown_availability_is_not_promised(tmp_path):
    [found], report = read(tmp_path, node(offers=offer(availability="soonish")))
    assert found.in_stock is False
    assert "soonish" in report.issues[0].reason


def test_facts_are_read_as_text_or_as_things(tmp_path):
    found = one(
        tmp_path,
        brand=[{"@type": "Brand", "name": "Skerry"}],
        image={"@type": "ImageObject", "url": "https://x.example/1.jpg"},
        category=["Apparel > Tops", "Sale/Summer", "212"],
        material=["Merino", "Silk"],
        weight={"@type": "QuantitativeValue", "value": 320, "unitCode": "GRM"},
        additionalProperty=[{"@type": "PropertyValue", "name": "Fit", "value": "Loose"}],
        aggregateRating={"ratingValue": "8,8", "bestRating": 10, "ratingCount": "12"},
        offers=offer(itemCondition="https://schema.org/RefurbishedCondition", url="https://x.example/p"),
    )
    assert (found.brand, found.media[0].url, found.url) == ("Skerry", "https://x.example/1.jpg", "https://x.example/p")
    assert [category.value for category in found.categories] == ["Apparel > Tops", "Sale > Summer"]
    assert found.attributes == {"material": ("Merino", "Silk"), "weight": "320 g", "Fit": "Loose"}
    assert (found.rating.out_of_five, found.rating.count, found.condition) == (4.4, 12, "refurbished")


def test_names_with_a_prefix_are_the_same_names(tmp_path):
    text = {
        "@context": {"schema": "http://schema.org/"},
        "@type": "http://schema.org/Product",
        "schema:sku": "1",
        "http://schema.org/name": {"@value": "Tee", "@language": "en"},
        "schema:offers": {"@type": "schema:Offer", "schema:price": 15, "schema:priceCurrency": "GBP"},
    }
    [found], _ = read(tmp_path, text)
    assert (found.id, found.title, found.price.amount) == ("1", "Tee", 1500)


def test_variants_that_name_their_group_are_one_product(tmp_path):
    group = {
        "@type": "ProductGroup",
        "productGroupID": "tee",
        "name": "Trail Tee",
        "variesBy": "https://schema.org/size",
    }
    nodes = [
        node(sku="s", name="Trail Tee S", size="S", offers=offer(), isVariantOf=group),
        node(
            sku="m",
            name="Trail Tee M",
            size={"@type": "SizeSpecification", "name": "M"},
            offers=offer(),
            isVariantOf=group,
        ),
        node(sku="l", name="Trail Tee L", size="L", offers=offer(), inProductGroupWithID="tee"),
    ]
    [found], report = read(tmp_path, nodes)
    assert (found.id, found.title, report.n_skipped) == ("tee", "Trail Tee", 0)
    assert [(variant.id, variant.title) for variant in found.variants][:2] == [("s", "S"), ("m", "M")]


def test_a_graph_may_refer_from_group_to_variant_and_back(tmp_path):
    nodes = [
        {"@id": "#g", "@type": "ProductGroup", "name": "Tee", "productGroupID": "tee", "hasVariant": [{"@id": "#s"}]},
        {"@id": "#s", **node(sku="s", size="S", offers=offer()), "isVariantOf": {"@id": "#g"}},
    ]
    [found], report = read(tmp_path, {"@context": "https://schema.org", "@graph": nodes})
    assert ([variant.id for variant in found.variants], report.issues) == (["s"], [])


def test_offers_with_skus_of_their_own_are_variants(tmp_path):
    offers = [offer(sku="1-s", name="Small"), offer(sku="1-l", name="Large", price=17)]
    found = one(tmp_path, offers=offers)
    assert [(variant.sku, variant.title) for variant in found.variants] == [("1-s", "Small"), ("1-l", "Large")]


def test_variants_that_lie_elsewhere_are_said_to_be_missing(tmp_path):
    group = node(**{"@type": "ProductGroup"}, hasVariant=[node(sku="s"), {"url": "https://x.example/other"}])
    _, report = read(tmp_path, group)
    assert [issue.reason for issue in report.issues] == ["1 variants are only referred to, and not in this file"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"name": ""}, "no name"),
        ({"sku": None}, "no sku"),
        ({"offers": offer(price="ask us")}, "ask us"),
        ({"offers": offer(priceCurrency="pounds")}, "no ISO 4217 code"),
        ({"offers": {"price": 3}}, "--currency"),
    ],
)
def test_what_cannot_be_sold_is_skipped_with_its_line(tmp_path, wrong, reason):
    found, report = read(tmp_path, [node(sku="good"), node(**wrong)])
    assert [product.id for product in found] == ["good"]
    assert (report.rows, report.issues[0].line) == (2, 8)
    assert reason in report.issues[0].reason


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Product", "sku": "1"',
        '[{"@type": "Product"}, {',
        '{"@graph": [{"@type": "Product"} ',
        '{"a": }',
        "[1] []",
    ],
)
def test_a_broken_document_is_refused(tmp_path, text):
    with pytest.raises(FeedRefused, match=r"line 1|goes on"):
        read(tmp_path, text)


def test_a_thing_that_refers_to_itself_is_read_once(tmp_path):
    nodes = [{"@id": "#x", **node(), "brand": {"@id": "#x"}, "isVariantOf": {"@id": "#x"}, "image": {"@id": "#x"}}]
    found, _ = read(tmp_path, {"@graph": nodes})
    assert [product.title for product in found] == ["Tee"]


def test_other_things_are_no_products(tmp_path):
    text = [{"@type": "Organization", "name": "Us"}, 3, None, {"@type": "Article", "about": node()}]
    assert read(tmp_path, text)[0] == []


def test_reviews_come_along_without_names_and_replace_the_old_ones(store: CatalogStore):
    report = import_feed(store, FIXTURES / "json_ld_product" / "feed.json")
    [review] = store.reviews("GL-220", 9)
    assert (report.n_reviews, review.rating, review.text) == (1, 4.0, "A year of brambles.")
    assert "Ann" not in review.model_dump_json()


def test_a_feed_without_reviews_leaves_those_that_are_there(store: CatalogStore, tmp_path):
    import_feed(store, FIXTURES / "json_ld_product" / "feed.json")
    (tmp_path / "feed.json").write_text(json.dumps(node(sku="GL-220", offers=offer())))
    report = import_feed(store, tmp_path / "feed.json")
    assert (report.exit_code, report.n_reviews, len(store.reviews("GL-220", 9))) == (0, None, 1)


def test_a_large_graph_is_never_held_in_memory(tmp_path):
    filler = {"description": "x" * 20_000}
    nodes = ",\n".join(json.dumps(node(sku=str(n), offers=offer()) | filler) for n in range(900))
    (tmp_path / "feed.json").write_text(f'{{"@context": "https://schema.org", "@graph": [{nodes}]}}')
    source, report = FeedSource(tmp_path / "feed.json"), ImportReport("feed.json")
    tracemalloc.start()
    n_products = sum(1 for _ in read_json_ld(source, report, ReadingSettings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n_products == 900
    assert peak < 8_000_000 < source.path.stat().st_size / 2


def test_half_a_character_skips_its_variant_and_no_other(tmp_path):
    variants = [node(sku="s", offers=offer()), node(sku="m", color="\ud800", offers=offer())]
    [found], report = read(tmp_path, node(**{"@type": "ProductGroup"}, sku="g", hasVariant=variants))
    assert [variant.id for variant in found.variants] == ["s"]
    assert [issue.reason for issue in report.issues] == ["'m' holds text that is not Unicode"]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["1e999", "-1", "#a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@id", "@type", "@value", "name", "value", "price", "sku", "ratingValue", "reviewCount", "offers"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
PROPERTIES = (
    "@id sku name offers brand image category weight aggregateRating review hasVariant isVariantOf variesBy url size"
)


@settings(max_examples=150, deadline=None)
@given(record=st.dictionaries(st.sampled_from(PROPERTIES.split()), ODD, max_size=6), is_group=st.booleans())
def test_whatever_a_thing_holds_the_import_ends_with_a_report(tmp_path_factory, record, is_group):
    path = tmp_path_factory.mktemp("odd") / "feed.json"
    path.write_text(json.dumps([node(**({"@type": "ProductGroup"} if is_group else {})) | record]))
    report = import_feed(None, path, dry_run=True, format="json-ld", currency="GBP")
    assert report.products + report.n_skipped >= 1 or report.refused
