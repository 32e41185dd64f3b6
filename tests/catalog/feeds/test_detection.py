import json
import tomllib
from pathlib import Path

import pytest

from catalog.errors import UnknownFormat
from catalog.feeds.detection import FORMATS, KNOWN_FORMATS, MIN_CONFIDENCE, detect
from catalog.feeds.format import Anchors, FeedFormat
from catalog.feeds.google_merchant_table import merchant_name
from catalog.feeds.mapping import read_mapping
from catalog.feeds.openai_feed import OPENAI
from catalog.feeds.shopify import SHOPIFY
from catalog.feeds.source import FeedSource
from catalog.feeds.woocommerce import WOOCOMMERCE

EXPORTS = Path(__file__).parent / "exports"
UCP = {"id": "1", "title": "T", "variants": [{"id": "v", "price": {"amount": 1, "currency": "GBP"}}], "media": []}


@pytest.fixture
def source(tmp_path: Path):
    def write(text: str) -> FeedSource:
        (tmp_path / "feed").write_text(text)
        return FeedSource(tmp_path / "feed")

    return write


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("id\ttitle\tlink\timage_link\tavailability\tprice\n", "google-table"),
        ("id,title,description,link,price,brand,gtin\n", "google-table"),
        ("g:id;Title;Image Link;Product Type;GTIN\n", "google-table"),
        ("item_id\ttitle\tdescription\turl\tbrand\tseller_name\timage_url\tavailability\tprice\n", "openai"),
        ("Handle;Title;Description;Price;Option1 name;Option1 value;Product image URL\n", "shopify"),
        ("Type,SKU,Name,Regular price\n", "woocommerce"),
        ('<?xml version="1.0"?><rss><item><g:id>1</g:id><g:title/><g:image_link/></item></rss>', "google-xml"),
        (json.dumps(UCP) + "\n", "ucp"),
        ("\n" + json.dumps(UCP) + "\n" + json.dumps(UCP), "ucp"),
        ("{broken}\n" + json.dumps(UCP), "ucp"),
    ],
)
def test_a_format_is_known_by_its_names(source, text, name):
    found = detect(source(text))
    assert found.format.name == name
    assert 0.7 <= found.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Handle,Title,Colour\n",
        "Type,SKU,Name,Cost\n",
        "item_id,title,price,availability\n",
        "id,title,price\n",
        json.dumps({"id": 1, "title": "T", "price": 9.5, "stock": 3}) + "\n",
        json.dumps([UCP]),
        "<html><body><title>Shop</title></body></html>",
        "no columns",
    ],
)
def test_what_is_not_surely_known_is_refused_with_two_guesses(source, text):
    with pytest.raises(UnknownFormat) as raised:
        detect(source(text))
    assert str(raised.value).count("--format ") == 2
    assert "Nothing was imported" in str(raised.value)


def test_two_formats_too_close_are_refused(source):
    twin = FeedFormat(
        "twin", "Twin", frozenset({"table"}), Anchors((frozenset({"id"}),), frozenset()), KNOWN_FORMATS[0].read
    )
    other = FeedFormat(
        "other", "Other", frozenset({"table"}), Anchors((frozenset({"id"}),), frozenset()), KNOWN_FORMATS[0].read
    )
    with pytest.raises(UnknownFormat, match=r"Twin .* or Other"):
        detect(source("id,name\n"), [twin, other])
    assert detect(source("id,name\n"), [twin]).format is twin


def test_the_refusal_brings_a_mapping_that_only_wants_editing(source, tmp_path):
    with pytest.raises(UnknownFormat) as raised:
        detect(source("SKU,Name,Vendor,Unit Price,In stock,Colour\n1,T,B,3,4,red\n"))
    draft = str(raised.value).split("\n\n", 1)[1]
    (tmp_path / "mapping.toml").write_text(draft)
    fields = read_mapping(tmp_path / "mapping.toml").product
    assert (fields.id.columns, fields.title.columns, fields.brand.columns) == (("SKU",), ("Name",), ("Vendor",))
    assert fields.price.columns == ("Unit Price",)
    assert tomllib.loads(draft)["stock"] == {"column": "In stock"}
    assert draft.endswith("# Columns not used yet: Colour\n")


def test_every_format_has_its_own_name():
    assert {"google-table", "google-xml", "ucp", "mapped", "shopify", "woocommerce", "openai"} <= set(FORMATS)
    assert len(FORMATS) == len(KNOWN_FORMATS) + 1


@pytest.mark.parametrize(
    ("export", "name"),
    [
        ("shopify_older.csv", "shopify"),
        ("shopify_newer.csv", "shopify"),
        ("woocommerce.csv", "woocommerce"),
        ("openai_older.csv", "openai"),
        ("openai_newer.jsonl", "openai"),
    ],
)
def test_an_export_is_surely_known(export, name):
    found = detect(FeedSource(EXPORTS / export))
    assert (found.format.name, found.confidence) == (name, 1.0)


@pytest.mark.parametrize(
    "header",
    [
        "sku,store_view_code,attribute_set_code,product_type,categories,name,price,url_key,additional_attributes,qty",
        "Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Brand Name,Option Set,Price,Category,Images",
        "handle,title,price,stock,image",
        "item_id,title,url,price,image,stock",
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,Location,On hand",
        "Order ID,SKU,Name,Type,Quantity,Price",
    ],
)
def test_the_headers_of_others_are_not_taken_for_a_shops_export(header):
    names = frozenset(merchant_name(name) for name in header.split(","))
    assert all(known.anchors.score(names) < MIN_CONFIDENCE for known in (SHOPIFY, WOOCOMMERCE, OPENAI))
