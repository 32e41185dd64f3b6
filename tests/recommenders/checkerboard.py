"""Training data whose right answer is known: tastes on a checkerboard, and visits that go round in blocks."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from events.vocabulary import CODE_OF, PURCHASE
from recommenders.history import SECONDS_PER_DAY, History
from recommenders.id_index import IdIndex
from recommenders.product_facts import ProductFacts
from recommenders.training_set import Interactions, TrainingSet

AS_OF = 1_700_000_000


@dataclass(frozen=True, eq=False)
class KnownData:
    """Data, and what is true of it.

    Attributes:
        data: to train on; its last product row has no event.
        group: `[n_products]`, which products belong together.
        asked: histories to ask with, each within one group.
        answers: for each history, a product of its group that is not in it.
    """

    data: TrainingSet
    group: npt.NDArray[np.int32]
    asked: tuple[History, ...]
    answers: tuple[int, ...]


def checkerboard(n_shoppers: int = 40, n_products: int = 20) -> KnownData:
    """Even shoppers buy even products and odd ones odd, each all but one, which is the answer; one event a visit."""
    events, answers = [], []
    for shopper in range(n_shoppers):
        own = np.arange(shopper % 2, n_products, 2)
        held_out = own[(shopper // 2) % len(own)]
        answers.append(int(held_out))
        bought = np.random.default_rng(shopper).permutation(own[own != held_out])
        moments = AS_OF - SECONDS_PER_DAY * (len(bought) - np.arange(len(bought)))
        events += [
            (shopper, int(product), int(at), n) for n, (product, at) in enumerate(zip(bought, moments, strict=True))
        ]
    data = _training_set(events, n_shoppers, np.arange(n_products + 1) % 2)
    asked = tuple(data.history(shopper) for shopper in range(n_shoppers))
    return KnownData(data, data.facts.category.copy(), asked, tuple(answers))


def blocks(n_shoppers: int = 60, n_blocks: int = 3, n_in_block: int = 6) -> KnownData:
    """Every visit goes round in one block of products, each click to the next one; the answer is the next click.

    A shopper makes four visits, each to another block than the one before.
    """
    random, events = np.random.default_rng(7), []
    for shopper in range(n_shoppers):
        for visit in range(4):
            block = (shopper + visit) % n_blocks
            start, length = random.integers(n_in_block), random.integers(3, n_in_block)
            for step in range(length):
                product = block * n_in_block + (start + step) % n_in_block
                events.append((shopper, int(product), AS_OF - (4 - visit) * SECONDS_PER_DAY + 60 * step, visit))
    n_products = n_blocks * n_in_block
    group = np.append(np.arange(n_products) // n_in_block, n_blocks - 1)
    data = _training_set(events, n_shoppers, group)
    asked, answers = [], []
    for start in range(n_products):
        block, place = divmod(start, n_in_block)
        round_trip = [block * n_in_block + (place + step) % n_in_block for step in range(3)]
        asked.append(replace(history_of(*round_trip[:2]), n_session=2))
        answers.append(round_trip[2])
    return KnownData(data, data.facts.category.copy(), tuple(asked), tuple(answers))


def history_of(*products: int, kind: str = "purchase", weight: float = 1.0, shopper: str | None = None) -> History:
    """These products a minute apart, the last one a minute ago."""
    n = len(products)
    return History(
        products=np.array(products, dtype=np.int32),
        weights=np.full(n, weight, dtype=np.float32),
        kinds=np.full(n, CODE_OF[kind], dtype=np.uint8),
        at=AS_OF - 60 * (n - np.arange(n, dtype=np.int64)),
        as_of=AS_OF,
        shopper=shopper,
    )


def training_set(
    events: list[tuple[int, int, int, int]], n_shoppers: int, n_products: int, facts: ProductFacts | None = None
) -> TrainingSet:
    """Purchases `(shopper, product, at, visit of the shopper)`; rows are named `s000…` and `p000…`."""
    shopper, product, at, visit = np.array(sorted(events), dtype=np.int64).reshape(-1, 4).T
    order = np.lexsort((product, at, shopper))
    shopper, product, at, visit = shopper[order], product[order], at[order], visit[order]
    _, session = np.unique(shopper * 1_000_000 + visit, return_inverse=True)
    n, products = len(at), IdIndex(f"p{row:03}" for row in range(n_products))
    interactions = Interactions(
        shopper=shopper.astype(np.int32),
        product=product.astype(np.int32),
        at=at,
        weight=np.ones(n, dtype=np.float32),
        kind=np.full(n, PURCHASE, dtype=np.uint8),
        session=session.astype(np.int32),
    )
    shoppers = IdIndex(f"s{row:03}" for row in range(n_shoppers))
    return TrainingSet(shoppers, products, interactions, AS_OF, facts or ProductFacts.unknown(products))


def facts_of(group: npt.NDArray[np.int64]) -> ProductFacts:
    """A category `Group 0`, `Group 1` … and a unit vector per group, slightly different for every product."""
    products = IdIndex(f"p{row:03}" for row in range(len(group)))
    n_groups = int(group.max()) + 1
    vectors = np.eye(n_groups + 4, dtype=np.float32)[group]
    vectors[:, n_groups:] = 0.2 * np.random.default_rng(1).standard_normal((len(group), 4))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return replace(
        ProductFacts.unknown(products),
        category=group.astype(np.int32),
        category_names=tuple(f"Group {number}" for number in range(n_groups)),
        price=np.full(len(group), 1_000, dtype=np.float32),
        vectors=vectors,
    )


def _training_set(
    events: list[tuple[int, int, int, int]], n_shoppers: int, group: npt.NDArray[np.int64]
) -> TrainingSet:
    return training_set(events, n_shoppers, len(group), facts_of(group))
