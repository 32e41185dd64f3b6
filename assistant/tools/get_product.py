"""Lets the model read a product's whole record."""

from assistant.material import as_line, product_facts, variant_facts
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.product_ids import ProductIdArgument


def get_product(context: ToolContext, product_id: ProductIdArgument) -> Found:
    """The whole record of one product: description, every attribute, every variant with its price and stock.

    Use it before you say that something is not stated, and for questions of sizes, colours and stock.
    """
    (product,) = context.look_up([product_id])
    return Found.about(as_line(product_facts(product) | variant_facts(product)), [product])
