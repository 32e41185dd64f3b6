"""What can be chosen about GRU4Rec."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gru4recParameters:
    """Settings of a training.

    Attributes:
        n_units: of the recurrent layer and of the product embeddings, which are tied: in and out are the same.
        loss: `cross_entropy` or `bpr_max`.
        n_sampled: negatives per batch; with as many products or fewer, all of them are.
        sample_alpha: negatives are drawn by popularity to this power: 0 evenly, 1 as clicked.
        dropout_embedding: share of the embedding left out at random while training.
        dropout_hidden: share of the hidden state left out.
        learning_rate: of Adam, at the start; it falls along a cosine.
        batch_size: windows of visits per step.
        n_epochs: passes over the data.
        max_steps: fewer passes, or a part of one drawn at random, where there would be more steps than this.
        max_clicks: longer visits are cut for training.
        seed: of weights, order, dropout and negatives.
    """

    n_units: int = 100
    loss: str = "cross_entropy"
    n_sampled: int = 4_096
    sample_alpha: float = 0.75
    dropout_embedding: float = 0.5
    dropout_hidden: float = 0.5
    learning_rate: float = 4e-3
    batch_size: int = 128
    n_epochs: int = 10
    max_steps: int = 20_000
    max_clicks: int = 20
    seed: int = 0
