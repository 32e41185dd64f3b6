"""A product that might be the answer, and why: the word that search, ranking and the assistant share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal that put a product where it is, and how strongly (higher is stronger).

    `because` is the id of the product it follows from, where there is one ("bought together with …").
    """

    signal: str
    weight: float
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product under consideration. Scores compare within one list only."""

    product_id: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedProduct(Candidate):
    """A candidate in its place.

    Attributes:
        rank: place in the list, from 1.
        propensity: the probability with which it stands there; 1 but for a place that explores.
    """

    rank: int = 0
    propensity: float = 1.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        candidates: best first.
        n_matching: how many products of the whole catalog pass the filter.
        plan: how it was searched, for people to read (`--dry-run`): leg, strategy, rows, milliseconds.
        corrections: words of the query that were read as others (`waterprof` → `waterproof`).
    """

    candidates: tuple[Candidate, ...]
    n_matching: int
    plan: Mapping[str, Any] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
