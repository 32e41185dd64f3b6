"""Renders catalog facts as material for a prompt: compact, cleaned, fenced; never instructions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.cards import shorten
from assistant.cleaning import clean
from catalog.candidate import Candidate
from catalog.policy import PolicySection
from catalog.product import Product
from catalog.review import Review
from shoppers.profile import ShopperProfile

MAX_DESCRIPTION_CHARACTERS = 420
MAX_VALUE_CHARACTERS = 120
MAX_ATTRIBUTES = 14
MAX_SECTION_CHARACTERS = 1_500
MAX_REVIEW_CHARACTERS = 240


def describe_candidates(candidates: Iterable[Candidate], products: Mapping[str, Product]) -> str:
    """One JSON object a line: a product's facts and the evidence for it, best first."""
    return "\n".join(
        _line(product_facts(products[c.product_id]) | {"evidence": _evidence(c, products)}) for c in candidates
    )


def _evidence(candidate: Candidate, products: Mapping[str, Product]) -> dict[str, Any]:
    """Signal → weight, with the title of the product that the signal follows from."""
    told: dict[str, Any] = {}
    for one in candidate.evidence:
        cause = products.get(one.because) if one.because else None
        weight = round(one.weight, 2)
        told[one.signal] = [weight, clean(cause.title, MAX_VALUE_CHARACTERS)] if cause else weight
    return told


def product_facts(product: Product) -> dict[str, Any]:
    """The facts of a product that an answer may use."""
    facts: dict[str, Any] = {
        "product_id": product.id,
        "title": clean(product.title, MAX_VALUE_CHARACTERS * 2),
        "brand": product.brand and clean(product.brand, MAX_VALUE_CHARACTERS),
        "category": product.category,
        "price": str(product.price) if product.price else None,
        "list_price": str(product.list_price) if product.list_price else None,
        "availability": product.availability,
        "rating": product.rating
        and f"{product.rating.value:g} of {product.rating.scale_max:g} ({product.rating.count})",
        "options": {option.name: [v.label for v in option.values] for option in product.options} or None,
        "attributes": _attributes(product) or None,
        "description": shorten(clean(product.description.plain, 4_000), MAX_DESCRIPTION_CHARACTERS) or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def describe_profile(profile: ShopperProfile) -> str:
    """What the shopper told of themselves, as one JSON object."""
    known = profile.model_dump(mode="json", exclude_defaults=True)
    if profile.budget:
        known["budget"] = {k: str(getattr(profile.budget, k)) for k in ("min", "max") if getattr(profile.budget, k)}
    return clean(_line(known), 2_000)


def describe_sections(sections: Iterable[PolicySection]) -> str:
    """Sections of the shop's documents, one JSON object a line."""
    return "\n".join(
        _line({"source": s.source_id, "title": s.title, "text": clean(s.text, MAX_SECTION_CHARACTERS)})
        for s in sections
    )


def describe_reviews(reviews: Iterable[Review]) -> str:
    """Reviews, one JSON object a line."""
    return "\n".join(
        _line(
            {
                "product_id": r.product_id,
                "rating": r.rating,
                "text": clean(f"{r.title}. {r.text}", MAX_REVIEW_CHARACTERS),
            }
        )
        for r in reviews
    )


def _attributes(product: Product) -> dict[str, Any]:
    pairs = list(product.attributes.items())[:MAX_ATTRIBUTES]
    return {name: clean(value, MAX_VALUE_CHARACTERS) if isinstance(value, str) else value for name, value in pairs}


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
