"""What schema.org's Offer, AggregateOffer and price specifications say of price and stock."""

from collections.abc import Sequence

from catalog.errors import RowRefused
from catalog.feeds.json_ld_node import Node
from catalog.feeds.price import price_of, sale_prices
from catalog.feeds.row import shown
from catalog.feeds.stock import stock_status
from catalog.money import Money
from catalog.product import AvailabilityStatus

#: Prices that nobody pays now (https://schema.org/PriceTypeEnumeration).
_FORMER = frozenset({"ListPrice", "StrikethroughPrice", "SRP", "MSRP", "RegularPrice"})
#: Prices that only some pay, or that are no price of the thing.
_OTHER = frozenset({"MemberPrice", "MinimumAdvertisedPrice", "InvoicePrice"})


def single_offers(node: Node) -> list[Node]:
    """The offers of a product one by one; an aggregate of which only the span is known is one."""
    found: list[Node] = []
    for offer in node.nodes("offers"):
        inner = offer.nodes("offers")
        found.extend(inner or [offer])
    return found


def prices_of(offer: Node, currency: str | None) -> tuple[Money | None, Money | None]:
    """What it costs now, and the former price.

    Raises:
        RowRefused: if a price is none, or names no currency.
    """
    own = _price(offer, ("price", "lowPrice"), offer.text("priceCurrency") or currency)
    former: list[Money] = []
    for part in offer.nodes("priceSpecification"):
        kind = part.term("priceType")
        price = _price(
            part, ("price", "minPrice"), part.text("priceCurrency") or offer.text("priceCurrency") or currency
        )
        if price is None or kind in _OTHER or part.nodes("validForMemberTier") or part.text("validForMemberTier"):
            continue
        if kind in _FORMER:
            former.append(price)
        elif own is None:
            own = price
    return sale_prices(former[0], own) if former and own else (own or next(iter(former), None), None)


def status_of(offer: Node) -> AvailabilityStatus | None:
    """The stock; in stock where nothing is said, None for a word that is unknown."""
    word = offer.term("availability")
    return stock_status(word) if word else "in_stock"


def best_of(offers: Sequence[Node], currency: str | None) -> Node:
    """The offer a shop's page would show: one that can be had before one that cannot, then the cheapest."""
    return min(offers, key=lambda offer: (status_of(offer) in (None, "out_of_stock"), _amount(offer, currency)))


def _amount(offer: Node, currency: str | None) -> float:
    try:
        price, _ = prices_of(offer, currency)
    except RowRefused:
        price = None
    return price.amount if price else float("inf")


def _price(node: Node, names: Sequence[str], currency: str | None) -> Money | None:
    text = node.text(*names)
    if currency is not None and (len(currency) != 3 or not currency.isascii() or not currency.isalpha()):
        raise RowRefused(f"priceCurrency {shown(currency)} is no ISO 4217 code")
    return price_of(text, currency.upper() if currency else None)
