"""What is known of one shopper at one moment: all that a model is asked with."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from recommenders.id_index import Rows

SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A shopper's interactions, oldest first; all arrays are `[n_events]`. Empty for a newcomer.

    Attributes:
        products: rows in the product index of the model that is asked; -1 for products it does not know.
        weights: implicit feedback of each event before any decay; negative for dislikes.
        kinds: codes of `events.vocabulary.CODE_OF`.
        at: seconds since the epoch, UTC.
        as_of: the moment of asking, in the same unit; nothing in the history is later.
        n_session: how many of the last events belong to the visit that goes on now.
        shopper: the shopper's key in the training data; None for an anonymous visitor.
        liked_categories: category paths named when asked at sign-up ("onboarding").
        quantities: how many; 1 each when left out.
        amounts: price times quantity in minor units, below 0 for refunds, NaN where unknown; NaN each when left out.
    """

    products: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    weights: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty(0, dtype=np.float32))
    kinds: npt.NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, dtype=np.uint8))
    at: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    as_of: int = 0
    n_session: int = 0
    shopper: str | None = None
    liked_categories: tuple[str, ...] = ()
    quantities: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    amounts: npt.NDArray[np.float32] = field(default_factory=lambda: np.empty(0, dtype=np.float32))

    def __post_init__(self) -> None:
        if len(self.quantities) != len(self.products):
            object.__setattr__(self, "quantities", np.ones(len(self.products), dtype=np.int32))
        if len(self.amounts) != len(self.products):
            object.__setattr__(self, "amounts", np.full(len(self.products), np.nan, dtype=np.float32))

    def __len__(self) -> int:
        return len(self.products)

    @property
    def session(self) -> Rows:
        """Product rows of the visit that goes on now, oldest first."""
        return self.products[len(self.products) - self.n_session :]

    def decayed(self, half_life_days: float) -> npt.NDArray[np.float32]:
        """The weights `[n_events]`, halved for every `half_life_days` between event and `as_of`."""
        age_days = (self.as_of - self.at) / SECONDS_PER_DAY
        return (self.weights * np.exp2(-age_days / half_life_days)).astype(np.float32)
