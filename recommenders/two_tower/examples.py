"""Training examples: every liked event, with the history that was known just before it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.vocabulary import PURCHASE
from recommenders.history import SECONDS_PER_DAY
from recommenders.id_index import Rows
from recommenders.training_set import Interactions, TrainingSet
from recommenders.two_tower.parameters import TwoTowerParameters
from recommenders.two_tower.product_inputs import ProductInputs
from recommenders.two_tower.shopper_features import Histories, ShopperFeatures, describe

Floats = npt.NDArray[np.float32]
#: Categories named in a made-up answer at sign-up.
N_NAMED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples, `[n]` each but the features.

    Attributes:
        shopper: the features as they were known before the event.
        product: the product of the event.
        age: `[n, 2]` its age then.
        probability: of drawing this product as an example, and so as another example's negative.
        weight: mean 1 over all examples.
    """

    shopper: ShopperFeatures
    product: Rows
    age: Floats
    probability: Floats
    weight: Floats


class Examples:
    """All examples of a log; `batches` gives them in a new random order every time."""

    def __init__(self, data: TrainingSet, inputs: ProductInputs, parameters: TwoTowerParameters) -> None:
        self.inputs, self.parameters = inputs, parameters
        self.liked: Interactions = data.interactions.where(data.interactions.weight > 0)
        shopper = self.liked.shopper
        self.offset = np.searchsorted(shopper, np.arange(len(data.shoppers) + 1))
        self.end = _first_of_the_same_moment(shopper, self.liked.at)
        self.count = np.bincount(self.liked.product, minlength=len(data.products))
        self.n_columns = len(inputs.share_names) + 1

    def __len__(self) -> int:
        return len(self.liked)

    def batches(self, random: np.random.Generator) -> Iterator[Batch]:
        """All examples; the last batch is filled up from the first, so that all are of one size."""
        size = min(self.parameters.batch_size, len(self))
        order = random.permutation(len(self))
        order = np.concatenate([order, order[: -len(order) % size]])
        for start in range(0, len(order), size):
            yield self.batch(order[start : start + size], random)

    def batch(self, events: npt.NDArray[np.int64], random: np.random.Generator) -> Batch:
        """The examples of these events."""
        product, at = self.liked.product[events], self.liked.at[events]
        histories = self._histories(events, random)
        liked = self._liked_categories(events, random)
        columns = (self.inputs.share_column, self.inputs.log_price)
        return Batch(
            shopper=describe(histories, *columns, liked, self.parameters.half_life_days),
            product=product,
            age=self.inputs.age(product, at),
            probability=(self.count[product] / len(self)).astype(np.float32),
            weight=(self.liked.weight[events] / self.liked.weight.mean()).astype(np.float32),
        )

    def _histories(self, events: npt.NDArray[np.int64], random: np.random.Generator) -> Histories:
        """What was known strictly before: events of the same moment are one basket and tell nothing of each other."""
        start, end = self.offset[self.liked.shopper[events]], self.end[events]
        start = np.where(random.random(len(events)) < self.parameters.history_dropout, end, start)
        places = end[:, None] + np.arange(-self.parameters.n_history, 0)
        is_event = places >= start[:, None]
        places = np.maximum(places, 0)
        age = (self.liked.at[events][:, None] - self.liked.at[places]) / SECONDS_PER_DAY
        return Histories(
            products=self.liked.product[places],
            weights=self.liked.weight[places] * is_event,
            bought=(self.liked.kind[places] == PURCHASE) & is_event,
            age_days=(age * is_event).astype(np.float32),
            n_events=end - start,
        )

    def _liked_categories(self, events: npt.NDArray[np.int64], random: np.random.Generator) -> Floats:
        """Some shoppers answered at sign-up: the categories of events of theirs, drawn at random."""
        shopper, n = self.liked.shopper[events], len(events)
        start, end = self.offset[shopper][:, None], self.offset[shopper + 1][:, None]
        drawn = start + (random.random((n, N_NAMED)) * (end - start)).astype(np.int64)
        columns = self.inputs.share_column[self.liked.product[drawn]]
        liked = np.zeros((n, self.n_columns), dtype=np.float32)
        liked[np.arange(n)[:, None], columns] = 1
        liked[:, -1] = 0  # the rest of the categories has no name to say
        return liked * (random.random((n, 1)) < self.parameters.onboarding_share).astype(np.float32)


def _first_of_the_same_moment(shopper: Rows, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each event, the place of the shopper's first event at that moment."""
    is_new = np.ones(len(at), dtype=np.bool_)
    is_new[1:] = (np.diff(shopper) != 0) | (np.diff(at) != 0)
    firsts = np.flatnonzero(is_new)
    places: npt.NDArray[np.int64] = firsts[np.cumsum(is_new) - 1]
    return places
