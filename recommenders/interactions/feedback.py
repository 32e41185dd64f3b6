"""What each line says of liking, and what was paid."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from events.vocabulary import CODE_OF
from recommenders.interactions.config import InteractionsConfig

_RATING, _REFUND = CODE_OF["rate_item"], CODE_OF["refund"]


def weighing_codes(weights: Mapping[str, float]) -> dict[int, float]:
    """Code → weight of the types that say something of liking; ratings always do."""
    return {CODE_OF[name]: weight for name, weight in weights.items() if weight != 0}


def with_feedback(lines: ir.Table, config: InteractionsConfig, currency: str) -> ir.Table:
    """The lines that say something of liking, with `weight`, `units` and `amount`.

    `units` is the quantity, 1 (the mode) where it is missing. `amount` is price times quantity in minor units, below 0
    for refunds, null where the price is missing or in another currency than `currency`.
    """
    weights = weighing_codes(config.weights)
    told = lines.filter(lines["kind"].isin(list(weights)))
    units = told["quantity"].fill_null(1)
    known = told["currency"].fill_null(currency) == currency
    paid = known.ifelse(told["price_minor"] * units.abs(), ibis.null("int64"))
    return told.mutate(weight=_weight(told, weights), units=units, amount=(told["kind"] == _REFUND).ifelse(-paid, paid))


def _weight(told: ir.Table, weights: Mapping[int, float]) -> ir.FloatingValue:
    kind, branches = told["kind"], []
    for code, weight in weights.items():
        figure = ibis.literal(float(weight), "float64")
        liked = (told["rating"] - 3.0) / 2.0 * figure if code == _RATING else figure
        branches.append((kind == code, liked))
    return ibis.cases(*branches, else_=ibis.literal(0.0, "float64"))
