"""What matrix factorization is trained with."""

from dataclasses import dataclass
from typing import Literal

Head = Literal["dot", "mlp"]
NegativeDraw = Literal["uniform", "popularity"]


@dataclass(frozen=True, slots=True)
class MatrixFactorizationParameters:
    """The numbers of a training.

    Attributes:
        head: `dot`, or `mlp` for neural collaborative filtering: a weighted product beside a network.
        n_factors: numbers that stand for a shopper or a product (of each half, with the head `mlp`).
        hidden: widths of the network's layers, with the head `mlp`.
        n_negatives: products drawn as disliked for every liked one; 3 to 10 are usual.
        negatives: drawn `uniform`ly, or by `popularity` (to the power of 0.75).
        learning_rate: of Adam for batches of 512; larger ones take proportionally larger steps (Goyal 2017).
        l2: on the embeddings a batch touches.
        batch_size: pairs, negatives included.
        max_epochs: at most.
        patience: epochs without a better validation AUC before it ends.
        half_life_days: after which an event counts half; None for never.
        history_share: of a known shopper's vector, the part made from the history; with 0 it is looked up only.
        seed: of the first weights and of every draw.
    """

    head: Head = "dot"
    n_factors: int = 32
    hidden: tuple[int, ...] = (16, 8)
    n_negatives: int = 4
    negatives: NegativeDraw = "uniform"
    learning_rate: float = 0.001
    l2: float = 5e-3
    batch_size: int = 2048
    max_epochs: int = 20
    patience: int = 2
    half_life_days: float | None = 180.0
    history_share: float = 0.5
    seed: int = 7
