"""Amounts in a tool's arguments."""

from typing import Annotated

from pydantic import Field

from assistant.tools.refusal import ToolRefused
from catalog.money import MoneyError, to_minor

Price = Annotated[float, Field(ge=0, le=1e9, description="In the shop's currency, as on a price tag.")]


def minor_units(amount: float | None, currency: str | None) -> int | None:
    """A price tag's amount in minor units; None where none is given or the shop has no prices.

    Raises:
        ToolRefused: if the currency has no such amount.
    """
    if amount is None or not currency:
        return None
    try:
        return to_minor(amount, currency)
    except MoneyError as error:
        raise ToolRefused(str(error)) from None
