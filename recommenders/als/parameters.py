"""What alternating least squares is trained with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlsParameters:
    """Letters are those of the papers named in the README.

    Attributes:
        n_factors: f, numbers that stand for a shopper or a product.
        n_iterations: sweeps over shoppers and products.
        alpha: α, how much more a unit of feedback counts than its absence; tune it together with `regularization`.
        regularization: λ.
        frequency_exponent: ν, how much more often seen rows are held back; 0 is Hu's, 1 Zhou's weighted λ.
        background: α₀, the share of a product nobody touched in a row's frequency.
        half_life_days: after which an event counts half; None for never.
        n_text_neighbours: whose mean stands for a product without events.
        n_threads: of the solver.
        seed: of the first factors.
    """

    n_factors: int = 64
    n_iterations: int = 15
    alpha: float = 8.0
    regularization: float = 1.0
    frequency_exponent: float = 0.65
    background: float = 0.003
    half_life_days: float | None = 60.0
    n_text_neighbours: int = 10
    n_threads: int = 2
    seed: int = 7
