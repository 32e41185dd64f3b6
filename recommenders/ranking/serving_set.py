"""The models and the catalog of one moment, brought onto one index of products."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from catalog.product_words import stems_of
from recommenders.history import History
from recommenders.id_index import IdIndex
from recommenders.loaded_models import ModelSet
from recommenders.product_facts import ProductFacts
from recommenders.ranking.blend.model import Blend
from recommenders.ranking.features.question import Question
from recommenders.ranking.lambdarank.model import LambdaRank
from recommenders.scores import NO_OPINION, Scores

#: Not sources: they order what the sources bring.
RANKERS = ("blend", "lambdarank")


class ServingSet:
    """Asks every source about the products of the catalog as it is now, whatever products it was trained on.

    Rows are those of `products`: the catalog's and all that the models know, so that a product that was taken out of
    the catalog still says something of who bought it.

    Attributes:
        catalog_facts: of the catalog's products.
        facts: of all products; those that are not in the catalog are not in stock.
        blend: weighs the sources; None where none was trained, they count alike then.
        repeat_shares: `[n_categories + 1]`, see `repeat_categories`; 0 where nothing is known.
    """

    def __init__(self, catalog_facts: ProductFacts, models: ModelSet) -> None:
        self._sources = {kind: model for kind, model in models.models.items() if kind not in RANKERS}
        known = [source.products.ids for source in self._sources.values()]
        self.products = IdIndex({*catalog_facts.products.ids, *(one for ids in known for one in ids)})
        self.catalog_facts = catalog_facts
        self.facts = catalog_facts.over(self.products)
        # Most models know the very products of the catalog: their answers stand in the right rows already.
        self._to_model = {
            kind: None if source.products == self.products else source.products.rows_of(self.products)
            for kind, source in self._sources.items()
        }
        self._category_stems = [stems_of(name) for name in catalog_facts.category_names]
        blend = models.get("blend")
        self.blend = blend if isinstance(blend, Blend) else None
        self.blend_rows = self.blend.products.rows_of(self.products) if self.blend else self.products.rows(())
        lambdarank = models.get("lambdarank")
        self._lambdarank = lambdarank if isinstance(lambdarank, LambdaRank) else None
        self._features = self._lambdarank.features_over(self.facts) if self._lambdarank else None
        shares: Mapping[str, float] = self.blend.repeat_shares if self.blend else {}
        names = (*catalog_facts.category_names, "")
        self.repeat_shares = np.array([shares.get(name, 0.0) for name in names], dtype=np.float32)

    def ordered(self, question: Question) -> Scores | None:
        """`[n_candidates]` of LambdaRank, whose rows are ours; None where none was trained."""
        if self._lambdarank is None or self._features is None:
            return None
        return self._lambdarank.score(self._features.of(question))

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources."""
        return tuple(self._sources)

    def ask(self, history: History) -> dict[str, Scores]:
        """`[n_products]` of every source; `history` has rows of `products`."""
        return {name: self.ask_one(name, history) for name in self._sources}

    def ask_one(self, name: str, history: History) -> Scores:
        """`[n_products]` of one source."""
        to_model = self._to_model[name]
        if to_model is None:
            return self._sources[name].score(history)
        rows = np.where(history.products >= 0, to_model[history.products], -1).astype(np.int32)
        answer = self._sources[name].score(replace(history, products=rows))
        return np.where(to_model >= 0, answer[to_model], NO_OPINION).astype(np.float32)

    def categories_named(self, wishes: tuple[str, ...]) -> tuple[str, ...]:
        """Category paths that hold all words of one of the wishes."""
        stems = [stems_of(wish) for wish in wishes]
        return tuple(
            name
            for name, words in zip(self.facts.category_names, self._category_stems, strict=True)
            if any(wanted and wanted <= words for wanted in stems)
        )
