"""Money in integer minor units, as ISO 4217 counts them."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pydantic import BaseModel, ConfigDict, Field

#: ISO 4217 minor-unit exponents that are not 2 (https://www.six-group.com, list one).
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩"}
#: Far above any shop price, far below what a 64-bit column holds.
MAX_AMOUNT_MINOR = 10**14


class MoneyError(ValueError):
    """A text that is not an amount of money; the message carries the text."""


class Money(BaseModel):
    """An amount in minor units (pence, cents) of one currency."""

    model_config = ConfigDict(frozen=True)

    amount: int = Field(ge=0, le=MAX_AMOUNT_MINOR)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def __str__(self) -> str:
        """The amount as a shopper reads it: `£89.00`, `¥1,200`, `12.50 CHF`."""
        digits = minor_digits(self.currency)
        number = f"{Decimal(self.amount).scaleb(-digits):,.{digits}f}"
        symbol = _SYMBOLS.get(self.currency)
        return f"{symbol}{number}" if symbol else f"{number} {self.currency}"


def minor_digits(currency: str) -> int:
    """How many decimals the currency has (2 unless ISO 4217 says otherwise)."""
    return _EXPONENTS.get(currency, 2)


def to_minor(number: str | int | float | Decimal, currency: str) -> int:
    """Turn major units (`"1,299.95"`, `12.5`) into minor units, half up.

    A comma followed by exactly one or two digits at the end is a decimal comma; other commas, spaces and
    apostrophes group thousands.

    Raises:
        MoneyError: if the value is not a finite, non-negative number in range.
    """
    text = re.sub(r"[\s'\u2019\u00a0]", "", str(number))
    text = re.sub(r",(\d{1,2})$", r".\1", text.replace(".", "") if re.search(r"\.\d{3},", text) else text)
    text = text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise MoneyError(f"not an amount of money: {str(number)[:40]!r}") from None
    if not value.is_finite() or value < 0:
        raise MoneyError(f"an amount cannot be negative or infinite: {str(number)[:40]!r}")
    # More digits than decimal arithmetic carries would break it, so the size is looked at first.
    if value > MAX_AMOUNT_MINOR or (minor := value.scaleb(minor_digits(currency))) > MAX_AMOUNT_MINOR:
        raise MoneyError(f"amount too large: {str(number)[:40]!r}")
    return int(minor.quantize(Decimal(1), ROUND_HALF_UP))
