"""Lets the model show a table of facts; every cell is the catalog's."""

from assistant.template.comparison import MIN_PRODUCTS, comparison_table
from assistant.tools.context import ToolContext
from assistant.tools.product_ids import ComparedIds
from assistant.tools.refusal import ToolRefused


def present_comparison(context: ToolContext, product_ids: ComparedIds) -> str:
    """Show the shopper a comparison table of two to four products, filled from the catalog.

    Use it when the shopper compares or cannot decide; say in one or two sentences who should take which.
    """
    products = context.in_order(context.look_up(product_ids))
    if len(products) < MIN_PRODUCTS:
        raise ToolRefused("A comparison needs two different products.")
    context.comparison = comparison_table(context.brief, products)
    return "Shown."
