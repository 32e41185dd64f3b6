"""Reads a shopper's words into a need: deterministic, without a model."""

from assistant.understanding.understand import understand
from assistant.understanding.vocabulary_index import VocabularyIndex

__all__ = ["VocabularyIndex", "understand"]
