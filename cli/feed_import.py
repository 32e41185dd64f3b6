"""Imports a feed with its reviews and policies, and tells what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.errors import CatalogError
from catalog.feeds.report import ImportReport
from catalog.importer import FeedOptions
from cli.exit_code import ExitCode
from cli.feed_options import name_of
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop


@dataclass(frozen=True, slots=True)
class FeedFiles:
    """What a shop hands over; products may be an address."""

    products: str | Path
    reviews: Path | None = None
    policies: Path | None = None


@dataclass(slots=True)
class ImportOutcome:
    """What became of each part; a part that was not given, or not reached, is None."""

    products: ImportReport
    reviews: ImportReport | None = None
    n_policy_sections: int | None = None
    policies_refused: str | None = None

    @property
    def exit_code(self) -> int:
        """The gravest of all parts: refused before warnings before clean."""
        codes = [self.products.exit_code, self.reviews.exit_code if self.reviews else 0]
        return max(*codes, ExitCode.REFUSED if self.policies_refused else ExitCode.OK)

    def to_json(self) -> dict[str, Any]:
        """The report of the feed, with `reviews_report`, `n_policy_sections` and `policies_refused` beside it."""
        return {
            **self.products.to_json(),
            "reviews_report": self.reviews.to_json() if self.reviews else None,
            "n_policy_sections": self.n_policy_sections,
            "policies_refused": self.policies_refused,
            "exit_code": int(self.exit_code),
        }

    def to_lines(self) -> Iterator[str]:
        """For a person."""
        yield self.products.to_text()
        if self.reviews:
            yield self.reviews.to_text()
        if self.n_policy_sections is not None:
            yield f"{self.n_policy_sections:,} sections of policies."
        if self.policies_refused:
            yield f"Refused the policies: {self.policies_refused}"


def import_files(
    shop: "Shop", files: FeedFiles, terminal: Terminal, options: FeedOptions, *, force: bool = False
) -> ImportOutcome:
    """Import products, then reviews, then policies; nothing more after products that were refused.

    Interrupted at any moment, the catalog is either as it was or whole, and the old index serves until the next is.
    """
    with terminal.progress(f"Importing {name_of(str(files.products))}") as advance:
        outcome = ImportOutcome(shop.import_feed(files.products, force=force, progress=advance, **options))
    if outcome.products.refused:
        return outcome
    if files.reviews:
        outcome.reviews = shop.import_reviews(files.reviews)
    if files.policies:
        try:
            outcome.n_policy_sections = shop.import_policies(files.policies, options.get("base_url"))
        except CatalogError as error:
            outcome.policies_refused = str(error)
    return outcome
