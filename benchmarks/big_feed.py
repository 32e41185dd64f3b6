"""A feed of half a gigabyte: how much memory and time reading it takes, and taking it into the database."""

from pathlib import Path

from benchmarks.big_feed_process import FeedRun, import_apart
from benchmarks.table import Table, at_most
from benchmarks.workplace import Workplace

FEED_BYTES = 500_000_000
MAX_MB = 300.0
#: What descriptions are cut from: prose of the length and with the signs that shops write.
_WORDS = (
    "waxed cotton canvas apron with two deep pockets & a bib that folds away, cut long for work in wind and rain; "
    "straps cross at the back so that the weight never hangs from the neck, and brass rivets hold where "
    "seams would tear. "
)
_ITEM = """<item>
  <g:id>sku-{number}</g:id>
  <g:title>{kind} no. {number}, {colour}, {size}</g:title>
  <g:description>&lt;p&gt;{description}&lt;/p&gt;</g:description>
  <g:link>https://shop.example/p/{group}?variant={number}</g:link>
  <g:image_link>https://cdn.shop.example/{group}/front.jpg</g:image_link>
  <g:additional_image_link>https://cdn.shop.example/{group}/back.jpg</g:additional_image_link>
  <g:availability>{stock}</g:availability>
  <g:price>{price}.00 EUR</g:price>
  <g:brand>Märk &amp; Söhne</g:brand>
  <g:gtin>{gtin}</g:gtin>
  <g:product_type>Garden &gt; {kind}</g:product_type>{group_line}
  <g:color>{colour}</g:color>
  <g:size>{size}</g:size>
</item>
"""
_KINDS = ("Apron", "Glove", "Trowel", "Seed tray", "Kneeler", "Hose", "Lantern")
_COLOURS, _SIZES = ("Moss", "Slate", "Rust"), ("S", "M", "L")
#: Every third product has this many variants; they stand together, as exports write them.
_VARIANTS = 3


def measure(workplace: Workplace) -> Table:
    """Write the feed, read it, and take it into a database; each reading is a process of its own."""
    table = Table("A Google Merchant feed of 500 MB", "python -m benchmarks big_feed")
    feed = workplace.scratch / "big-feed.xml"
    n_items = write_feed(feed, FEED_BYTES)
    try:
        reading = import_apart(feed, None)
        _add(table, "read (`catalog validate`)", reading)
        home = workplace.scratch / "big-feed.db"
        _add(table, "read and stored, not indexed", import_apart(feed, home))
        home.unlink()
        table.add("the file", feed.stat().st_size / 1e6, "MB")
    finally:
        feed.unlink()
    table.notes += [
        f"{n_items:,} rows, {reading.n_products:,} products, {reading.n_variants:,} variants; a third of the products "
        f"have {_VARIANTS} variants, which wait on disk for the end of the feed.",
        "Peak resident memory of the whole process, the interpreter and the libraries included. Indexing, which embeds "
        "every new product, is measured by `importing`.",
    ]
    return table


def write_feed(path: Path, n_bytes: int) -> int:
    """Write rows until the file is that large; returns how many."""
    n_items = 0
    with path.open("w", encoding="utf-8") as file:
        size = file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
        )
        while size < n_bytes:
            size += file.write(_item(n_items)) + 2  # two letters of each row take two bytes
            n_items += 1
        file.write("</channel></rss>\n")
    return n_items


def _item(number: int) -> str:
    group, turn = divmod(number, _VARIANTS)
    is_group = group % 3 == 0
    start = number * 7 % len(_WORDS)
    description = (_WORDS[start:] + _WORDS * 4)[: 500 + number * 13 % 500].replace("&", "&amp;amp;")
    return _ITEM.format(
        number=number,
        group=group,
        kind=_KINDS[group % len(_KINDS)],
        description=description,
        colour=_COLOURS[turn],
        size=_SIZES[turn],
        stock="in_stock" if number % 5 else "out_of_stock",
        price=5 + number % 200,
        gtin=f"{number:013d}",
        group_line=f"\n  <g:item_group_id>group-{group}</g:item_group_id>" if is_group else "",
    )


def _add(table: Table, what: str, run: FeedRun) -> None:
    table.add(f"{what}: peak memory", run.peak_mb, "MB", at_most(MAX_MB))
    table.add(f"{what}: in all", run.seconds, "s")
    table.add(f"{what}: products a second", run.n_products / run.seconds, "products/s")
