"""A shop's recommenders: its event log, the models that serve, and the ranker that asks them."""

from pathlib import Path

from catalog.store import CatalogStore
from events.pseudonym import Pseudonyms
from recommenders.loaded_models import LoadedModels, ModelSet
from recommenders.preference.model import Affinity, PreferenceRanker, ProductLookup
from recommenders.ranking.explorer import ExplorationSettings, thompson_sampling
from recommenders.ranking.personal import PersonalScores
from recommenders.ranking.ranker import ProductRanker, RankerSettings, VectorLookup
from recommenders.ranking.reward_cache import RewardCache, RewardReader
from recommenders.ranking.serving_follower import ServingFollower
from recommenders.ranking.shopper_history import EventReader, HistoryReader


class ShopRecommenders:
    """Opened and closed as one; safe to share between threads."""

    def __init__(
        self,
        home: Path,
        catalog: CatalogStore,
        events: EventReader,
        exploration: float = 0.0,
        rewards: RewardReader | None = None,
    ) -> None:
        """With `rewards`, the place that explores goes by them (Thompson sampling); ε-greedy without."""
        self._catalog = catalog
        self._exploration = exploration
        self._rewards = RewardCache(rewards) if rewards else None
        self._models = LoadedModels(home)
        self._follower = ServingFollower(catalog, self._models)
        self._personal = PersonalScores(self._follower, HistoryReader(events, Pseudonyms.of_home(home)))

    def ranker(self, affinity: Affinity, vectors: VectorLookup, records: ProductLookup | None = None) -> ProductRanker:
        """Orders products for shoppers; what the search knows of meaning is handed in.

        Args:
            affinity: of the search.
            vectors: of the search.
            records: instead of the catalog's, where another reads with a text planted.
        """
        preference = PreferenceRanker(records or self._catalog.products, affinity)
        settings = RankerSettings(exploration=ExplorationSettings(epsilon=self._exploration))
        bandit = thompson_sampling(self._rewards.counts) if self._rewards else None
        return ProductRanker(self._personal, preference, vectors, settings, bandit)

    def policy(self) -> tuple[str, str | None]:
        """What orders the products of this moment, and which version of it; `preference` where nothing was trained."""
        versions = self.models().versions
        orders = next((kind for kind in ("lambdarank", "blend") if kind in versions), "preference")
        return orders, versions.get(orders)

    def models(self) -> ModelSet:
        """What serves now."""
        return self._models.current()

    def prepare(self) -> None:
        """Bring catalog and models together, so that the first shopper need not wait for it."""
        self._follower.current()
        if self._rewards and self._exploration:
            self._rewards.refresh()

    def close(self) -> None:
        """Finish what is being opened."""
        if self._rewards:
            self._rewards.close()
        self._follower.close()
        self._models.close()
