import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catalog.feeds.format import ReadingSettings
from catalog.feeds.google_merchant_table import read_merchant_table
from catalog.feeds.google_merchant_xml import read_merchant_xml
from catalog.feeds.report import ImportReport
from catalog.feeds.source import FeedSource
from catalog.product import Product

SETTINGS = ReadingSettings(now=datetime(2026, 11, 20, tzinfo=UTC))
RSS = '<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{}</channel></rss>'


def from_table(folder: Path, rows: list[dict[str, str]], delimiter: str = "\t") -> tuple[list[Product], ImportReport]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [delimiter.join(columns), *(delimiter.join(row.get(name, "") for name in columns) for row in rows)]
    (folder / "feed.txt").write_text("\n".join(lines))
    report = ImportReport("feed.txt")
    found = [product for _, product in read_merchant_table(FeedSource(folder / "feed.txt"), report, SETTINGS)]
    return found, report


def from_xml(folder: Path, text: str) -> tuple[list[Product], ImportReport]:
    (folder / "feed.xml").write_text(text, encoding="utf-8")
    report = ImportReport("feed.xml")
    found = [product for _, product in read_merchant_xml(FeedSource(folder / "feed.xml"), report, SETTINGS)]
    return found, report


def one(folder: Path, **cells: str) -> Product:
    row = {"id": "1", "title": "Tee", "link": "https://x", "price": "15.00 USD"} | cells
    found, report = from_table(folder, [row])
    assert report.issues == []
    return found[0]


@pytest.mark.parametrize(
    ("price", "amount", "currency"),
    [("15.00 USD", 1500, "USD"), ("USD 15", 1500, "USD"), ("£1,299.95", 129995, "GBP"), ("1200 JPY", 1200, "JPY")],
)
def test_prices_are_read_in_minor_units(tmp_path, price, amount, currency):
    money = one(tmp_path, price=price).price
    assert (money.amount, money.currency) == (amount, currency)


def test_a_price_without_currency_needs_one(tmp_path):
    found, report = from_table(tmp_path, [{"id": "1", "title": "Tee", "link": "x", "price": "15.00"}])
    assert found == []
    assert "--currency" in report.issues[0].reason


def test_on_sale_the_price_becomes_the_former_one(tmp_path):
    found = one(tmp_path, sale_price="12.00 USD")
    assert (found.price.amount, found.list_price.amount) == (1200, 1500)


@pytest.mark.parametrize(
    ("dates", "amount"),
    [
        ("2026-11-01T00:00+00:00/2026-11-30T00:00+00:00", 1200),
        ("2026-12-01T00:00+00:00/2026-12-30T00:00+00:00", 1500),
        ("2025-12-01/2025-12-30", 1500),
        ("soon", 1200),
    ],
)
def test_a_sale_holds_on_its_days_only(tmp_path, dates, amount):
    assert one(tmp_path, sale_price="12.00 USD", sale_price_effective_date=dates).price.amount == amount


def test_a_sale_that_is_not_cheaper_is_none(tmp_path):
    found = one(tmp_path, sale_price="15.00 USD")
    assert (found.price.amount, found.list_price) == (1500, None)


@pytest.mark.parametrize(
    ("word", "status", "available"),
    [
        ("in stock", "in_stock", True),
        ("in_stock", "in_stock", True),
        ("Out Of Stock", "out_of_stock", False),
        ("preorder", "preorder", True),
        ("pre-order", "preorder", True),
        ("backorder", "backorder", True),
        ("https://schema.org/OutOfStock", "out_of_stock", False),
    ],
)
def test_availability_is_read_however_it_is_spelled(tmp_path, word, status, available):
    found = one(tmp_path, availability=word)
    assert (found.availability, found.in_stock) == (status, available)


def test_an_unknown_availability_is_not_promised(tmp_path):
    found, report = from_table(
        tmp_path, [{"id": "1", "title": "T", "link": "x", "price": "1 USD", "availability": "mañana"}]
    )
    assert found[0].in_stock is False
    assert "mañana" in report.issues[0].reason


def test_rows_of_one_group_are_variants_wherever_they_stand(tmp_path):
    base = {"link": "https://x/tee", "material": "merino", "brand": "Skerry"}
    rows = [
        base
        | {
            "id": "t-s",
            "title": "Trail Tee - Moss, S",
            "item_group_id": "tee",
            "color": "Moss",
            "size": "S",
            "price": "24 EUR",
        },
        base | {"id": "cap", "title": "Cap", "price": "9 EUR", "color": "Red"},
        base
        | {
            "id": "t-m",
            "title": "Trail Tee - Slate, M",
            "item_group_id": "tee",
            "color": "Slate",
            "size": "M",
            "price": "26 EUR",
        },
    ]
    found, report = from_table(tmp_path, rows)
    cap, tee = found
    assert (report.rows, report.issues) == (3, [])
    assert (tee.id, tee.title, [variant.id for variant in tee.variants]) == ("tee", "Trail Tee", ["t-s", "t-m"])
    assert [(option.name, [value.label for value in option.values]) for option in tee.options] == [
        ("Color", ["Moss", "Slate"]),
        ("Size", ["S", "M"]),
    ]
    assert tee.attributes == {"material": "merino"}
    assert (tee.price_range.min.amount, tee.price_range.max.amount) == (2400, 2600)
    assert [selected.label for selected in tee.variants[1].options] == ["Slate", "M"]
    assert cap.attributes == {"color": "Red", "material": "merino"}


