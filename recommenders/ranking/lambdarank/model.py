"""Serves LambdaRank: features of a list's candidates → their scores."""

from typing import ClassVar, Self

import numpy as np

from recommenders.artifact import Artifact
from recommenders.errors import ArtifactInvalid
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.ranking.features.feature_table import FeatureTable
from recommenders.ranking.features.product_record import ProductRecord
from recommenders.ranking.features.ranking_features import RankingFeatures
from recommenders.ranking.lambdarank.runtime import Forest
from recommenders.scores import Scores

FORESTS, ENDS = "forests", "forest_ends"
#: The feature that says where a product stood when its list was shown.
POSITION = "position"


class LambdaRank:
    """Sum of the forests' scores; higher is better, comparable within one list only.

    Attributes:
        products: of the training.
        sources: whose scores it was trained with, in order.
        features: names, in order.
        learned_from_lists: whether it saw the places at which products were shown; when it serves, all candidates
            stand at the first place.
    """

    kind: ClassVar[str] = "lambdarank"

    def __init__(self, artifact: Artifact) -> None:
        artifact.expect_kind(self.kind)
        self.products: IdIndex = artifact.products
        self.sources = tuple(artifact.parameters.get("sources", ()))
        self.features = tuple(artifact.parameters.get("features", ()))
        self.learned_from_lists = bool(artifact.parameters.get("learned_from_lists", False))
        self._record = ProductRecord.from_artifact(artifact)
        self._forests = _forests(artifact)
        fits = all(forest.n_features == len(self.features) for forest in self._forests)
        if not self._forests or not fits or POSITION not in self.features:
            raise ArtifactInvalid(
                f"lambdarank {artifact.version} names {len(self.features)} features, its trees know others: "
                "train it again"
            )

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> Self:
        """Open what training wrote.

        Raises:
            ArtifactInvalid: if it holds no forest, or features and forests do not fit together.
        """
        return cls(artifact)

    def features_over(self, facts: ProductFacts) -> RankingFeatures:
        """What computes features of this shop's products as they are now; to be made once for a catalog.

        Raises:
            ArtifactInvalid: if this version computes other features than the ones that were learned from.
        """
        return RankingFeatures(facts, self._record.over(facts.products, self.products), self.sources)

    def score(self, table: FeatureTable) -> Scores:
        """`[n_candidates]`.

        Raises:
            ArtifactInvalid: if the features are not those that were learned from.
        """
        if table.names != self.features:
            strange = sorted(set(table.names) ^ set(self.features))
            raise ArtifactInvalid(f"lambdarank learned from other features ({', '.join(strange[:5])}): train it again")
        values = table.values
        if self.learned_from_lists:
            values = values.copy()
            values[:, self.features.index(POSITION)] = 1.0
        scores: Scores = np.sum([forest.scores(values) for forest in self._forests], axis=0).astype(np.float32)
        return scores


def _forests(artifact: Artifact) -> list[Forest]:
    texts = artifact.shaped(FORESTS, -1).astype(np.uint8)
    ends = artifact.shaped(ENDS, -1).tolist()
    return [Forest(texts[start:end].tobytes()) for start, end in zip([0, *ends], ends, strict=False)]
