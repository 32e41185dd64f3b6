"""Lets products that are known, but not found in this turn, onto its cards: if they meet what holds now."""

from collections.abc import Iterable

from assistant.tools.context import ToolContext
from assistant.tools.look import Look
from catalog.candidate import Candidate


def admit(context: ToolContext, product_ids: Iterable[str]) -> None:
    """Make candidates of those that this conversation knows and that meet the shopper's conditions, behind the rest."""
    ranked = {candidate.product_id for candidate in context.candidates}
    known = context.products.keys() | context.brief.turn.conversation.ever_found
    asked = [product_id for product_id in dict.fromkeys(product_ids) if product_id in known - ranked]
    if not asked:
        return
    look = Look.of(context)
    passing = look.search("", look.bounds.model_copy(update={"only_ids": tuple(asked)}), len(asked)).candidates
    passed = {candidate.product_id for candidate in passing}
    admitted = [Candidate(product_id, 0.0) for product_id in asked if product_id in passed]
    context.products.update(look.products(admitted))
    context.candidates += [candidate for candidate in admitted if candidate.product_id in context.products]
