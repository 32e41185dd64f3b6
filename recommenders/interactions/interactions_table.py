"""The step from event lines to interactions: one expression, whatever engine runs it."""

import ibis.expr.types as ir

from recommenders.interactions.bots import without_bots
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.crowds import without_crowds
from recommenders.interactions.eligible_lines import eligible_lines
from recommenders.interactions.engine import Engine
from recommenders.interactions.feedback import with_feedback
from recommenders.interactions.repetitions import without_repetitions
from recommenders.interactions.thresholds import with_enough_events
from recommenders.interactions.visits import ORDER, with_visits


def told_interactions(engine: Engine, lines: ir.Table, config: InteractionsConfig, currency: str) -> ir.Table:
    """The lines of `read_lines` that count as interactions, in no order.

    Left out are faulty lines, repetitions, lines without shopper and session, machines, types without a weight, crowds
    that nobody vouches for, what lies outside the window, and what stays under the thresholds. The columns are those of
    `interactions_table`, named as on the way, and `at` with its fractions of a second.
    """
    people = engine.share(without_repetitions(engine.share(eligible_lines(lines, config))))
    if config.bots is not None:
        people = without_bots(people, config.bots)
    told = with_feedback(people, config, currency).select("visitor", "second", "is_vouched", *ORDER)
    if config.crowds is not None:
        told = without_crowds(told, config.crowds)
    # Visits first: what a rare product interrupted was one visit all the same.
    return with_enough_events(with_visits(told, config.visit_gap_seconds), config)


def interactions_table(engine: Engine, lines: ir.Table, config: InteractionsConfig, currency: str) -> ir.Table:
    """`shopper, product, at, weight, kind, session, quantity, amount`, ordered by shopper, time and product.

    `at` is seconds since the epoch, `session` the number of the visit among the shopper's, `amount` minor units.
    Lines within one second keep the order of their fractions.
    """
    told = told_interactions(engine, lines, config, currency)
    ordered = told.order_by("visitor", *ORDER)
    return ordered.select(
        shopper="visitor",
        product="product",
        at="second",
        weight="weight",
        kind="kind",
        session="visit",
        quantity="units",
        amount="amount",
    )
