"""Calls that cannot be done; the text goes back to the model, never to the shopper."""


class ToolRefused(ValueError):
    """The call cannot be done as asked."""


class ToolArgumentsInvalid(ToolRefused):
    """The model called a tool with arguments that its schema does not allow."""


class ProductUnknown(ToolRefused):
    """The model named products that nothing in this conversation returned."""

    def __init__(self, product_ids: list[str]) -> None:
        named = ", ".join(repr(product_id[:40]) for product_id in product_ids[:4])
        super().__init__(f"No search of this conversation returned {named}. Use ids that were given to you.")
