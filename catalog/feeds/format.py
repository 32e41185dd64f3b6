"""What every feed format is: a name, the marks it is known by, and a reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from catalog.feeds.mapping import FeedMapping
from catalog.feeds.report import ImportReport
from catalog.feeds.row import FeedProduct
from catalog.feeds.source import FeedSource
from catalog.review import Review

Shape = Literal["table", "xml", "html", "jsonl", "json"]


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How to read a feed.

    Attributes:
        currency: of prices that do not name one.
        mapping: for feeds of no known format.
        base_url: of the shop, for feeds that name pages by a handle alone.
        now: decides whether a dated sale is on.
        reviews: takes the reviews a feed carries inside its products.
    """

    currency: str | None = None
    mapping: FeedMapping | None = None
    base_url: str | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    reviews: list[Review] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Anchors:
    """Names in a header, a record or a tag that tell a format.

    Attributes:
        required: of each group at least one must be there.
        strong: names that hardly any other format has; three make it certain.
        negative: names that only other formats have.
    """

    required: tuple[frozenset[str], ...]
    strong: frozenset[str]
    negative: frozenset[str] = frozenset()

    def score(self, names: frozenset[str]) -> float:
        """How well the names fit, from 0 to 1."""
        n_required = sum(bool(group & names) for group in self.required)
        certainty = 0.7 + 0.3 * min(1.0, len(self.strong & names) / 3)
        penalty = 0.25 * len(self.negative & names)
        return max(0.0, n_required / len(self.required) * certainty - penalty)


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """One format; `read` yields products and tells the report what it left out."""

    name: str
    label: str
    shapes: frozenset[Shape]
    anchors: Anchors
    read: Callable[[FeedSource, ImportReport, ReadingSettings], Iterator[FeedProduct]]
