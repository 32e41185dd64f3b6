"""A model that serves: presents the best candidates with facts of their records, and looks again before it denies."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.evaluation.players.prompt_reading import PromptReading, fill
from assistant.language_model import ModelEvent, ModelRequest
from assistant.scripted import call_tools, say

N_PRESENTED = 3
MAX_REASON_CHARACTERS = 120
_COMPARES = re.compile(r"\b(?:compare|comparison|difference|differ|versus|vs|vergleich\w*|comparar?|comparer)\b", re.IGNORECASE)
_NEAR = "Nothing here meets every wish, so these are the nearest."
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def honest(request: ModelRequest) -> list[ModelEvent]:
    """Answer one request."""
    reading = PromptReading(request)
    if reading.documents and not reading.candidates:
        return say(_quoted(reading))
    if reading.candidates and reading.has_results:
        return say(_prose(reading)) if not reading.tool("present_products") else _presented(reading)
    if reading.candidates:
        return _compared(reading) or _presented(reading)
    if (search := reading.tool("search_products")) and not reading.has_results and reading.words:
        return call_tools(("search_products", fill(search, {"query": reading.words}, reading.words)))
    return say("I have nothing to show for that; tell me what you are looking for, and I will look it up.")


def _presented(reading: PromptReading) -> list[ModelEvent]:
    chosen = _chosen(reading)
    items = [{"product_id": one["product_id"], "reason": _reason(one)} for one in chosen]
    tool = reading.tool("present_products")
    if tool is None:
        return say(_prose(reading))
    return call_tools(("present_products", fill(tool, {"items": items}, reading.words)), preamble=_prose(reading))


def _compared(reading: PromptReading) -> list[ModelEvent] | None:
    """The products pointed at side by side, where the shopper asks for that and there is a tool for it."""
    tool = reading.tool("present_comparison")
    ids = reading.pointed_at or [one["product_id"] for one in reading.candidates[:2]]
    if tool is None or not _COMPARES.search(reading.words) or len(ids) < 2:
        return None
    arguments = fill(tool, {"product_ids": ids[:4], "ids": ids[:4]}, reading.words)
    return call_tools(("present_comparison", arguments), preamble=_prose(reading))


def _chosen(reading: PromptReading) -> list[dict[str, Any]]:
    """What the shopper points at, else the best."""
    pointed = [one for one in reading.candidates if one["product_id"] in reading.pointed_at]
    return (pointed or reading.candidates)[:N_PRESENTED]


def _prose(reading: PromptReading) -> str:
    return " ".join([*([_NEAR] if "Nothing passes" in reading.material else []), *_facts(reading)])


def _facts(reading: PromptReading) -> Iterator[str]:
    first, *others = _chosen(reading)
    yield f"I would look at the {first['title']} first." if "price" not in first else _priced(first)
    if others:
        yield f"The {others[0]['title']} is worth a look as well."
    if first.get("rating"):
        yield f"The {first['title']} is rated {str(first['rating']).split(' (')[0].replace(' of ', ' out of ')}."


def _priced(product: dict[str, Any]) -> str:
    return f"I would look at the {product['title']} first; it costs {product['price']}."


def _reason(product: dict[str, Any]) -> str:
    """The first sentence of the description, if it is short."""
    first = _SENTENCE.split(str(product.get("description", "")))[0]
    return first if 0 < len(first) <= MAX_REASON_CHARACTERS else "It fits what you asked for."


def _quoted(reading: PromptReading) -> str:
    """The best section's own words."""
    best = reading.documents[0]
    return " ".join(_SENTENCE.split(" ".join(str(best["text"]).split()))[:3])
