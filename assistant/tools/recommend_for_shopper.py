"""Lets the model ask what this shopper would like, whatever the words are."""

from typing import Annotated

from pydantic import Field

from assistant.material import describe_candidates
from assistant.tools.context import ToolContext
from assistant.tools.found import Found
from assistant.tools.look import N_RETRIEVED, Look
from catalog.candidate import Candidate

N_RECOMMENDED = 8


def recommend_for_shopper(
    context: ToolContext,
    query: Annotated[str, Field(max_length=300, description="A kind of product to keep to; empty for anything.")] = "",
) -> Found:
    """What the shop's models expect this shopper to like, with the evidence: "surprise me", "what else suits me".

    Not for a stated wish: the candidates are ordered for this shopper already.
    """
    look, ranker = Look.of(context), context.lookup.ranker
    nominated = ranker.nominate(look.request) if ranker else ()
    where = look.bounds
    if nominated and not query.strip():
        where = where.model_copy(update={"only_ids": tuple(nominated)})
    result = context.lookup.search.search(query, where, N_RETRIEVED, nominated)
    candidates = result.candidates or look.search(query, look.bounds).candidates
    ranked: list[Candidate] = list(look.rank(candidates, query))[:N_RECOMMENDED]
    products = look.products(ranked)
    known = tuple(candidate for candidate in ranked if candidate.product_id in products)
    if not known:
        return Found("Nothing to recommend within the shopper's conditions.")
    return Found(describe_candidates(known, products, context.described), known, products)
