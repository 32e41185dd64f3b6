"""Prices as feeds write them."""

import re

from catalog.errors import RowRefused
from catalog.feeds.row import shown
from catalog.money import MAX_AMOUNT_MINOR, Money, MoneyError, to_minor

_SIGNS = {"£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")


def price_of(value: object, currency: str | None) -> Money | None:
    """The money in `15.00 USD`, `USD 15.00`, `£15` or, with a currency given, `15.00`; None if there is none.

    Raises:
        RowRefused: if the value is no price, is negative, or names no currency and none is given.
    """
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    code = _CODE.search(text)
    sign = next((sign for sign in _SIGNS if sign in text), None)
    unit = code.group(1).upper() if code else _SIGNS[sign] if sign else currency
    if unit is None:
        raise RowRefused(f"price {shown(text)} names no currency; give one with --currency")
    number = _CODE.sub("", text) if code else text
    number = number.strip().strip("£€¥₹₩$").strip()
    try:
        return Money(amount=to_minor(number, unit), currency=unit)
    except MoneyError as error:
        raise RowRefused(f"price {shown(text)}: {error}") from None


def minor_price_of(value: object, currency: str | None) -> Money | None:
    """The money in a whole number of minor units (cents), as number or text; None if there is none.

    Raises:
        RowRefused: if the value is not a whole number from 0, or no currency is given.
    """
    if value is None or value == "":
        return None
    if currency is None:
        raise RowRefused(f"price {shown(value)} names no currency; give one with --currency")
    try:
        amount = float(str(value)) if not isinstance(value, bool) else -1.0
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= MAX_AMOUNT_MINOR or amount != int(amount):
        raise RowRefused(f"price {shown(value)} is not a whole number of minor units")
    return Money(amount=int(amount), currency=currency)


def list_price_of(price: Money | None, former: Money | None) -> Money | None:
    """The former price if it is one: higher than the price, in the same currency."""
    higher = price and former and former.currency == price.currency and former.amount > price.amount
    return former if higher else None


def sale_prices(price: Money | None, sale: Money | None) -> tuple[Money | None, Money | None]:
    """What it costs now, and its former price if that is higher and in the same currency."""
    if sale is None or (price is not None and (sale.currency != price.currency or sale.amount >= price.amount)):
        return price, None
    return sale, price
