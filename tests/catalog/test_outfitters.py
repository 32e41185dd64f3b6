"""The sample shop is worth reading: enough of it, all of it different, and built from its source."""

import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest

from catalog.feeds.policies import read_policies
from catalog.importer import import_feed
from catalog.policy_index import PolicyIndex
from catalog.product import Product
from catalog.review import Review

SHOP = Path(__file__).parents[2] / "examples" / "outfitters"
#: Two texts that share more of their word 5-grams than this say the same thing.
MAX_OVERLAP = 0.10
Shingle = tuple[str, ...]


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("outfitters_build", SHOP / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def products() -> list[Product]:
    return [Product.model_validate_json(line) for line in (SHOP / "products.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def reviews() -> list[Review]:
    return [Review.model_validate_json(line) for line in (SHOP / "reviews.jsonl").read_text().splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.casefold())


def shingles(text: str) -> frozenset[Shingle]:
    found = words(text)
    return frozenset(tuple(found[at : at + 5]) for at in range(len(found) - 4))


def overlapping(texts: Mapping[str, str]) -> list[tuple[float, str, str]]:
    """Pairs of texts whose shingles overlap too much (Jaccard), the worst first."""
    sets = {name: shingles(text) for name, text in texts.items()}
    holders: dict[Shingle, list[str]] = defaultdict(list)
    for name, found in sets.items():
        for shingle in found:
            holders[shingle].append(name)
    pairs = {pair for names in holders.values() if len(names) > 1 for pair in combinations(sorted(names), 2)}
    scored = ((len(sets[a] & sets[b]) / len(sets[a] | sets[b]), a, b) for a, b in pairs)
    return sorted((pair for pair in scored if pair[0] > MAX_OVERLAP), reverse=True)


def repeated(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Texts that more than one owner has."""
    owners: dict[str, list[str]] = defaultdict(list)
    for text, owner in pairs:
        owners[text].append(owner)
    return {text: names for text, names in owners.items() if len(set(names)) > 1}


def sentences(text: str) -> list[str]:
    """Sentences of a text; bare facts of up to four words ("Over 18 only.", "Weighs 310 g.") may recur."""
    return [part.strip().casefold() for part in re.split(r"(?<=[.!?])\s+", text) if len(words(part)) > 4]


def test_the_committed_files_are_what_the_source_makes(build):
    shop = build.build(SHOP / "source")
    assert (SHOP / "products.jsonl").read_text() == "".join(line + "\n" for line in shop.products)
    assert (SHOP / "reviews.jsonl").read_text() == "".join(line + "\n" for line in shop.reviews)


def test_there_is_enough_of_it(products, reviews):
    assert len(products) >= 400
    assert len({product.category for product in products}) >= 12
    assert len(reviews) >= 1_500
    assert len({product.brand for product in products}) >= 12
    assert sum(not product.in_stock for product in products) >= 15
    assert sum(product.list_price is not None for product in products) >= 40
    assert sum(len(product.variants) > 1 for product in products) >= 150


def test_the_feed_imports_without_a_word(products):
    report = import_feed(None, SHOP / "products.jsonl", dry_run=True)
    assert (report.exit_code, report.format, report.products, report.issues) == (0, "ucp", len(products), [])
    assert report.missing == {"price": 0, "image": 0, "url": 0}


def test_descriptions_are_long_enough_to_answer_from(products):
    lengths = {product.id: len(product.description.plain.split()) for product in products}
    assert {name: n for name, n in lengths.items() if not 40 <= n <= 120} == {}


def test_titles_ids_and_links_are_unique(products):
    for value in ("id", "title", "handle", "url"):
        assert len({getattr(product, value) for product in products}) == len(products)
    variants = [variant.id for product in products for variant in product.variants]
    assert len(set(variants)) == len(variants)


def test_no_two_descriptions_say_the_same(products):
    assert overlapping({product.id: product.description.plain for product in products}) == []


def test_no_sentence_stands_in_two_descriptions(products):
    assert repeated((text, product.id) for product in products for text in sentences(product.description.plain)) == {}


def test_no_two_reviews_say_the_same(reviews):
    assert overlapping({review.review_id: review.text for review in reviews}) == []
    assert repeated((review.text.casefold(), review.review_id) for review in reviews) == {}


def test_reviews_are_of_varied_opinion_and_of_products_there(products, reviews):
    assert {review.product_id for review in reviews} <= {product.id for product in products}
    assert 0.15 <= sum(review.rating <= 2 for review in reviews) / len(reviews) <= 0.35
    assert 0.40 <= sum(review.rating >= 4 for review in reviews) / len(reviews) <= 0.70
    n_reviews: dict[str, int] = defaultdict(int)
    for review in reviews:
        n_reviews[review.product_id] += 1
    counted = {product.id: (product.rating.count or 0) if product.rating else 0 for product in products}
    assert {name: n for name, n in n_reviews.items() if n > counted[name]} == {}


def test_the_policies_answer_what_shoppers_ask():
    sections = read_policies(SHOP / "policies")
    assert {"returns", "shipping", "warranty", "privacy", "faq"} <= {section.document for section in sections}
    assert len({section.source_id for section in sections}) == len(sections)
    index = PolicyIndex(sections)
    assert "returns" in {section.document for section in index.find("how long do I have to return shoes", 2)}
    assert index.find("is there a guarantee on boots", 1)[0].document == "warranty"
    assert index.find("do you deliver to Ireland", 1)[0].document == "shipping"


SOURCE = """category: A > B
products:
  - id: x-01
    title: A Tee's Title
    brand: Skerry
    price: 12.50
    list_price: 15
    description: words
    attributes: {weight_g: 1}
    options: {Size: [S, XL], Colour: [Slate Grey]}
    out: [XL/Slate Grey]
    price_by: {XL: 14.50}
    rating: [4, 9]
    reviews:
      - [5, 2026-03-14, yes, "T", "Good."]
"""


@pytest.fixture
def built(build, tmp_path):
    def run(source: str):
        (tmp_path / "a.yaml").write_text(source)
        shop = build.build(tmp_path)
        return Product.model_validate_json(shop.products[0])

    return run


def test_a_written_product_becomes_variants(built):
    found = built(SOURCE)
    small, large = found.variants
    assert (found.handle, found.url) == ("a-tees-title", "https://outfitters.example/p/a-tees-title")
    assert (small.id, large.id) == ("x-01-s-slate-grey", "x-01-xl-slate-grey")
    assert (small.price.amount, small.list_price.amount, small.availability.available) == (1250, 1500, True)
    assert (large.price.amount, large.list_price.amount, large.availability.available) == (1450, 1700, False)


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("[XL/Slate Grey]", "[XXL/Slate Grey]", "XXL/Slate Grey"),
        ("{XL: 14.50}", "{XXL: 14.50}", "XXL"),
        ("list_price: 15", "list_price: 10", "not above price"),
        ("price: 12.50", "price: -1", "negative"),
        ("brand: Skerry", "brnad: Skerry", "brnad"),
        ("2026-03-14, yes", "March, yes", "review 1"),
        ("[5, 2026", "[6, 2026", "rating"),
        ("products:", "things:", "list of `products`"),
        ("category: A > B", "category: [", "not YAML"),
    ],
)
def test_a_mistake_in_the_source_stops_the_build(build, built, written, instead, complaint):
    assert written in SOURCE
    with pytest.raises(build.SourceError, match=re.escape(complaint)):
        built(SOURCE.replace(written, instead, 1))
