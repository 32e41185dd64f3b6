"""What can be chosen about item neighbours."""

from dataclasses import dataclass
from typing import Literal

from recommenders.item_neighbours.repetition import Repetition


@dataclass(frozen=True, slots=True)
class ItemNeighboursParameters:
    """Settings of a training.

    Attributes:
        variant: `cosine` between products' columns, or `ease`, a linear model of each product by all others.
        regularization: λ of EASE; larger trusts popularity more.
        shrinkage: of cosine; added to the product of the norms, so that few common shoppers count little.
        training_half_life_days: after how many days an event counts half in training; None leaves all alike.
        half_life_days: the same for the history that is asked with.
        repetition: what several events of one shopper with one product count: their `sum`, `log(1 + sum)`, or `once`.
        level_power: scores are multiplied by the demand of the month to this power; 0 leaves them.
        trend_power: and by that of the month over that of the season, to this power.
        surge_power: and by that of the week over that of the month, to this power.
        n_neighbours: kept for every product when served.
        max_products: EASE is solved for at most so many products, the most wanted: its memory grows with the square,
            two gigabytes for 8,000. Where a shop has more, `cosine` links them all.
        seed: nothing is drawn at random; kept because every model has one.
    """

    variant: Literal["cosine", "ease"] = "ease"
    regularization: float = 200.0
    shrinkage: float = 10.0
    training_half_life_days: float | None = None
    half_life_days: float = 120.0
    repetition: Repetition = "log"
    level_power: float = 0.1
    trend_power: float = 1.0
    surge_power: float = 0.3
    n_neighbours: int = 200
    max_products: int = 8_000
    seed: int = 0
