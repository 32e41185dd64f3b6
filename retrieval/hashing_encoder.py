"""A small encoder without a model: words hashed into a vector. For tests and dry runs; equal words, equal vectors."""

import hashlib
from collections.abc import Sequence

import numpy as np

from retrieval.encoder import Vectors
from retrieval.stemming import stems_of


class HashingEncoder:
    """Adds up one fixed pseudo-random direction for every word; deterministic everywhere."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.key = f"hashing-{dimensions}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[n_texts, dimensions]`; texts that share words point alike."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in stems_of(text) or [""]:
                vectors[row] += self._direction(word)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=1e-9)
        return unit

    def _direction(self, word: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        return np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
