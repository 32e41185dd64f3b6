"""Finds out which format a feed is in, or says honestly that it does not know."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.errors import UnknownFormat
from catalog.feeds.bigcommerce import BIGCOMMERCE
from catalog.feeds.bigcommerce_legacy import BIGCOMMERCE_LEGACY
from catalog.feeds.format import FeedFormat, Shape
from catalog.feeds.google_merchant_table import GOOGLE_MERCHANT_TABLE, merchant_name
from catalog.feeds.google_merchant_xml import GOOGLE_MERCHANT_XML
from catalog.feeds.html_scripts import json_ld_scripts
from catalog.feeds.json_ld import JSON_LD
from catalog.feeds.json_ld_node import plain_name
from catalog.feeds.magento import MAGENTO
from catalog.feeds.mapped import MAPPED
from catalog.feeds.mapping_draft import draft_mapping
from catalog.feeds.openai_feed import OPENAI
from catalog.feeds.shape import shape_of
from catalog.feeds.shopify import SHOPIFY
from catalog.feeds.source import FeedSource
from catalog.feeds.table import header_of
from catalog.feeds.ucp import UCP
from catalog.feeds.woocommerce import WOOCOMMERCE

#: Formats that are known by their marks; `mapped` needs a mapping and is never guessed.
KNOWN_FORMATS: tuple[FeedFormat, ...] = (
    GOOGLE_MERCHANT_TABLE,
    GOOGLE_MERCHANT_XML,
    UCP,
    JSON_LD,
    MAGENTO,
    BIGCOMMERCE,
    BIGCOMMERCE_LEGACY,
    SHOPIFY,
    WOOCOMMERCE,
    OPENAI,
)
FORMATS: dict[str, FeedFormat] = {known.name: known for known in (*KNOWN_FORMATS, MAPPED)}
MIN_CONFIDENCE = 0.7
#: What is looked at of a web page.
PAGE_BYTES = 4_000_000
#: The best guess must be this much ahead of the next.
MIN_LEAD = 0.15
#: JSON records or lines whose names are looked at.
_RECORDS_LOOKED_AT = 20
_TAG = re.compile(r"<([A-Za-z_][\w.:-]*)")


@dataclass(frozen=True, slots=True)
class Detection:
    """The format, and how sure this is, from 0 to 1."""

    format: FeedFormat
    confidence: float


def detect(source: FeedSource, formats: Sequence[FeedFormat] = KNOWN_FORMATS) -> Detection:
    """Tell the format of a feed by the names in its header, first records or tags.

    Raises:
        UnknownFormat: if no format is likely, or two are; the message holds the best guesses and a mapping to edit.
    """
    sample = source.sample()
    shape = shape_of(sample)
    if shape == "html":
        sample = source.sample(PAGE_BYTES)  # scripts of a page may stand at its end
    names = _names_in(sample, shape)
    guesses = sorted(((_score(known, shape, names), known) for known in formats), key=lambda guess: -guess[0])
    (best, likeliest), second = guesses[0], guesses[1][0] if len(guesses) > 1 else 0.0
    if best < MIN_CONFIDENCE or best - second < MIN_LEAD:
        raise UnknownFormat(_explanation(source, shape, names, guesses[:2]))
    return Detection(likeliest, round(best, 2))


def _score(known: FeedFormat, shape: Shape | None, names: Sequence[str]) -> float:
    folded = frozenset(merchant_name(name) for name in names)
    # Another shape cannot be read as this format, but it tells a person what the names look like.
    return known.anchors.score(folded) * (1.0 if shape in known.shapes else 0.4)


def _names_in(sample: str, shape: Shape | None) -> list[str]:
    if shape == "html":
        pieces = [text for _, text in json_ld_scripts(sample)]
        return list(dict.fromkeys(name for text in pieces for record in _records(text) for name in _paths(record)))
    if shape == "xml":
        return list(dict.fromkeys(_TAG.findall(sample)))
    if shape == "table":
        return header_of(sample)
    if shape in ("jsonl", "json"):
        return list(dict.fromkeys(name for record in _records(sample) for name in _paths(record)))
    return []


def _records(sample: str) -> Iterator[Any]:
    """The first whole records of a sample, wherever it was cut."""
    decoder, place = json.JSONDecoder(), 0
    start = re.search(r"\{", sample)
    for _ in range(_RECORDS_LOOKED_AT):
        if start is None:
            return
        try:
            record, place = decoder.raw_decode(sample, start.start())
        except (ValueError, RecursionError):
            # What begins on the next line, or further in where there is none, may be whole.
            line_end = sample.find("\n", start.end())
            place = start.end() if line_end < 0 else line_end
        else:
            yield record
        start = re.compile(r"\{").search(sample, place)


def _paths(value: Any, prefix: str = "", depth: int = 0) -> Iterator[str]:
    """Names in a record, those of nested records dotted, lists looked into."""
    if isinstance(value, list):
        for one in value[:3]:
            yield from _paths(one, prefix, depth)
    elif isinstance(value, dict) and depth < 4:
        for name, inner in value.items():
            yield prefix + str(name)
            if name == "@type":
                yield from (f"@type={plain_name(kind)}" for kind in (inner if isinstance(inner, list) else [inner]))
            yield from _paths(inner, f"{prefix}{name}.", depth + 1)


def _explanation(
    source: FeedSource, shape: Shape | None, names: Sequence[str], guesses: Sequence[tuple[float, FeedFormat]]
) -> str:
    likely = " or ".join(f"{known.label} ({score:.2f}, --format {known.name})" for score, known in guesses)
    text = f"the format of {source.name} is not clear; the best guesses are {likely}."
    if shape == "html":
        text += " It is a web page without a product in schema.org JSON-LD."
    if shape not in ("table", "jsonl", "json") or not names:
        return text + " Nothing was imported."
    return (
        f"{text} Nothing was imported. Give --format, or save this as mapping.toml, put it right and give "
        f"--mapping mapping.toml:\n\n{draft_mapping(names, shape)}"
    )
