"""What can be chosen about popularity."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PopularityParameters:
    """Settings of a training.

    Attributes:
        half_life_days: after how many days an event counts half.
        category_share: how much of the score comes from the shopper's categories, 0 to 1, where they are known.
        segment_share: how much comes from shoppers with about as many events, 0 to 1; the rest is overall popularity.
        taste_half_life_days: after how many days an event of the shopper counts half for the choice of categories.
        seed: popularity draws nothing at random; kept because every model has one.
    """

    half_life_days: float = 14.0
    category_share: float = 0.4
    segment_share: float = 0.2
    taste_half_life_days: float = 60.0
    seed: int = 0
