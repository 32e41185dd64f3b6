"""What can be chosen about repeat purchases."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RepeatPurchaseParameters:
    """Settings of a training.

    Attributes:
        window_days: length of the windows at the end of the data whose events are predicted from what came before them.
        n_windows: how many of them, one before the other.
        min_shoppers: with fewer shoppers to learn from in all windows together, fixed coefficients serve.
        max_shoppers: drawn at random per window where there are more; few coefficients need no more.
        n_others: products a shopper never had, drawn per shopper as alternatives.
        penalty: of the squared coefficients, on standardized features.
        seed: of the draws.
    """

    window_days: float = 30.0
    n_windows: int = 4
    min_shoppers: int = 50
    max_shoppers: int = 1_500
    n_others: int = 300
    penalty: float = 1e-3
    seed: int = 0
