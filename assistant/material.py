"""Renders catalog facts as material for a prompt: compact, cleaned, fenced; never instructions."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.cards import shorten, summarize_options
from assistant.cleaning import clean
from assistant.stream import Comparison
from assistant.template.attribute_words import attribute_label, attribute_text
from assistant.template.bookkeeping import is_bookkeeping
from catalog.candidate import Candidate
from catalog.money import Money
from catalog.policy import PolicySection
from catalog.product import Product, Variant
from catalog.review import Review

MAX_DESCRIPTION_CHARACTERS = 1_200
MAX_VALUE_CHARACTERS = 120
MAX_ATTRIBUTES = 30
MAX_VARIANTS = 24
MAX_SECTION_CHARACTERS = 900
MAX_REVIEW_CHARACTERS = 200
#: A candidate is told in some 300 characters; the whole record is a tool's call away.
SHORT_TITLE, SHORT_FACTS, SHORT_FACT, SHORT_OPTIONS, SHORT_DESCRIPTION = 120, 110, 36, 60, 70
#: A record whose attributes say this much is told without its description.
ENOUGH_FACTS = 70
#: Evidence that a record and the words show by themselves.
_PLAIN_SIGNALS = ("words", "semantic", "standing", "category", "wanted", "rating", "price", "for_children")
_ABOVE = "as told above"


def describe_candidates(candidates: Iterable[Candidate], products: Mapping[str, Product], described: str = "") -> str:
    """One JSON object a line, best first: a product in short and what speaks for it.

    Args:
        candidates: in order.
        products: their records.
        described: what the model was told before; a product that stands there just so is only named.
    """
    return "\n".join(
        _told_once(short_facts(products[c.product_id]), _evidence(c, products), described) for c in candidates
    )


def describe_extremes(lists: Mapping[str, Sequence[Product]], described: str = "") -> str:
    """Named lists of products; one that stands in several is told once."""
    lines, told = [], described
    for name, products in lists.items():
        for place, product in enumerate(products, start=1):
            lines.append(_told_once(short_facts(product), {name: place}, told))
            told = f"{told}\n{lines[-1]}"
    return "\n".join(lines)


def short_facts(product: Product) -> dict[str, Any]:
    """What tells a product from others, in few words; the same in every turn while its record is the same."""
    known = _facts(product)
    about = "" if len(known) > ENOUGH_FACTS else clean(product.description.plain, SHORT_DESCRIPTION * 4)
    facts: dict[str, Any] = {
        "product_id": product.id,
        "title": clean(product.title, SHORT_TITLE),
        "brand": product.brand and clean(product.brand, SHORT_FACT),
        "price": _price(product),
        "list_price": str(product.list_price) if product.list_price else None,
        "availability": None if product.availability == "in_stock" else product.availability,
        "rating": _rating(product),
        "options": clean(shorten(summarize_options(product) or "", SHORT_OPTIONS), SHORT_OPTIONS),
        "facts": known,
        "about": shorten(about, SHORT_DESCRIPTION),
    }
    return {name: value for name, value in facts.items() if value}


def product_facts(product: Product) -> dict[str, Any]:
    """The whole record, as an answer may use it; variants apart."""
    facts: dict[str, Any] = {
        "product_id": product.id,
        "title": clean(product.title, MAX_VALUE_CHARACTERS * 2),
        "brand": product.brand and clean(product.brand, MAX_VALUE_CHARACTERS),
        "category": product.category and clean(product.category, MAX_VALUE_CHARACTERS),
        "price": _price(product),
        "list_price": str(product.list_price) if product.list_price else None,
        "availability": product.availability,
        "rating": _rating(product),
        "options": {clean(o.name, 40): [clean(v.label, 40) for v in o.values] for o in product.options} or None,
        "attributes": _attributes(product) or None,
        "description": shorten(clean(product.description.plain, 4_000), MAX_DESCRIPTION_CHARACTERS) or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def variant_facts(product: Product) -> dict[str, Any]:
    """How variants differ: prices where they do, and those that cannot be had now, as far as there is room."""
    prices = {variant.price for variant in product.variants}
    differing = {_variant_name(v): str(v.price) for v in product.variants if v.price} if len(prices) > 1 else {}
    gone = [
        f"{_variant_name(v)} ({v.availability.status.replace('_', ' ')})"
        for v in product.variants
        if v.availability.status != "in_stock"
    ]
    facts: dict[str, Any] = {
        "n_variants": len(product.variants),
        "variant_prices": dict(list(differing.items())[:MAX_VARIANTS]),
        "variants_not_in_stock": gone[:MAX_VARIANTS],
    }
    return {name: value for name, value in facts.items() if value}


def describe_sections(sections: Iterable[PolicySection], described: str = "") -> str:
    """Sections of the shop's documents, one JSON object a line."""
    return "\n".join(
        _told_once(
            {"source": s.source_id, "title": clean(s.title, 120), "text": clean(s.text, MAX_SECTION_CHARACTERS)},
            {},
            described,
        )
        for s in sections
    )


