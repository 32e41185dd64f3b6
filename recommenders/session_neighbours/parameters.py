"""What can be chosen about session neighbours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionNeighboursParameters:
    """Settings of a training.

    Attributes:
        n_neighbours: most similar visits that vote (k in the paper).
        visits_per_product: of the visits with a product, only so many of the latest are looked at (m in the paper).
        max_products: how many of the visitor's last clicks are compared.
        rarity: exponent of the inverse document frequency in the similarity; 0 counts all products alike.
        vote_rarity: how much rare products are raised in the vote; 0 not at all.
        length_penalty: exponent of the neighbour's number of products, by which the similarity is divided; 0.5 is the
            cosine.
        half_life_days: after how many days a neighbour counts half; None counts all alike.
        seed: nothing is drawn at random; kept because every model has one.
    """

    n_neighbours: int = 500
    visits_per_product: int = 2_000
    max_products: int = 20
    rarity: float = 2.0
    vote_rarity: float = 8.0
    length_penalty: float = 0.4
    half_life_days: float | None = None
    seed: int = 0
