"""What can be chosen about SASRec."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SasrecParameters:
    """Settings of a training.

    Attributes:
        n_dimensions: of the product embeddings and of every layer.
        n_blocks: of attention and feed-forward, one after another.
        n_heads: parts into which a block's attention is divided; divides `n_dimensions`.
        max_products: how many of the last products are attended to, in training and when asked.
        loss: `cross_entropy` or `bpr_max`.
        n_sampled: negatives per batch; with as many products or fewer, all of them are.
        sample_alpha: negatives are drawn by popularity to this power: 0 evenly, 1 as clicked.
        dropout: share left out at random after embedding, attention and feed-forward while training.
        learning_rate: of Adam, at the start; it falls along a cosine.
        batch_size: windows of histories per step.
        n_epochs: passes over the data.
        max_steps: fewer passes, or a part of one drawn at random, where there would be more steps than this.
        seed: of weights, order, dropout and negatives.
    """

    n_dimensions: int = 64
    n_blocks: int = 2
    n_heads: int = 1
    max_products: int = 50
    loss: str = "cross_entropy"
    n_sampled: int = 1_024
    sample_alpha: float = 0.75
    dropout: float = 0.3
    learning_rate: float = 2e-3
    batch_size: int = 128
    n_epochs: int = 20
    max_steps: int = 20_000
    seed: int = 0
