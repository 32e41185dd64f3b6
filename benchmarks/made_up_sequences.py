"""Histories of the size of MovieLens-1M, made up: for time and memory, where no real ones may be had."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

#: As in MovieLens-1M; the mean length comes to about 150 products.
N_SHOPPERS, N_PRODUCTS, N_TASTES = 6_040, 3_416, 8
SHORTEST, LONGEST = 20, 2_000
#: How strongly popularity, the shopper's taste and the product before decide about the next one.
POPULARITY, TASTE, NEARNESS = 0.8, 3, 5


def made_up_lines(n_shoppers: int = N_SHOPPERS, seed: int = 0) -> Iterator[str]:
    """`shopper product product …`: drawn by popularity, taste and likeness to the product before, none twice."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(N_PRODUCTS, N_TASTES))
    popularity = -POPULARITY * np.log(np.arange(1, N_PRODUCTS + 1))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for shopper in range(n_shoppers):
        length = int(np.clip(random.lognormal(4.6, 0.9), SHORTEST, LONGEST))
        taste = random.normal(size=N_TASTES)
        liking = popularity + TASTE * vectors @ (taste / np.linalg.norm(taste))
        yield f"u{shopper} " + " ".join(f"m{product}" for product in _drawn(liking, vectors, length, random))


def _drawn(
    liking: npt.NDArray[np.float64], vectors: npt.NDArray[np.float64], length: int, random: np.random.Generator
) -> Iterator[int]:
    liking = liking.copy()
    nearness = np.zeros(len(liking))
    for _ in range(length):
        product = int(np.argmax(liking + nearness + random.gumbel(size=len(liking))))
        yield product
        liking[product] = -np.inf
        nearness = NEARNESS * (vectors @ vectors[product])
