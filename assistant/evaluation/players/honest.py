"""A model that serves: presents the best with facts of their records, answers, and looks again before it denies."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.evaluation.players.prompt_reading import PromptReading, fill
from assistant.language_model import ModelEvent, ModelRequest
from assistant.scripted import call_tools, say

N_PRESENTED = 4
MAX_REASON_CHARACTERS = 120
_COMPARES = re.compile(
    r"\b(?:compar\w*|differen\w*|versus|vs|vergleich\w*|which is|the first or the|how does .* to)\b", re.IGNORECASE
)
_WEAK = "No product fits the words well"
_NEAR = "Nothing passes every condition"
_ASKED_OF_MEMORY = "asks_what_is_remembered"
#: A present, and not a word of whom or what for.
_ONLY_A_GIFT = re.compile(r"\W*(?:\w+\W+){0,4}(?:a|some) (?:gift|present)s?\W*", re.IGNORECASE)
_WHOM_FOR = ("Someone who cycles", "Someone who hikes", "Someone who cooks", "Someone who gardens")
_FIGURE = re.compile(r"(?P<name>\w+)_(?P<unit>cm|mm|m|l|h|min)")
#: What a property is asked for by, where not by its name.
_ASKED_BY = {"length": "long", "width": "wide", "height": "tall", "depth": "deep", "capacity": "hold"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def honest(request: ModelRequest) -> list[ModelEvent]:
    """Answer one request."""
    reading = PromptReading(request)
    if _ASKED_OF_MEMORY in reading.material and reading.remembered:
        return say(f"I remember {'; '.join(reading.remembered)}.")
    if _ONLY_A_GIFT.fullmatch(reading.words):
        return _asking(reading)
    if reading.documents and not reading.candidates:
        return _from_documents(reading)
    if not reading.candidates:
        return say("Happy to help. Tell me what you are looking for, and I will look it up.")
    if _WEAK in reading.material:
        return _denied(reading)
    return _compared(reading) or _presented(reading)


def _from_documents(reading: PromptReading) -> list[ModelEvent]:
    """The best section's own words; read through the tool where there is one, so that it is cited."""
    tool = reading.tool("read_policies")
    if tool and not reading.has_results:
        return call_tools(("read_policies", fill(tool, {"query": reading.words}, reading.words)))
    return say(" ".join(_SENTENCE.split(" ".join(str(reading.documents[0]["text"]).split()))[:3]))


def _asking(reading: PromptReading) -> list[ModelEvent]:
    """Whom it is for, with choices where there is a tool for them."""
    tool = reading.tool("suggest_replies")
    if tool and not reading.has_results:
        return call_tools(("suggest_replies", fill(tool, {"replies": list(_WHOM_FOR)}, reading.words)))
    return say("Happily. Who is it for, and what do they like to do?")


def _denied(reading: PromptReading) -> list[ModelEvent]:
    """Nothing is denied before a second search."""
    tool = reading.tool("search_products")
    if tool and not reading.has_results:
        return call_tools(("search_products", fill(tool, {"query": reading.words}, reading.words)))
    return say("I looked twice and found nothing that fits, so I would rather not press anything on you.")


def _compared(reading: PromptReading) -> list[ModelEvent] | None:
    """The products pointed at side by side, where the shopper asks for that and there is a tool for it."""
    tool, ids = reading.tool("present_comparison"), reading.pointed_at
    if tool is None or reading.has_results or len(ids) < 2 or not _COMPARES.search(reading.words):
        return None
    arguments = fill(tool, {"product_ids": ids[:4], "ids": ids[:4]}, reading.words)
    return call_tools(("present_comparison", arguments), preamble=_prose(reading))


def _presented(reading: PromptReading) -> list[ModelEvent]:
    tool = reading.tool("present_products")
    if tool is None or reading.pointed_at or reading.has_results:
        return say(_prose(reading))
    items = [{"product_id": one["product_id"], "reason": _reason(one)} for one in _chosen(reading)]
    return call_tools(("present_products", fill(tool, {"items": items}, reading.words)), preamble=_prose(reading))


def _chosen(reading: PromptReading) -> list[dict[str, Any]]:
    """What the shopper points at, else the best."""
    pointed = [one for one in reading.candidates if str(one["product_id"]) in reading.pointed_at]
    return (pointed or reading.candidates)[:N_PRESENTED]


def _prose(reading: PromptReading) -> str:
    near = ["Nothing here meets every wish, so these are the nearest."] if _NEAR in reading.material else []
    return " ".join([*near, *(fact for one in _chosen(reading)[:2] for fact in _facts(one, reading.words))])


def _facts(product: dict[str, Any], words: str) -> Iterator[str]:
    title, attributes = product["title"], dict(product.get("attributes") or {})
    yield (
        f"The {title} costs {str(product['price']).partition(' to ')[0]}."
        if "price" in product
        else f"There is the {title}."
    )
    if weight := attributes.get("weight_g"):
        yield f"The {title} weighs {weight} g."
    for name, value in attributes.items():
        figure = _FIGURE.fullmatch(name)
        if figure and {figure["name"], _ASKED_BY.get(figure["name"])} & set(words.casefold().split()):
            yield f"The {title} has a {figure['name']} of {value} {figure['unit']}."
    value, of, rest = str(product.get("rating", "")).partition(" of ")
    if of:
        scale, _, count = rest.rstrip(")").partition(" (")
        yield f"The {title} is rated {value} out of {scale}{f' from {count} ratings' if count else ''}."


def _reason(product: dict[str, Any]) -> str:
    """The first sentence of the description, if it is short."""
    first = _SENTENCE.split(str(product.get("description") or product.get("about") or ""))[0]
    return first if 0 < len(first) <= MAX_REASON_CHARACTERS else "It fits what you asked for."
