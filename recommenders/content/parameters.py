"""What can be chosen about nearness of content."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentParameters:
    """Settings of a training.

    Attributes:
        half_life_days: after how many days an event of the history counts half.
        half_life_events: after how many later events it counts half: what was looked at last matters most.
        n_dimensions: the vectors are reduced to so many by their principal directions; 0 keeps them as they are.
        seed: nothing is drawn at random; kept because every model has one.
    """

    half_life_days: float = 30.0
    half_life_events: float = 5.0
    n_dimensions: int = 128
    seed: int = 0
