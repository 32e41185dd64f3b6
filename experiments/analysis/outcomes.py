"""What each unit did from its first exposure on, and before the experiment: counted from the log, line after line.

By intention to treat: a unit belongs to the variant that it was shown first, and everything it does afterwards counts,
whether or not it goes back to a list. What counts only for those who clicked would compare different kinds of shoppers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog.money import minor_digits
from events.event_line import EventLine
from events.exposures import Exposed
from experiments.allocation import Lots
from experiments.analysis.effect import Floats
from experiments.analysis.metric_table import COLUMNS, Column
from experiments.experiment import Experiment

_ACTS = frozenset({"select_item", "view_item", "add_to_wishlist", "add_to_cart"})


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """One row a unit, in the order of their first exposure.

    Attributes:
        variant: `[n_units]`, the place of the unit's variant among the experiment's.
        columns: column → `[n_units]`, from the first exposure on.
        before: the same of the days before the experiment; zeros for units that were not there yet.
        n_crossed: units that were shown another variant later; more than a few say that the draw is broken.
        n_not_drawn: units that were first shown a variant which the draw does not give them.
        n_unknown: exposures that no unit is known of, or of variants that the experiment does not have.
        n_unpriced: order lines without a price, or in another currency than the first; they add nothing to revenue.
    """

    variant: npt.NDArray[np.int64]
    columns: Mapping[Column, Floats]
    before: Mapping[Column, Floats]
    n_crossed: int = 0
    n_not_drawn: int = 0
    n_unknown: int = 0
    n_unpriced: int = 0


class _Tally:
    """Counts of one span of time."""

    def __init__(self, n_units: int) -> None:
        self.columns: dict[Column, Floats] = {name: np.zeros(n_units) for name in COLUMNS}
        self.currency: str | None = None
        self.n_unpriced = 0
        # Hashes: a log has millions of them, and two of 64 bits hardly ever meet.
        self._shown: set[int] = set()
        self._clicked: set[int] = set()
        self._last: dict[tuple[int, str], str] = {}

    def take(self, row: int, line: EventLine) -> None:
        if line.type == "shown":
            self._add("n_shown", row, self._is_new(self._shown, row, line))
        elif line.type == "purchase":
            self._add("n_orders", row, self._is_new_event(row, line))
            self._add("revenue", row, self._value(line))
        elif line.type == "refund":
            self._add("n_refunds", row, self._is_new_event(row, line))
        elif line.type in _ACTS:
            self._add("n_carted", row, line.type == "add_to_cart")
            if hash((row, line.list_id, line.product_id)) in self._shown:
                self._add("n_clicked", row, self._is_new(self._clicked, row, line))

    def _add(self, column: Column, row: int, amount: float) -> None:
        self.columns[column][row] += amount

    def _is_new(self, known: set[int], row: int, line: EventLine) -> bool:
        """Whether this product of this list is counted for the first time."""
        if line.list_id is None or line.product_id is None:
            return False
        size = len(known)
        known.add(hash((row, line.list_id, line.product_id)))
        return len(known) > size

    def _is_new_event(self, row: int, line: EventLine) -> bool:
        """Lines of one event follow each other."""
        is_new = self._last.get((row, line.type)) != line.message_id
        self._last[row, line.type] = line.message_id
        return is_new

    def _value(self, line: EventLine) -> float:
        self.currency = self.currency or line.currency
        if line.price_minor is None or line.currency is None or line.currency != self.currency:
            self.n_unpriced += 1
            return 0.0
        return float(line.price_minor * line.quantity / 10 ** minor_digits(line.currency))


def count_outcomes(experiment: Experiment, exposures: Iterable[Exposed], lines: Iterable[EventLine]) -> UnitTable:
    """Count what units did.

    Args:
        experiment: one that was started.
        exposures: since its start, oldest first.
        lines: of the log, from the days before its start to its end, oldest first.
    """
    place_of = {variant.name: place for place, variant in enumerate(experiment.variants)}
    row_of, lots, n_not_drawn = dict[str, int](), Lots(experiment), 0
    variants, first_at, crossed, n_unknown = list[int](), list[int](), set[str](), 0
    for exposure in exposures:
        unit = exposure.session_id if experiment.unit == "session" else exposure.shopper_id
        place = place_of.get(exposure.variant)
        if unit is None or place is None:
            n_unknown += 1
        elif unit not in row_of:
            row_of[unit] = len(variants)
            variants.append(place)
            first_at.append(exposure.at_us)
            n_not_drawn += lots.draw(unit) is not experiment.variants[place]
        elif variants[row_of[unit]] != place:
            crossed.add(unit)
    before, since = _tally(experiment, row_of, first_at, lines)
    variant = np.array(variants, dtype=np.int64)
    return UnitTable(
        variant,
        since.columns,
        before.columns,
        n_crossed=len(crossed),
        n_not_drawn=n_not_drawn,
        n_unknown=n_unknown,
        n_unpriced=since.n_unpriced,
    )


def _tally(
    experiment: Experiment, row_of: Mapping[str, int], first_at: list[int], lines: Iterable[EventLine]
) -> tuple[_Tally, _Tally]:
    before, since = _Tally(len(row_of)), _Tally(len(row_of))
    started_us = int(experiment.started_at.timestamp() * 1_000_000) if experiment.started_at else 0
    for line in lines:
        unit = line.session_id if experiment.unit == "session" else line.shopper_id
        row = row_of.get(unit) if unit is not None else None
        if row is None:
            continue
        if line.at_us < started_us:
            before.take(row, line)
        elif line.at_us >= first_at[row]:
            since.take(row, line)
    return before, since
