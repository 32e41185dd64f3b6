"""What can be wrong with a line; each rule is a sentence and a condition that runs on any engine."""

import ibis
import ibis.expr.types as ir

from events.vocabulary import CODE_OF, PURCHASE
from recommenders.interactions.config import InteractionsConfig
from recommenders.interactions.event_lines import UNKNOWN_KIND

#: 2000-01-01: no shop's log is older, and clocks that were never set say 1970.
EARLIEST = 946_684_800
#: Types that may speak of no single product.
_WITHOUT_PRODUCT = ("search", "view_item_list", "begin_checkout")


def fault_conditions(lines: ir.Table, config: InteractionsConfig) -> dict[str, ir.BooleanValue]:
    """By sentence: whether a line of `read_lines` has the fault; never null."""
    kind, rating, propensity = lines["kind"], lines["rating"], lines["propensity"]
    speaks_of_none = kind.isin([CODE_OF[name] for name in _WITHOUT_PRODUCT])
    rates = kind == CODE_OF["rate_item"]
    conditions = {
        "message_id is missing": lines["message_id"].isnull(),
        "type is not in the vocabulary": kind == UNKNOWN_KIND,
        "at is missing": lines["at"].isnull(),
        "at is later than now": lines["second"] > config.current_second,
        "at is before the year 2000": lines["second"] < EARLIEST,
        "product is missing": lines["product"].isnull() & ~speaks_of_none,
        "quantity is 0": lines["quantity"] == 0,
        "quantity of a purchase is below 0": (kind == PURCHASE) & (lines["quantity"] < 0),
        "price is below 0": lines["price_minor"] < 0,
        # Spark's null test takes NaN for null, DuckDB's does not.
        "a rating without a figure": rates & rating.isnull() & ~rating.isnan().fill_null(False),
        "rating is outside 1 to 5": _outside(rating, 1.0, 5.0),
        "propensity is outside (0, 1]": _outside(propensity, 0.0, 1.0) | (propensity == 0.0),
    }
    return {sentence: condition.fill_null(False) for sentence, condition in conditions.items()}


def is_faulty(conditions: dict[str, ir.BooleanValue]) -> ir.BooleanValue:
    """Whether a line has any of the faults."""
    return ibis.or_(*conditions.values())


def _outside(figure: ir.NumericValue, low: float, high: float) -> ir.BooleanValue:
    return (figure < low) | (figure > high) | figure.isnan()
