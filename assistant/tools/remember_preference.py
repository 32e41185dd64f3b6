"""Lets the model note what the shopper said of themselves."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from assistant.grounding.facts import numbers_in
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.look import Look
from assistant.tools.prices import Price, minor_units
from assistant.tools.refusal import ToolRefused
from catalog.money import Money
from catalog.product_words import stems_of
from shoppers.statement import Statement, StatementKind

Words = Annotated[str, Field(max_length=80)]


def remember_preference(
    context: ToolContext,
    kind: StatementKind,
    value: Annotated[Words, Field(description='In the shopper\'s words: "merino", "EU 42".')] = "",
    name: Annotated[Words, Field(description='A size\'s thing ("shoe"), a recipient ("dad").')] = "",
    max_price: Price | None = None,
) -> Found:
    """Note a lasting liking, dislike, size, budget or person the shopper buys for, when they state one of their own.

    Only what this shopper said in their own words; not what they are looking for just now.
    """
    statement = _statement(context, kind, value, name, max_price)
    _check(context, statement, max_price)
    return Found("Noted for this shopper.", stated=(statement,))


def _statement(context: ToolContext, kind: StatementKind, value: str, name: str, max_price: float | None) -> Statement:
    look = Look.of(context)
    amount = minor_units(max_price, look.currency)
    limit = Money(amount=amount, currency=look.currency) if amount is not None and look.currency else None
    is_empty = not (name.strip() if kind == "recipient" else value.strip())
    if (limit is None) if kind == "budget" else is_empty:
        raise ToolRefused("A budget needs max_price, a recipient a name, anything else a value.")
    return Statement(kind=kind, name=name, value=value, limit=limit)


def _check(context: ToolContext, statement: Statement, max_price: float | None) -> None:
    """Text of a feed or a page may ask for a note; only the shopper's own words get one."""
    turn = context.brief.turn
    said = [message.content for message in turn.conversation.messages if message.role == "user"]
    words = " ".join((*said, turn.message))
    if not stems_of(f"{statement.name} {statement.value}") <= stems_of(words):
        raise ToolRefused("Only what the shopper said in their own words is noted.")
    if statement.limit and Decimal(str(max_price)) not in numbers_in(words):
        raise ToolRefused("Only a budget that the shopper named is noted.")
