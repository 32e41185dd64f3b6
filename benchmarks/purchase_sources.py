"""The candidate sources of the purchases benchmark: the product's own models with their own defaults."""

from collections.abc import Mapping

from recommenders.als.model import Als
from recommenders.als.parameters import AlsParameters
from recommenders.als.train import train as train_als
from recommenders.content.model import Content
from recommenders.content.parameters import ContentParameters
from recommenders.content.train import train as train_content
from recommenders.item_neighbours.model import ItemNeighbours
from recommenders.item_neighbours.parameters import ItemNeighboursParameters
from recommenders.item_neighbours.train import train as train_neighbours
from recommenders.popularity.model import Popularity
from recommenders.popularity.parameters import PopularityParameters
from recommenders.popularity.train import train as train_popularity
from recommenders.recommender import Recommender, TrainingWatch
from recommenders.repeat_purchase.model import RepeatPurchase
from recommenders.repeat_purchase.parameters import RepeatPurchaseParameters
from recommenders.repeat_purchase.train import train as train_repeat
from recommenders.training_set import TrainingSet

SOURCES = ("popularity", "repeat_purchase", "ease", "cosine", "als", "content")
COSINE = ItemNeighboursParameters(variant="cosine")


def train_sources(known: TrainingSet, seed: int = 0) -> Mapping[str, Recommender]:
    """One model of each source, trained on what is known."""
    watch = TrainingWatch()
    popularity = train_popularity(known, PopularityParameters(seed=seed), watch)
    repeat = train_repeat(known, RepeatPurchaseParameters(seed=seed), watch)
    ease = train_neighbours(known, ItemNeighboursParameters(seed=seed), watch)
    cosine = train_neighbours(known, COSINE, watch)
    als = train_als(known, AlsParameters(seed=seed), watch)
    content = train_content(known, ContentParameters(seed=seed), watch)
    return {
        "popularity": Popularity.from_artifact(popularity),
        "repeat_purchase": RepeatPurchase.from_artifact(repeat),
        "ease": ItemNeighbours.from_artifact(ease),
        "cosine": ItemNeighbours.from_artifact(cosine),
        "als": Als.from_artifact(als),
        "content": Content.from_artifact(content),
    }
