"""How one visit is served, where that differs from how everybody is."""

from dataclasses import dataclass
from typing import Literal

#: `search`: as the search found it, moved by nothing that is known of the shopper; `blend`: by the models' blend,
#: without LambdaRank; `learned`: by all that is trained.
RankedBy = Literal["learned", "blend", "search"]


@dataclass(frozen=True, slots=True)
class ServedPolicy:
    """Settings of a visit.

    Attributes:
        ranked_by: what orders the products.
        exploration: share of the lists with one place for a product that is not sure to be the best; None for the
            shop's own.
        prompt: name of a prompt variant; None for the shop's own.
        variants: experiment and variant, of the experiments that led to this.
    """

    ranked_by: RankedBy = "learned"
    exploration: float | None = None
    prompt: str | None = None
    variants: tuple[tuple[str, str], ...] = ()


AS_EVERYBODY = ServedPolicy()
