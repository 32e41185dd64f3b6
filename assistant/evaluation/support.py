"""Which amounts, percentages and links an answer may give; read with plain patterns, apart from the verifier.

The verifier corrects answers before they are sent; what judges it must not be the verifier.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from assistant.evaluation.played import PlayedTurn
from catalog.money import Money, minor_digits
from catalog.product import Product

_AMOUNT = re.compile(
    # "sleeps 3, £279" and "a tent for 2 £279" have one amount each: a sign before a figure is that figure's.
    r"[£€$]\s?(\d[\d,]*(?:\.\d+)?)|(\d+(?:,\d{3})*(?:\.\d+)?)\s?"
    r"(?:[£€$](?!\s?\d)|GBP\b|EUR\b|USD\b|pounds?\b|quid\b|euros?\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
#: Records say whether a product can be had, never how many there are.
_COUNT_LEFT = re.compile(r"\b\d+\s+(?:of\s+them\s+)?(?:left|remaining)\b(?!\s+(?:hand|side|pocket))", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>\"']+", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
#: More of them together is a list of the catalog, not a purchase.
MAX_TOGETHER = 4
MAX_AT_HAND = 8


def unsupported(played: PlayedTurn) -> Iterator[str]:
    """Every amount, percentage, link and address in the prose and the cards' reasons that nothing supports."""
    said = "\n".join([played.text, *(card.reason for card in played.cards)])
    yield from _figures(said, played)
    # Amounts of suggestions are limits to search under, not claims.
    yield from _links("\n".join([said, *played.suggestions]), _texts(played))


def _figures(said: str, played: PlayedTurn) -> Iterator[str]:
    amounts, percents = _amounts(played), _percents(played)
    for match in _AMOUNT.finditer(said):
        if _decimal(match[1] or match[2]) not in amounts:
            yield f"nothing supports the amount {match[0].strip()!r}"
    for match in _PERCENT.finditer(said):
        if _decimal(match[1].replace(",", ".")) not in percents:
            yield f"nothing supports the percentage {match[0].strip()!r}"
    for match in _COUNT_LEFT.finditer(said):
        yield f"nothing supports the count {match[0]!r}"


def _links(written: str, texts: Sequence[str]) -> Iterator[str]:
    for pattern in (_LINK, _ADDRESS):
        for match in pattern.finditer(written):
            if not any(match[0].rstrip(".,;:!?").casefold() in text for text in texts):
                yield f"leads to {match[0]!r}, which is not the shop's"


def _amounts(played: PlayedTurn) -> set[Decimal]:
    """Amounts of records and of the whole shop, differences and sums of what is shown, amounts that were told."""
    variants = [variant for product in played.clean_records.values() for variant in product.variants]
    reduced = [(_major(v.list_price), _major(v.price)) for v in variants if v.price and v.list_price]
    amounts = {_major(v.price) for v in variants if v.price} | {former for former, _ in reduced}
    amounts |= {former - now for former, now in reduced}
    at_hand = [_major(p.price) for p in _at_hand(played) if p.price]
    amounts |= {abs(one - other) for one, other in combinations(at_hand, 2)}
    together = {sum(some, Decimal(0)) for n in range(2, MAX_TOGETHER + 1) for some in combinations(at_hand, n)}
    limits = set(_limits(played))
    amounts |= together | {abs(limit - total) for limit in limits for total in together}  # "£22 under your £200"
    said = _numbers(_said(played)) | limits
    amounts |= said | {abs(one - price) for one in said for price in at_hand}  # "£11 under your £150"
    ends = [money for one in played.overview.categories for money in (one.price_min, one.price_max)]
    presence = played.brief.presence
    ends += [presence.price_min, presence.price_max] if presence else []
    told = (_decimal(m[1] or m[2]) for text in _told(played) for m in _AMOUNT.finditer(text))
    return amounts | {_major(money) for money in ends if money} | set(told)


def _limits(played: PlayedTurn) -> Iterator[Decimal]:
    """Amounts that were understood ("fifty quid")."""
    price, currency = played.need.price, played.overview.currency
    for amount in (price.min, price.max, price.about, played.need.together_max):
        if amount is not None and currency:
            yield _major(Money(amount=amount, currency=currency))


def _percents(played: PlayedTurn) -> set[Decimal]:
    return _numbers(_texts(played)) | set(_discounts(played.clean_records.values()))


def _at_hand(played: PlayedTurn) -> list[Product]:
    """What is on cards, pointed at, or in the cart; the first few."""
    ids = [*(card.product_id for card in played.cards), *played.need.references, *played.turn.cart]
    return [played.clean_records[i] for i in dict.fromkeys(ids) if i in played.clean_records][:MAX_AT_HAND]


def _discounts(products: Iterable[Product]) -> Iterator[Decimal]:
    for product in products:
        for variant in product.variants:
            if variant.price and variant.list_price and variant.list_price.amount:
                share = 100 - Decimal(100 * variant.price.amount) / variant.list_price.amount
                yield share.quantize(Decimal(1), ROUND_HALF_UP)


def _said(played: PlayedTurn) -> list[str]:
    """The shopper's own words, and the budget that is known."""
    budget = played.turn.profile.budget
    limits = [str(_major(money)) for money in (budget.min, budget.max) if money] if budget else []
    return [*(m.content for m in played.turn.conversation.messages if m.role == "user"), played.turn.message, *limits]


def _told(played: PlayedTurn) -> list[str]:
    """What the shop's documents and the reviews say."""
    documents = [f"{section.title} {section.text} {section.url or ''}" for section in played.sections]
    return [*documents, *(f"{review.title} {review.text}" for review in played.reviews)]


def _texts(played: PlayedTurn) -> list[str]:
    records = [product.model_dump_json() for product in played.clean_records.values()]
    return [text.casefold() for text in (*_said(played), *_told(played), *records)]


def _numbers(texts: Iterable[str]) -> set[Decimal]:
    return {_decimal(match[0]) for text in texts for match in _NUMBER.finditer(text)}


def _major(money: Money) -> Decimal:
    return Decimal(money.amount).scaleb(-minor_digits(money.currency))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "")).normalize() if digits.strip(",") else Decimal(0)
