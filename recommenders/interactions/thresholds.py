"""Leaves out products and shoppers of whom too little is known to learn from."""

import ibis.expr.types as ir

from recommenders.interactions.config import InteractionsConfig


def with_enough_events(told: ir.Table, config: InteractionsConfig) -> ir.Table:
    """The lines of products with `min_product_events`, then of visitors with `min_shopper_events` among those.

    Both are counted once, over the lines given: give only the training part.
    """
    told = _frequent(told, "product", config.min_product_events)
    return _frequent(told, "visitor", config.min_shopper_events)


def _frequent(told: ir.Table, column: str, least: int) -> ir.Table:
    if least <= 1:
        return told
    counted = told.group_by(column).agg(n_lines=told.count())
    return told.semi_join(counted.filter(counted["n_lines"] >= least).select(column), column)
