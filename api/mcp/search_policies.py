"""`search_shop_policies_and_faqs`: what the shop's own documents say."""

from typing import Annotated

from pydantic import Field

from api.mcp.tool import Arguments, ToolAnswer
from api.shop import Shop

MAX_SECTIONS = 10


class PolicyArguments(Arguments):
    query: Annotated[str, Field(min_length=1, max_length=1_000, description="A question, in the shopper's words.")]
    limit: Annotated[int, Field(ge=1, description=f"At most {MAX_SECTIONS} are given.")] = 4


def search_shop_policies_and_faqs(shop: Shop, arguments: PolicyArguments) -> ToolAnswer:
    """Find what the shop's documents say about delivery, returns, warranty, payment, privacy and the like.

    Returns sections of the documents word for word, best first, each with a `source_id` to cite. No sections means
    that the documents do not say.
    """
    sections = shop.catalog.find_policies(arguments.query, min(arguments.limit, MAX_SECTIONS))
    return ToolAnswer({"sections": [section.model_dump(mode="json", exclude_none=True) for section in sections]})
