"""Lets the model see the whole range: what there is, how much of it, what it costs, what leads it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from assistant.material import as_line, describe_extremes
from assistant.tools.category_names import category_paths
from assistant.tools.context import ToolContext
from assistant.tools.extremes import Extremes
from assistant.tools.found import Found
from assistant.tools.look import Look
from assistant.tools.refusal import ToolRefused
from catalog.overview import CatalogOverview, CategorySummary

MAX_CATEGORIES = 24
#: Categories whose ends of the price range become known, so that the range can be told.
N_WITH_ENDS = 6


def catalog_overview(
    context: ToolContext,
    category: Annotated[
        str, Field(max_length=120, description="A category or a word of its name; empty for all.")
    ] = "",
) -> Found:
    """What the shop has: categories with counts and price ranges, "what do you sell", "do you have any …".

    With a category also its cheapest, dearest and best rated products of the whole catalog: use it for superlatives.
    """
    look, overview = Look.of(context), context.lookup.catalog.overview()
    if not category.strip():
        return _whole(look, overview)
    paths = set(category_paths(context.lookup.catalog.vocabulary(), category))
    chosen = [summary for summary in overview.categories if summary.path in paths]
    if not chosen:
        raise ToolRefused(f"No category is called {category[:60]!r}. Ask without one, or use search_products.")
    extremes = Extremes.find(look, chosen)
    text = "\n".join([_lines(chosen), describe_extremes(extremes.named(), context.described)])
    return Found(text, extremes.candidates, extremes.products, counts=_counts(chosen))


def _whole(look: Look, overview: CatalogOverview) -> Found:
    chosen = overview.categories[:MAX_CATEGORIES]
    more = len(overview.categories) - len(chosen)
    head = as_line({"products": overview.n_products, "in_stock": overview.n_in_stock, "categories_not_listed": more})
    ends = Extremes.ends(look, chosen[:N_WITH_ENDS])
    counts = _counts(chosen) | {Decimal(overview.n_products), Decimal(overview.n_in_stock)}
    return Found(f"{head}\n{_lines(chosen)}", products=ends, counts=counts)


def _lines(summaries: Sequence[CategorySummary]) -> str:
    return "\n".join(
        as_line(
            {"category": s.path, "products": s.n_products, "in_stock": s.n_in_stock}
            | ({"price": f"{s.price_min} to {s.price_max}"} if s.price_min and s.price_max else {})
        )
        for s in summaries[:MAX_CATEGORIES]
    )


def _counts(summaries: Sequence[CategorySummary]) -> frozenset[Decimal]:
    """Also of all of them together."""
    figures = [n for s in summaries for n in (s.n_products, s.n_in_stock)]
    figures.append(sum(s.n_products for s in summaries))
    return frozenset(map(Decimal, figures))
