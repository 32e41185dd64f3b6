"""Vectors of product descriptions: words and pairs of words, weighed by rarity, in their principal directions.

Short names of a shop's own make ("LUNCH BAG RED RETROSPOT") are told apart by their words; no encoder is needed.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

WORD = r"[^\W\d_]+"
N_DIMENSIONS = 128


def description_vectors(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """`[n_texts, n_dimensions]` of length one; zeros for a text without a word."""
    if not any(text.strip() for text in texts):
        return np.zeros((len(texts), 1), dtype=np.float32)
    words = TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    n_dimensions = min(N_DIMENSIONS, min(words.shape) - 1)
    if n_dimensions < 1:
        return np.ones((len(texts), 1), dtype=np.float32)
    directions, strengths, _ = randomized_svd(words, n_dimensions, random_state=0)
    vectors = directions * strengths
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: npt.NDArray[np.float32] = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-9)
    return unit.astype(np.float32)
