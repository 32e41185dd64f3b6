"""Renders what is known of the shopper, of the page and of the message as material for a prompt."""

from collections.abc import Mapping
from typing import Any

from assistant.brief import Turn, TurnBrief
from assistant.cleaning import clean
from assistant.material import as_line, money_text
from assistant.need import ShoppingNeed
from catalog.product import Product
from shoppers.memory import MemoryEntry

MAX_ENTRIES = 20
MAX_PROFILE_CHARACTERS = 1_200


def describe_shopper(turn: Turn) -> str:
    """What is remembered, each entry with its source, then what else the caller told; nothing for a stranger."""
    entries = turn.memory.entries[-MAX_ENTRIES:]
    remembered = "\n".join(map(_entry, entries))
    told = _profile(turn)
    return "\n".join(part for part in (remembered, told) if part)


def describe_page(turn: Turn, products: Mapping[str, Product]) -> str:
    """Where the shopper is: the page's product, the cart, and the cards that were shown last, in their order."""
    known: dict[str, Any] = {
        "page": _named([turn.page_product_id] if turn.page_product_id else [], products),
        "cart": _named(turn.cart, products),
        "cards_shown_last": list(turn.conversation.last_shown),
    }
    known = {name: value for name, value in known.items() if value}
    return as_line(known) if known else ""


def describe_need(need: ShoppingNeed, currency: str | None) -> dict[str, Any]:
    """What was understood beyond the words, as far as anything was."""
    price = need.price
    read: dict[str, Any] = {
        "language": need.language if need.language != "en" else None,
        "max_price": money_text(price.max, currency),
        "min_price": money_text(price.min, currency),
        "about": money_text(price.about, currency),
        "exclude": [clean(word, 60) for word in need.exclude],
        "brands": list(need.brands),
        "in_stock": need.in_stock,
        "min_rating": need.rating_min,
        "sort": need.sort,
        "superlative": need.superlative,
        "asks_whether_we_have_it": need.asks_presence,
        "recipient": need.recipient,
        "occasion": need.occasion,
        "wishes": [{"for": clean(part.text, 80)} | describe_need(part, currency) for part in need.parts],
        "together_max": money_text(need.together_max, currency),
        "noted": [_statement(one.kind, one.name, one.value) for one in need.stated],
        "forgotten": [clean(word, 60) for word in need.forget],
        "asks_what_is_remembered": need.asks_memory,
    }
    return {name: value for name, value in read.items() if value}


def describe_search(brief: TurnBrief) -> str:
    """How the message was read and what the search had to give up."""
    read = describe_need(brief.need, brief.vocabulary.currency)
    notes = [f"Understood: {as_line(read)}"] if read else []
    if brief.candidates and 0 < brief.n_matching < brief.vocabulary.n_products:
        notes.append(f"{brief.n_matching} products pass the conditions.")
    if brief.relaxed:
        notes.append(f"Nothing passes every condition; dropped: {', '.join(brief.relaxed)}. These are near misses.")
    if brief.is_weak:
        notes.append("No product fits the words well. Say so; do not praise a poor match.")
    if brief.corrections:
        read_as = ", ".join(f"{clean(a, 40)} → {clean(b, 40)}" for a, b in brief.corrections.items())
        notes.append(f"Read as: {read_as}")
    return "\n".join(notes)


def _profile(turn: Turn) -> str:
    """The profile, less what the memory has told already."""
    profile, known = turn.profile, {entry.statement.value for entry in turn.memory.entries}
    told: dict[str, Any] = {
        "preferences": [wish for wish in profile.preferences if wish not in known],
        "dislikes": [wish for wish in profile.dislikes if wish not in known],
        "sizes": {kind: size for kind, size in profile.sizes.items() if size not in known},
    }
    if profile.budget:
        limits = {name: getattr(profile.budget, name) for name in ("min", "max")}
        told["budget"] = {name: str(limit) for name, limit in limits.items() if limit}
    told = {name: value for name, value in told.items() if value}
    return clean(as_line(told), MAX_PROFILE_CHARACTERS) if told else ""


def _entry(entry: MemoryEntry) -> str:
    said = entry.statement
    words = _statement(said.kind, said.name, str(said.limit) if said.limit else said.value)
    source = f"concluded from {clean(entry.because, 80)}" if entry.source == "concluded" else "stated"
    return f"- {words} ({source}, {entry.at:%Y-%m-%d})"


def _statement(kind: str, name: str, value: str) -> str:
    return clean(" ".join(part for part in (f"{kind}:", name, value) if part), 200)


def _named(ids: tuple[str, ...] | list[str], products: Mapping[str, Product]) -> list[str]:
    """Ids with their titles."""
    return [f"{i} {clean(products[i].title, 80)}" if i in products else clean(i, 80) for i in ids]
