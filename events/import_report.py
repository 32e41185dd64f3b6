"""What an import of orders or events says of itself: to a person, to a program, and as an exit code."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from catalog.feeds.report import ImportReport

#: Lines of issues a person is shown.
_ISSUES_IN_TEXT = 20


@dataclass(slots=True)
class EventImportReport:
    """Filled while a file is read and written down.

    Attributes:
        reading: rows seen, and what is wrong with which; `refused` says why nothing was taken.
        format: `orders`, `events`, `segment`, `ga4` or `ubi`; None before it is known.
        by_type: events found, by type.
        n_stored: events that were new; None after a dry run.
        n_duplicates: events that were there already; None after a dry run.
        n_passed_over: records of other clients that are no events of a product, such as page views.
        n_rows_without_customer: rows of orders that name nobody; they are kept, as nobody's.
        n_rows_of_unknown_products: rows that name a product the catalog does not have; they are kept.
        unknown_products: the distinct names in such rows.
    """

    reading: ImportReport
    format: str | None = None
    by_type: Counter[str] = field(default_factory=Counter)
    n_stored: int | None = None
    n_duplicates: int | None = None
    n_passed_over: int = 0
    n_rows_without_customer: int = 0
    n_rows_of_unknown_products: int = 0
    unknown_products: set[str] = field(default_factory=set)

    @property
    def exit_code(self) -> int:
        """0 clean, 3 done with warnings, 4 refused."""
        return self.reading.exit_code

    @property
    def refused(self) -> str | None:
        """Why nothing was taken, or None."""
        return self.reading.refused

    def count_written(self, n_stored: int, n_duplicates: int) -> None:
        """Count what became of a batch."""
        self.n_stored = (self.n_stored or 0) + n_stored
        self.n_duplicates = (self.n_duplicates or 0) + n_duplicates

    def to_json(self) -> dict[str, Any]:
        """As `--json` prints it."""
        reading = self.reading
        return {
            "source": reading.source,
            "format": self.format,
            "dry_run": reading.dry_run,
            "refused": reading.refused,
            "rows": reading.rows,
            "n_skipped": reading.n_skipped,
            "n_warnings": reading.n_warnings,
            "events": dict(sorted(self.by_type.items())),
            "n_stored": self.n_stored,
            "n_duplicates": self.n_duplicates,
            "n_passed_over": self.n_passed_over,
            "n_rows_without_customer": self.n_rows_without_customer,
            "n_rows_of_unknown_products": self.n_rows_of_unknown_products,
            "n_unknown_products": len(self.unknown_products),
            "issues": [asdict(issue) for issue in reading.issues],
            "exit_code": self.exit_code,
        }

    def to_lines(self) -> Iterator[str]:
        """For a person."""
        reading = self.reading
        if reading.refused:
            yield (
                f"Stopped in {reading.source}; the {self.n_stored:,} new events before stay."
                if self.n_stored
                else f"Refused {reading.source}: nothing was imported."
            )
            yield reading.refused
        else:
            yield f"{'Checked' if reading.dry_run else 'Imported'} {reading.source} as {self.format}."
        if reading.rows:
            yield from self._numbers()
        yield from self._issue_lines()

    def _numbers(self) -> Iterator[str]:
        found = ", ".join(f"{n:,} {name}" for name, n in self.by_type.most_common())
        yield f"{self.reading.rows:,} rows: {found or 'no'} events."
        if self.n_stored is not None:
            yield f"{self.n_stored:,} new, {self.n_duplicates:,} already there."
        if self.n_passed_over:
            yield f"{self.n_passed_over:,} that are no events of a product, such as page views, passed over."
        if self.n_rows_without_customer:
            yield f"{self.n_rows_without_customer:,} rows without a customer, kept as nobody's."
        if self.n_rows_of_unknown_products:
            yield (
                f"{self.n_rows_of_unknown_products:,} rows of {len(self.unknown_products):,} products that the catalog "
                "does not have, kept."
            )

    def _issue_lines(self) -> Iterator[str]:
        reading = self.reading
        shown = reading.issues[:_ISSUES_IN_TEXT]
        for issue in shown:
            yield f"{issue.severity:<8}{'file' if issue.line is None else f'line {issue.line}'}: {issue.reason}"
        more = reading.n_skipped + reading.n_warnings - len(shown)
        if more > 0:
            yield f"… and {more:,} more."
        if reading.n_skipped or reading.n_warnings:
            yield f"{reading.n_skipped:,} rows skipped, {reading.n_warnings:,} warnings."
