"""Computes all features of a list: one object for training windows and for serving."""

from collections.abc import Sequence

from recommenders.interactions.shopper_features import ShopperFeatures
from recommenders.product_facts import ProductFacts
from recommenders.ranking.features.context import context_columns
from recommenders.ranking.features.cross import cross_columns
from recommenders.ranking.features.feature_table import FeatureTable
from recommenders.ranking.features.personal import personal_columns
from recommenders.ranking.features.product import product_columns
from recommenders.ranking.features.product_record import ProductRecord
from recommenders.ranking.features.question import Question
from recommenders.ranking.features.shopper import shopper_columns
from recommenders.ranking.features.sources import source_columns


class RankingFeatures:
    """Made once for a catalog, safe to share between threads.

    Args:
        facts: of the products; questions have their rows.
        record: what sold when, over the same rows.
        sources: whose scores are features, in order.
    """

    def __init__(self, facts: ProductFacts, record: ProductRecord, sources: Sequence[str]) -> None:
        self._facts = facts
        self._record = record
        self._sources = tuple(sources)
        self._trend = record.trend
        self._shopper = ShopperFeatures(facts)

    def of(self, question: Question) -> FeatureTable:
        """One row per candidate; the same names in the same order for every question."""
        history, rows = question.history, question.rows
        groups = (
            shopper_columns(history, self._shopper),
            product_columns(self._facts, self._record, rows, history.as_of),
            personal_columns(history, rows),
            cross_columns(history, self._facts, self._record, rows),
            context_columns(history.as_of, question.circumstances),
            source_columns(question, self._sources, self._trend[rows]),
        )
        return FeatureTable.of(groups, len(rows))
