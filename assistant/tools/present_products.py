"""Lets the model choose which products are shown, and say why."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from assistant.cards import MAX_REASON_CHARACTERS, shorten
from assistant.stream import Layout
from assistant.tools.admission import admit
from assistant.tools.context import ToolContext
from assistant.tools.product_ids import ProductIdArgument

MAX_PRESENTED = 6


def _shortened(reason: Any) -> Any:
    """A reason that is too long is cut at a word: no cause to ask the model again."""
    return shorten(reason, MAX_REASON_CHARACTERS) if isinstance(reason, str) else reason


class Presented(BaseModel):
    product_id: ProductIdArgument
    reason: Annotated[
        str,
        BeforeValidator(_shortened),
        Field(max_length=MAX_REASON_CHARACTERS, description="Why, for this shopper: the wish it meets or misses."),
    ]


def present_products(
    context: ToolContext,
    items: Annotated[list[Presented], Field(min_length=1, max_length=12)],
    layout: Layout = "list",
) -> str:
    """Show product cards, once an answer, after your prose: the products you recommend, a reason for each.

    Cards keep the shop's order and show title, price, stock and rating themselves. Layout: list; carousel for
    browsing; comparison for two or three to choose between.
    """
    ids = [item.product_id for item in items]
    admit(context, ids)
    allowed = {candidate.product_id for candidate in context.candidates}
    for item in items:
        if item.product_id in allowed and len(context.presented) < MAX_PRESENTED:
            context.presented.setdefault(item.product_id, item.reason)
    context.layout = layout
    left_out = [product_id for product_id in dict.fromkeys(ids) if product_id not in allowed]
    if not left_out:
        return "Shown."
    named = ", ".join(left_out)[:200]
    return f"Not shown, because no search of this conversation returned it or it breaks a limit of the shopper: {named}"
