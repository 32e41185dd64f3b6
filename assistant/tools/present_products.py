"""Lets the model choose which candidates are shown, and say why."""

from typing import Annotated

from pydantic import BaseModel, Field

from assistant.tools.context import ToolContext

MAX_PRESENTED = 6


class Presented(BaseModel):
    product_id: Annotated[str, Field(description="An id from the candidates or from a search of this conversation.")]
    reason: Annotated[str, Field(max_length=400, description="Why this one, for this shopper; at most 140 characters.")]


def present_products(
    context: ToolContext,
    items: Annotated[list[Presented], Field(min_length=1, max_length=12)],
) -> str:
    """Show product cards to the shopper.

    Call it exactly once, after your prose, with the products you recommend and a reason for each: which of the
    shopper's wishes it meets or misses. Title, price, stock and rating stand on the card already.
    """
    unknown = [item.product_id for item in items if item.product_id not in context.products]
    for item in items:
        if item.product_id in context.products and len(context.presented) < MAX_PRESENTED:
            context.presented.setdefault(item.product_id, item.reason)
    if unknown:
        return f"Not shown, because no search of this conversation returned them: {', '.join(unknown)[:200]}"
    return "Shown."
