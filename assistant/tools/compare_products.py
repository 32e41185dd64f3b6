"""Lets the model see products side by side."""

from assistant.material import describe_comparison
from assistant.template.comparison import comparison_table
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.product_ids import ComparedIds


def compare_products(context: ToolContext, product_ids: ComparedIds) -> Found:
    """Two to four products side by side: price, rating, stock, options, attributes; "not stated" where one is silent.

    For your own reading, before you weigh them in words; show the table with present_comparison.
    """
    products = context.in_order(context.look_up(product_ids))
    return Found.about(describe_comparison(comparison_table(context.brief, products)), products)
