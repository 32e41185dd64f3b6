"""What an import says of itself: to a person, to a program, and as an exit code."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from catalog.product import Product

Severity = Literal["skipped", "warning", "unsold"]
#: Enough to find what is wrong; a broken feed of a million rows must not fill the memory with its complaints.
MAX_ISSUES = 1_000
#: Lines of issues a person is shown.
_ISSUES_IN_TEXT = 20


@dataclass(frozen=True, slots=True)
class FeedIssue:
    """One thing wrong with one row. `line` counts from 1, the header included; None concerns the whole feed."""

    line: int | None
    reason: str
    severity: Severity


@dataclass(slots=True)
class ImportReport:
    """Filled while a feed is read.

    A missing image or link is only counted: shops leave them out on purpose. A skipped row, a missing price and a
    guessed encoding are issues, because a shopper would notice. What the shop itself does not sell (a draft, something
    archived or hidden) is left out and listed, but nothing is wrong with it.

    Attributes:
        confidence: how sure detection was of the format, 0 to 1; 1 when it was given.
        rows: data rows seen, blank lines and the header left out.
        missing: `price`, `image`, `url` → products without.
        relations: kind of relation → how many name a product of the feed.
        issues: the first thousand; `n_skipped` and `n_warnings` count all.
        unsold: the first thousand rows of what is not sold; `n_unsold` counts all.
        refused: why nothing was imported, or None.
        is_unavailable: the feed could not be fetched; later it may be.
        n_reviews: reviews read, None where the feed brings none.
        n_added, n_changed, n_removed, n_unchanged, version: what became of the catalog; None after a dry run.
    """

    source: str
    format: str | None = None
    confidence: float = 0.0
    rows: int = 0
    products: int = 0
    variants: int = 0
    in_stock: int = 0
    missing: Counter[str] = field(default_factory=lambda: Counter(price=0, image=0, url=0))
    relations: Counter[str] = field(default_factory=Counter)
    n_skipped: int = 0
    n_warnings: int = 0
    n_unsold: int = 0
    issues: list[FeedIssue] = field(default_factory=list)
    unsold: list[FeedIssue] = field(default_factory=list)
    refused: str | None = None
    is_unavailable: bool = False
    n_reviews: int | None = None
    n_added: int | None = None
    n_changed: int | None = None
    n_removed: int | None = None
    n_unchanged: int | None = None
    version: int | None = None
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """0 clean, 3 done with warnings, 4 refused, 5 the feed's server did not give it."""
        if self.refused:
            return 5 if self.is_unavailable else 4
        return 3 if self.n_skipped or self.n_warnings else 0

    @property
    def in_stock_share(self) -> float | None:
        """Products that can be had now, of all; None without products."""
        return self.in_stock / self.products if self.products else None

    def skip(self, line: int | None, reason: str) -> None:
        """Note a row that was not taken."""
        self.n_skipped += 1
        _note(self.issues, FeedIssue(line, reason, "skipped"))

    def warn(self, line: int | None, reason: str) -> None:
        """Note a row that was taken, though something is wrong with it."""
        self.n_warnings += 1
        _note(self.issues, FeedIssue(line, reason, "warning"))

    def leave_out(self, line: int, reason: str) -> None:
        """Note a row that the shop itself does not sell."""
        self.n_unsold += 1
        _note(self.unsold, FeedIssue(line, reason, "unsold"))

    def count(self, product: Product) -> None:
        """Count a product that was taken."""
        self.products += 1
        self.variants += len(product.variants)
        self.in_stock += product.in_stock
        self.missing["price"] += product.price is None
        self.missing["image"] += not product.media
        self.missing["url"] += product.url is None
        self.relations.update(relation.kind for relation in product.related)

    def to_json(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            **asdict(self),
            "missing": dict(self.missing),
            "relations": dict(self.relations),
            "in_stock_share": self.in_stock_share,
            "exit_code": self.exit_code,
        }

    def to_text(self) -> str:
        """For a person, some lines."""
        lines = [*self._heading(), *self._numbers(), *self._issue_lines()]
        return "\n".join(lines)

    def _heading(self) -> list[str]:
        if self.is_unavailable:
            return [
                f"Could not fetch {self.source}: nothing was imported, the catalog is as it was.",
                str(self.refused),
            ]
        if self.refused:
            return [f"Refused {self.source}: nothing was imported, the catalog is as it was.", self.refused]
        verb = "Checked" if self.dry_run else "Imported"
        return [f"{verb} {self.source} as {self.format} (confidence {self.confidence:.2f})."]

    def _numbers(self) -> list[str]:
        if not self.rows:
            return []
        found = f", {self.products:,} products, {self.variants:,} variants" if self.products else ""
        lines = [f"{self.rows:,} rows{found}."]
        if self.in_stock_share is not None:
            lines.append(f"{self.in_stock_share:.1%} in stock.")
        absent = ", ".join(f"{n:,} without {name}" for name, n in self.missing.items() if n)
        if absent:
            lines.append(f"Products {absent}.")
        if self.relations:
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(self.relations.items()))
            lines.append(f"{self.relations.total():,} relations between products: {kinds}.")
        if self.n_unsold:
            lines.append(f"{self.n_unsold:,} rows left out, because the shop does not sell them.")
        if self.n_reviews is not None:
            lines.append(f"{self.n_reviews:,} reviews.")
        if self.version is not None:
            changes = f"{self.n_added:,} new, {self.n_changed:,} changed, {self.n_removed:,} removed"
            lines.append(f"{changes}, {self.n_unchanged:,} unchanged; the catalog is at version {self.version}.")
        return lines

    def _issue_lines(self) -> list[str]:
        lines = [
            f"{issue.severity:<8}{'feed' if issue.line is None else f'line {issue.line}'}: {issue.reason}"
            for issue in [*_by_line(self.issues), *_by_line(self.unsold)][:_ISSUES_IN_TEXT]
        ]
        more = self.n_skipped + self.n_warnings + self.n_unsold - len(lines)
        if more > 0:
            lines.append(f"… and {more:,} more.")
        if self.n_skipped or self.n_warnings:
            lines.append(f"{self.n_skipped:,} rows skipped, {self.n_warnings:,} warnings.")
        return lines


def _by_line(issues: list[FeedIssue]) -> list[FeedIssue]:
    return sorted(issues, key=lambda issue: issue.line or 0)


def _note(issues: list[FeedIssue], issue: FeedIssue) -> None:
    if len(issues) < MAX_ISSUES:
        issues.append(issue)
