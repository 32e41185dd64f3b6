"""The sample shop that comes with the repository: where it is, and how it gets into a data folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import InputRefused, SampleMissing
from cli.exit_code import ExitCode
from cli.feed_import import FeedFiles, import_files
from cli.terminal import Terminal

if TYPE_CHECKING:
    from api.shop import Shop

SAMPLE = "examples/outfitters"
QUESTION = "a warm jacket for cycling under 120"


@dataclass(frozen=True, slots=True)
class SampleShop:
    """The files of a sample shop."""

    products: Path
    reviews: Path
    policies: Path


def find_sample(repository: Path | None = None) -> SampleShop:
    """The outfitters of `examples/`.

    Raises:
        SampleMissing: if a file is not there, as when only the packages were installed.
    """
    folder = (repository or Path(__file__).resolve().parent.parent) / SAMPLE
    sample = SampleShop(folder / "products.jsonl", folder / "reviews.jsonl", folder / "policies")
    for path in (sample.products, sample.reviews, sample.policies):
        if not path.exists():
            raise SampleMissing(
                f"The sample shop is incomplete: {path} is missing. Run the demo from a checkout of the repository, "
                "or import a catalog of your own with: shopkeeper catalog import FILE"
            )
    return sample


def import_sample(shop: "Shop", sample: SampleShop, terminal: Terminal) -> str:
    """Bring the sample shop into the data folder, if it is not there yet; returns a sentence about it.

    Raises:
        InputRefused: if the folder holds another catalog, or the sample itself cannot be read.
    """
    before = shop.catalog.stats()
    if before.n_products and not is_sample(before.source):
        raise InputRefused(
            f"{shop.settings.home} holds another catalog ({before.n_products:,} products from {before.source}); "
            "give the demo a folder of its own: shopkeeper demo --home DIR"
        )
    has_the_rest = bool(before.n_reviews and before.n_policy_sections)
    files = FeedFiles(sample.products, *((None, None) if has_the_rest else (sample.reviews, sample.policies)))
    outcome = import_files(shop, files, terminal, {})
    if outcome.exit_code == ExitCode.REFUSED:
        raise InputRefused("\n".join(outcome.to_lines()))
    after = shop.catalog.stats()
    return (
        f"The sample shop is in {shop.settings.home}: {after.n_products:,} products, {after.n_reviews:,} reviews, "
        f"{after.n_policy_sections:,} sections of policies."
    )


def is_sample(source: str | None) -> bool:
    """Whether a catalog came from the sample's feed: by the end of the path, since a checkout may have moved."""
    return source is not None and Path(source).parts[-3:] == (*Path(SAMPLE).parts, "products.jsonl")
