"""What the blend is trained with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BlendParameters:
    """Hyper-parameters of the gate.

    Attributes:
        hidden: units of the gate's one hidden layer.
        epochs: passes over the replayed lists, at most.
        patience: epochs without a better validation loss after which training stops.
        batch: lists per step.
        learning_rate: of Adam.
        l2: pulls the gate's output towards one set of weights for everyone.
        validation_share: of the shoppers, held out for stopping.
        seed: of initial weights and order.
    """

    hidden: int = 16
    epochs: int = 60
    patience: int = 6
    batch: int = 64
    learning_rate: float = 0.005
    l2: float = 1e-4
    validation_share: float = 0.15
    seed: int = 7
