"""What can be chosen about segments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SegmentsParameters:
    """Settings of a training.

    Attributes:
        n_segments: how many; fewer where there are fewer different shoppers.
        half_life_days: after how many days an event counts half in what a segment buys.
        taste_half_life_days: the same for the categories a shopper cares for.
        n_categories: the most wanted categories, whose shares help to tell segments apart.
        category_weight: of those shares beside recency, frequency and spending; 0 leaves them out.
        overall_share: how much of a segment's popularity is everyone's, so that small segments stay sensible.
        seed: of the k-means.
    """

    n_segments: int = 12
    half_life_days: float = 28.0
    taste_half_life_days: float = 120.0
    n_categories: int = 30
    category_weight: float = 3.0
    overall_share: float = 0.2
    seed: int = 0
