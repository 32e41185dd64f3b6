"""What the two towers are trained with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TwoTowerParameters:
    """The numbers of a training.

    Attributes:
        n_factors: width of the vectors that meet.
        n_hidden: width of each tower's hidden layer.
        n_history: newest liked events that are looked at.
        half_life_days: after which an event counts half in the mean of the history.
        n_text_dimensions: principal components kept of the text embeddings.
        n_price_buckets: of equally many products.
        n_categories: the commonest, whose shares are features of the shopper.
        id_dropout: share of the products whose own embedding is hidden in a step, so that features learn to stand in.
        history_dropout: share of the examples that are asked without history, as newcomers are.
        onboarding_share: share of the examples that come with liked categories.
        temperature: by which the cosine of the two vectors is divided.
        hard_negatives: the highest-scored negatives of a batch that count; 0 for all.
        learning_rate: of Adam.
        batch_size: examples, and thereby negatives.
        n_epochs: passes over the examples.
        seed: of the first weights and of every draw.
    """

    n_factors: int = 64
    n_hidden: int = 64
    n_history: int = 30
    half_life_days: float = 60.0
    n_text_dimensions: int = 64
    n_price_buckets: int = 16
    n_categories: int = 64
    id_dropout: float = 0.2
    history_dropout: float = 0.05
    onboarding_share: float = 0.2
    temperature: float = 0.1
    hard_negatives: int = 0
    learning_rate: float = 0.005
    batch_size: int = 512
    n_epochs: int = 4
    seed: int = 7