def describe_reviews(reviews: Iterable[Review]) -> str:
    """Reviews, one JSON object a line."""
    return "\n".join(
        as_line(
            {
                "review_id": clean(r.review_id, 60),
                "product_id": r.product_id,
                "rating": r.rating,
                "text": clean(f"{r.title}. {r.text}" if r.title else r.text, MAX_REVIEW_CHARACTERS),
            }
        )
        for r in reviews
    )


def describe_comparison(table: Comparison) -> str:
    """One JSON object a product: dimension → value."""
    return "\n".join(
        as_line(
            {"product_id": entry["product_id"], "title": clean(entry["title"], SHORT_TITLE)}
            | {
                name: clean(value, MAX_VALUE_CHARACTERS)
                for name, value in zip(table.dimensions, entry["values"], strict=True)
            }
        )
        for entry in table.entries
    )


def money_text(amount: int | None, currency: str | None) -> str:
    """Minor units as they are written; empty where there is none."""
    return str(Money(amount=amount, currency=currency)) if amount is not None and currency else ""


def as_line(value: Mapping[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told_once(facts: Mapping[str, Any], evidence: Mapping[str, Any], described: str) -> str:
    """The facts; only their names where `described` has them word for word."""
    line = as_line(facts)
    if line[:-1] in described:
        names = ("product_id", "title", "price", "source")
        line = as_line({name: facts[name] for name in names if name in facts} | {"facts": _ABOVE})
    return f'{line[:-1]},"evidence":{as_line(evidence)}}}' if evidence else line


def _evidence(candidate: Candidate, products: Mapping[str, Product]) -> dict[str, Any]:
    """Signal → weight, with the title of the product that the signal follows from; the plain signals left out."""
    told: dict[str, Any] = {}
    for one in candidate.evidence:
        cause = products.get(one.because) if one.because else None
        weight = round(one.weight, 2)
        if cause:
            told[one.signal] = [weight, clean(cause.title, MAX_VALUE_CHARACTERS)]
        elif one.signal not in _PLAIN_SIGNALS:
            told[one.signal] = weight
    return told


def _price(product: Product) -> str | None:
    if not product.price or not product.price_range:
        return None
    is_range = product.price_range.min != product.price_range.max
    return f"{product.price} to {product.price_range.max}" if is_range else str(product.price)


def _rating(product: Product) -> str | None:
    rating = product.rating
    if rating is None:
        return None
    mean = f"{rating.value:g} of {rating.scale_max:g}"
    return mean if rating.count is None else f"{mean} ({rating.count})"


def _facts(product: Product) -> str:
    """The first attributes in words, as many as there is room for; a long one is left to the whole record."""
    told: list[str] = []
    for key, value in product.attributes.items():
        text = f"{attribute_label(key)} {attribute_text(key, value)}"
        fits = len(text) <= SHORT_FACT and sum(map(len, told)) + len(text) <= SHORT_FACTS
        if fits and not is_bookkeeping(key):
            told.append(text)
    return clean("; ".join(told), SHORT_FACTS * 2)


def _attributes(product: Product) -> dict[str, Any]:
    pairs = [(key, value) for key, value in product.attributes.items() if not is_bookkeeping(key)]
    return {clean(name, 60): _value(value) for name, value in pairs[:MAX_ATTRIBUTES]}


def _value(value: object) -> Any:
    if isinstance(value, tuple):
        return [clean(one, MAX_VALUE_CHARACTERS) for one in value[:12]]
    return clean(value, MAX_VALUE_CHARACTERS) if isinstance(value, str) else value


def _variant_name(variant: Variant) -> str:
    return clean(" / ".join(option.label for option in variant.options) or variant.title or variant.id, 80)
