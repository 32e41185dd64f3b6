"""The lines that may be learned from: sound, inside the window, of somebody."""

import ibis.expr.types as ir

from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.faults import fault_conditions, is_faulty


def eligible_lines(lines: ir.Table, config: InteractionsConfig) -> ir.Table:
    """Those of `read_lines` without a fault, inside the window, with a shopper or a session; repetitions included."""
    sound = lines.filter(~is_faulty(fault_conditions(lines, config)))
    inside = sound.filter(sound["visitor"].notnull(), sound["second"] < config.end)
    return inside if config.since is None else inside.filter(inside["second"] >= config.since)
