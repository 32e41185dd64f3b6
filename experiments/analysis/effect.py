"""The difference of a variant from the control, with how far it might be off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """One comparison.

    Attributes:
        control: level of the metric in the control; after the adjustment, where units are adjusted (CUPED).
        variant: level in the variant.
        difference: of the two.
        low: lower end of the difference's interval.
        high: its upper end.
        p_value: two-sided, of no difference at all.
        standard_error: of the difference.
    """

    control: float
    variant: float
    difference: float
    low: float
    high: float
    p_value: float
    standard_error: float

    @property
    def relative(self) -> float | None:
        """The difference as a share of the control's level; None where that is 0."""
        return self.difference / abs(self.control) if self.control else None

    @property
    def width(self) -> float:
        """Of the interval."""
        return self.high - self.low
