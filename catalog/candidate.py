"""A product that might be the answer, and why: the word that search, ranking and the assistant share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal that put a product where it is, and how strongly (higher is stronger)."""

    signal: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product under consideration. Scores compare within one list only."""

    product_id: str
    score: float
    evidence: tuple[Evidence, ...] = ()


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