def test_a_group_in_two_currencies_is_skipped(tmp_path):
    base = {"title": "T", "link": "x", "item_group_id": "g"}
    found, report = from_table(tmp_path, [base | {"id": "a", "price": "1 EUR"}, base | {"id": "b", "price": "1 USD"}])
    assert found == []
    assert [(issue.line, "different currencies" in issue.reason) for issue in report.issues] == [(2, True), (3, True)]


def test_the_shops_own_category_comes_first(tmp_path):
    found = one(tmp_path, google_product_category="Apparel > Shirts", product_type="Tops>Tees")
    assert [(category.value, category.taxonomy) for category in found.categories] == [
        ("Tops > Tees", "merchant"),
        ("Apparel > Shirts", "google"),
    ]
    assert one(tmp_path, google_product_category="212").categories == ()


def test_all_pictures_are_taken(tmp_path):
    found = one(tmp_path, image_link="https://x/1.jpg", additional_image_link="https://x/2.jpg?a=1,b,https://x/3.jpg")
    assert [media.url for media in found.media] == ["https://x/1.jpg", "https://x/2.jpg?a=1,b", "https://x/3.jpg"]


def test_columns_are_known_with_blanks_and_prefix(tmp_path):
    found, _ = from_table(tmp_path, [{"g:id": "1", "Title": "T", "Image Link": "https://x/1.jpg"}])
    assert found[0].media[0].url == "https://x/1.jpg"


def test_a_description_is_plain_text(tmp_path):
    found = one(tmp_path, description="<p>Warm &amp; dry,<br>5 < 6 &amp;eacute;</p><script>x()</script>")
    assert found.description.plain == "Warm & dry, 5 < 6 é"


def test_quoted_cells_may_hold_line_ends_and_lines_are_still_counted(tmp_path):
    text = 'id,title,link,price\n1,"Two\nlines",https://x,1 USD\n2,Bad,https://x,free\n'
    (tmp_path / "feed.csv").write_text(text)
    report = ImportReport("feed.csv")
    found = [product for _, product in read_merchant_table(FeedSource(tmp_path / "feed.csv"), report, SETTINGS)]
    assert found[0].title == "Two lines"
    assert report.issues[0].line == 4


def test_rss_is_read_with_exact_lines(tmp_path):
    rows = """
<title>The shop</title>
<item><g:id>1</g:id><title>Tee &amp; more</title><link>https://x/1</link><g:price>15.00 USD</g:price>
  <g:shipping><g:country>GB</g:country><g:price>3.95 GBP</g:price></g:shipping>
  <g:additional_image_link>https://x/a.jpg</g:additional_image_link>
  <g:additional_image_link>https://x/b.jpg</g:additional_image_link>
  <g:product_detail><g:section_name>General</g:section_name><g:attribute_name>Lining</g:attribute_name>
    <g:attribute_value>fleece: thick</g:attribute_value></g:product_detail>
</item>
<item>
  <g:title>No id</g:title></item>"""
    found, report = from_xml(tmp_path, RSS.format(rows))
    assert (found[0].title, found[0].price.amount, found[0].url) == ("Tee & more", 1500, "https://x/1")
    assert len(found[0].media) == 2
    assert found[0].attributes == {"Lining": "fleece: thick"}
    assert [(issue.line, issue.reason) for issue in report.issues] == [(10, "no id")]


def test_googles_own_field_counts_where_both_stand(tmp_path):
    rows = "<item><g:id>1</g:id><title>Plain</title><g:title>Google's</g:title><g:price>1 USD</g:price></item>"
    assert from_xml(tmp_path, RSS.format(rows))[0][0].title == "Google's"


def test_atom_is_read(tmp_path):
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
<entry><g:id>1</g:id><title>Tee</title><link rel="alternate" href="https://x/1"/><summary>Thin.</summary>
<g:price>15.00 USD</g:price></entry></feed>"""
    found, _ = from_xml(tmp_path, text)
    assert (found[0].id, found[0].url, found[0].description.plain) == ("1", "https://x/1", "Thin.")


def test_a_large_feed_is_never_held_in_memory(tmp_path):
    row = "<item><g:id>{}</g:id><g:title>T</g:title><g:price>1 USD</g:price><g:description>{}</g:description></item>\n"
    (tmp_path / "feed.xml").write_text(RSS.format("".join(row.format(n, "long " * 400) for n in range(3_000))))
    report = ImportReport("feed.xml")
    tracemalloc.start()
    n_products = sum(1 for _ in read_merchant_xml(FeedSource(tmp_path / "feed.xml"), report, SETTINGS))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert n_products == 3_000
    assert peak < 2_500_000 < (tmp_path / "feed.xml").stat().st_size / 2


def test_a_field_that_never_ends_does_not_fill_the_memory(tmp_path):
    row = f"<item><g:id>1</g:id><g:title>T</g:title><g:description>{'x' * 30_000_000}</g:description></item>"
    (tmp_path / "feed.xml").write_text(RSS.format(row))
    tracemalloc.start()
    [(_, found)] = read_merchant_xml(FeedSource(tmp_path / "feed.xml"), ImportReport("feed.xml"), SETTINGS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 1_000_000 <= len(found.description.plain) < 2_000_000
    assert peak < 12_000_000
