"""Lists with what came of them as rows of numbers: some sixty bytes a list, so that a year of them fits in memory."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from events.shown_list import DAY_US, ShownList
from recommenders.id_index import IdIndex
from recommenders.list_metrics import category_diversity
from recommenders.product_facts import ProductFacts

Bools = npt.NDArray[np.bool_]
#: Places that the first look takes in.
TOP = 3
#: Lists that are compared place by place at once.
_AT_A_TIME = 1_000
#: One list. `shopper` and `conversation` are numbers, -1 for nobody known and for none; `day` counts from the epoch, in
#: UTC; `bought_us` is when the first purchase was, -1 without one; `diversity` is NaN where there is none to speak of.
ROW = np.dtype(
    [
        ("policy", np.int32),
        ("shopper", np.int32),
        ("conversation", np.int32),
        ("day", np.int32),
        ("at_us", np.int64),
        ("bought_us", np.int64),
        ("n_shown", np.int16),
        ("n_top", np.int16),
        ("n_clicked", np.int16),
        ("n_top_clicked", np.int16),
        ("n_carted", np.int16),
        ("n_bought", np.int16),
        ("diversity", np.float32),
    ]
)


class ListRows:
    """Lists, added some at a time.

    Args:
        facts: of the products, for how varied lists are and how much of the shop they show; without, neither is known.
    """

    def __init__(self, facts: ProductFacts | None = None) -> None:
        self._facts = facts or ProductFacts.unknown(IdIndex(()))
        # One row more for products that the catalog no longer has: they are of no category.
        self._category = np.append(self._facts.category, np.int32(-1))
        self._chunks: list[npt.NDArray[np.void]] = []
        self._policies: dict[str, int] = {}
        self._shoppers: dict[str, int] = {}
        self._conversations: dict[str, int] = {}
        self._n_lists = 0
        self._revenue: dict[str, list[tuple[int, int]]] = {}
        self._shown_by_policy: dict[int, Bools] = {}
        self._shown_on_day: dict[int, Bools] = {}

    def add(self, lists: Sequence[ShownList]) -> None:
        """Count these; of the lists themselves nothing is kept."""
        for start in range(0, len(lists), _AT_A_TIME):
            self._add(lists[start : start + _AT_A_TIME])

    def _add(self, lists: Sequence[ShownList]) -> None:
        products = self._products(lists)
        diversity = category_diversity(products, self._category)
        table = np.array([self._row(shown, float(one)) for shown, one in zip(lists, diversity, strict=True)], dtype=ROW)
        for place, shown in enumerate(lists, start=self._n_lists):
            for currency, paid in shown.revenue_minor.items():
                self._revenue.setdefault(currency, []).append((place, paid))
        for memory, column in ((self._shown_by_policy, "policy"), (self._shown_on_day, "day")):
            for key in np.unique(table[column]).tolist():
                listed = products[table[column] == key]
                self._marks(memory, key)[listed[listed >= 0]] = True
        self._chunks.append(table)
        self._n_lists += len(lists)

    @property
    def rows(self) -> npt.NDArray[np.void]:
        """`[n_lists]` of `ROW`, in the order they were added."""
        self._chunks = [np.concatenate(self._chunks)] if self._chunks else [np.empty(0, dtype=ROW)]
        return self._chunks[0]

    @property
    def policies(self) -> tuple[str, ...]:
        """What the numbers of policies stand for."""
        return tuple(self._policies)

    @property
    def currencies(self) -> tuple[str, ...]:
        """That something was paid in, in the order of their codes."""
        return tuple(sorted(self._revenue))

    def revenue_minor(self, currency: str) -> npt.NDArray[np.int64]:
        """`[n_lists]`: what was paid for products that go back to each list, in minor units."""
        paid = np.zeros(self._n_lists, dtype=np.int64)
        for place, amount in self._revenue.get(currency, ()):
            paid[place] += amount
        return paid

    def coverage(self, policies: Iterable[int]) -> float | None:
        """Share of the products that can be had now which stood in a list of these; None without a catalog."""
        return self._share_of_stock([self._shown_by_policy[policy] for policy in policies])

    def coverage_of_day(self, day: int) -> float | None:
        """The same of the lists of a day."""
        return self._share_of_stock([self._shown_on_day[day]])

    def _share_of_stock(self, marks: Sequence[Bools]) -> float | None:
        in_stock = self._facts.in_stock
        if not in_stock.any():
            return None
        together = np.zeros(len(self._category), dtype=np.bool_)
        for one in marks:
            together |= one
        return float((together[:-1] & in_stock).sum() / in_stock.sum())

    def _marks(self, memory: dict[int, Bools], key: int) -> Bools:
        if key not in memory:
            memory[key] = np.zeros(len(self._category), dtype=np.bool_)
        return memory[key]

    def _products(self, lists: Sequence[ShownList]) -> npt.NDArray[np.int32]:
        """`[n_lists, longest]` rows of the catalog, -1 where a list has ended."""
        row_of, unknown = self._facts.products.row_of, len(self._facts.products)
        products = np.full((len(lists), max(1, *(len(one.place_of) for one in lists), 1)), -1, dtype=np.int32)
        for place, shown in enumerate(lists):
            products[place, : len(shown.place_of)] = [row_of.get(product, unknown) for product in shown.place_of]
        return products

    def _row(self, shown: ShownList, diversity: float) -> tuple[float, ...]:
        top = {product for product, place in shown.place_of.items() if place < TOP}
        return (
            self._policies.setdefault(shown.policy, len(self._policies)),
            _number(shown.shopper, self._shoppers),
            _number(shown.conversation_id, self._conversations),
            shown.at_us // DAY_US,
            shown.at_us,
            -1 if shown.first_bought_at_us is None else shown.first_bought_at_us,
            len(shown.place_of),
            len(top),
            len(shown.clicked),
            len(shown.clicked & top),
            len(shown.carted),
            len(shown.bought),
            diversity if len(self._facts.products) else np.nan,
        )


def _number(one: str | None, numbers: dict[str, int]) -> int:
    return -1 if one is None else numbers.setdefault(one, len(numbers))
