"""Errands that a shop's assistant cannot run from the chat: the cart, orders, discounts, other people's data."""

import re
from collections.abc import Mapping
from typing import Literal

Errand = Literal["cart", "checkout", "order", "discount", "price_match", "personal_data", "person"]

_CART = r"(?:cart|basket|bag|trolley|warenkorb|panier|carrito|cesta)"
#: The first that fits is meant.
_PATTERNS: tuple[tuple[Errand, str], ...] = (
    ("cart", rf"\b(?:add|put|place|throw|pop|drop|stick)\b.{{0,60}}\b(?:to|in|into|on)\b.{{0,12}}\b{_CART}\b"),
    ("cart", rf"\b(?:remove|take|delete)\b.{{0,40}}\b(?:from|out of)\b.{{0,12}}\b{_CART}\b"),
    ("cart", r"\badd (?:it|that|this|them)\b"),
    ("cart", r"\b(?:reserve|hold|put aside|set aside) (?:it|that|this|them|one|the)\b"),
    ("checkout", r"\b(?:check ?out|place (?:the|my|an) order|order (?:it|that|this|them|one) (?:now|for me)|"
                 r"i(?:'|’)?ll (?:take|buy|have) (?:it|that|this|them|the \w+ one|both)|"
                 r"buy (?:it|that|this) for me)\b"),
    ("order", r"\b(?:where(?:'|’)?s?(?: is| are)?|track|status of|cancel|change|what happened to)\b.{0,20}"
              r"\bmy (?:order|parcel|package|delivery|refund|shipment)\b|\border (?:status|number|no\.?)\b|"
              r"\bwhen (?:will|does) my (?:order|parcel|package)\b|\bwo (?:ist|bleibt) meine? (?:bestellung|paket)\b|"
              r"\bmy (?:order|parcel|package) (?:has|hasn(?:'|’)?t|is|isn(?:'|’)?t|did|didn(?:'|’)?t)\b"),
    ("price_match", r"\b(?:price[- ]?match\w*|match (?:the|that|this|a|their) price|beat (?:the|that|their) price|"
                    r"cheaper (?:elsewhere|on amazon|at another))\b"),
    ("discount", r"\b(?:discounts?|promo(?:tion)?(?:al)? codes?|vouchers?|coupons?|discount codes?|"
                 r"knock .{0,12} off|(?:money|percent|%|£\d+|\$\d+|€\d+) off (?:it|that|this|for me)|haggle|"
                 r"best price you can|lower the price|rabatt|gutschein(?:code)?|descuento|réduction|remise)\b"),
    ("personal_data", r"\b(?:(?:change|update|correct|delete|remove|what(?:'|’)?s|what is|show me) my "
                      r"(?:address|email|e-mail|password|account|card|payment|personal data|phone number)|"
                      r"other customers?(?:'|’)? (?:data|orders?|names?|addresses)|what did .{2,30} (?:buy|order)\b)"),
    ("person", r"\b(?:(?:talk|speak|chat) (?:to|with) (?:a |an |some|the )?(?:human|person|someone|agent|staff|"
               r"manager|real)|human (?:agent|please)|customer (?:service|support) (?:agent|number|please)|"
               r"real person please)\b"),
)  # fmt: skip
_COMPILED = tuple((errand, re.compile(pattern, re.IGNORECASE)) for errand, pattern in _PATTERNS)
#: Asks for products in a sale, which is a search.
_SEARCHES = re.compile(r"\b(?:discounted|on sale|in the sale|deals?)\b", re.IGNORECASE)
MAX_READ_CHARACTERS = 400
#: What to ask the shop's documents for, and the words of which a fitting passage has one.
_TOPICS: Mapping[Errand, tuple[str, frozenset[str]]] = {
    "order": ("How can I track my parcel, is there a tracking link?", frozenset({"track", "tracking"})),
    "discount": ("Is there a discount code?", frozenset({"discount", "voucher", "coupon"})),
    "price_match": ("Will you match a price?", frozenset({"match", "matching"})),
    "personal_data": ("What are my rights over my personal data?", frozenset({"data", "privacy"})),
    "person": ("How can I reach a person by phone?", frozenset({"phone", "contact", "reach", "call", "telephone"})),
}
_CHANGES = re.compile(r"\b(?:cancel|change|amend)\b", re.IGNORECASE)


def errand_of(message: str) -> Errand | None:
    """The errand that a message asks to be run, or asks about; None for all else."""
    text = " ".join(message[:MAX_READ_CHARACTERS].split())
    if _SEARCHES.search(text):
        return None
    return next((errand for errand, pattern in _COMPILED if pattern.search(text)), None)


def topic_of(errand: Errand, message: str) -> tuple[str, frozenset[str]] | None:
    """The question that the shop's documents may answer instead, and words that prove a passage does; None for none."""
    if errand == "order" and _CHANGES.search(message):
        return "Can I change or cancel an order?", frozenset({"cancel", "change"})
    return _TOPICS.get(errand)
