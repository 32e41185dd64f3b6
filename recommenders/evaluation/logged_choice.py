"""Places of lists that were given to chance, with the probability of each choice and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from events.event_line import EventLine
from events.list_ledger import ListLedger
from recommenders.id_index import IdIndex, Rows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LoggedChoices:
    """One entry per place of a shown list whose product was drawn; all `[n_choices]`.

    Attributes:
        product: row of what was shown.
        place: in its list, from 0.
        propensity: how likely the logging policy was to put that product there, in (0, 1].
        reward: what came of it: 1 for a click, or any other number.
        shopper: choices made for one shopper have one number; their errors go together.
        list_ids: whose place it was.
    """

    product: Rows
    place: Ints
    propensity: Floats
    reward: Floats
    shopper: Ints
    list_ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.product)


def choices_of_log(
    lines: Sequence[EventLine], products: IdIndex, outcome: str = "click", policy: str | None = None
) -> LoggedChoices:
    """The choices of `shown` lists that carry a propensity below 1; places that were certain tell of no other policy.

    Args:
        lines: of the log, oldest first.
        products: whose rows are given; unknown products are -1.
        outcome: `click` or `purchase`, the reward being 1 for a product that had it and 0 for others.
        policy: only lists of this policy; all of them if None.
    """
    happened = {
        shown.list_id: shown.bought if outcome == "purchase" else shown.clicked for shown in ListLedger(lines).lists
    }
    drawn = list(_drawn(lines, policy))
    number_of: dict[str, int] = {}
    owners = [line.shopper_id or f"list {line.list_id}" for line in drawn]
    return LoggedChoices(
        product=products.rows([line.product_id or "" for line in drawn]),
        place=np.array([line.position or 0 for line in drawn], dtype=np.int64),
        propensity=np.array([line.propensity for line in drawn], dtype=np.float64),
        reward=np.array([line.product_id in happened[line.list_id or ""] for line in drawn], dtype=np.float64),
        shopper=np.array([number_of.setdefault(one, len(number_of)) for one in owners], dtype=np.int64),
        list_ids=tuple(line.list_id or "" for line in drawn),
    )


def _drawn(lines: Iterable[EventLine], policy: str | None) -> Iterable[EventLine]:
    for line in lines:
        is_choice = line.type == "shown" and line.list_id is not None and line.product_id is not None
        if is_choice and line.propensity is not None and line.propensity < 1 and policy in (None, line.policy):
            yield line
