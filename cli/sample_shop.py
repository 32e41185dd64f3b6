"""The sample shop that comes with the repository: where it is, and how it gets into a data folder."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

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


def import_sample(shop: "Shop", sample: SampleShop, terminal: Terminal, storefront: str | None = None) -> str:
    """Bring the sample shop into the data folder, if it is not there yet; returns a sentence about it.

    Args:
        shop: whose data folder.
        sample: the files.
        terminal: where it shows how far it is.
        storefront: where links and pictures lead, `http://127.0.0.1:8000/shop`; without it, as the feed has them. Only
            the records change with it: nothing is embedded again.

    Raises:
        InputRefused: if the folder holds another catalog, or the sample itself cannot be read.
    """
    before = shop.catalog.stats()
    if before.n_products and not is_sample(before.source):
        raise InputRefused(
            f"{shop.settings.home} holds another catalog ({before.n_products:,} products from {before.source}); "
            "give the demo a folder of its own: shopkeeper demo --home DIR"
        )
    has_the_rest = bool(before.n_reviews and before.n_policy_sections) and _leads_to(shop, storefront)
    with _leading_to(sample, storefront) as feed:
        files = FeedFiles(feed.products, *((None, None) if has_the_rest else (feed.reviews, feed.policies)))
        outcome = import_files(shop, files, terminal, {"base_url": f"{storefront}/help/"} if storefront else {})
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


def _leads_to(shop: "Shop", storefront: str | None) -> bool:
    """Whether the catalog's links lead there already."""
    links = [product.url or "" for product in shop.catalog.list_products(limit=1).products]
    return storefront is None or all(link.startswith(f"{storefront}/") for link in links)


@contextmanager
def _leading_to(sample: SampleShop, storefront: str | None) -> Iterator[SampleShop]:
    """The sample with its links and pictures turned to a storefront: a feed that lasts as long as the import."""
    if storefront is None:
        yield sample
        return
    with tempfile.TemporaryDirectory(prefix="shopkeeper-demo-") as folder:
        turned = Path(folder, *Path(SAMPLE).parts, sample.products.name)  # known again by `is_sample`
        turned.parent.mkdir(parents=True)
        lines = sample.products.read_text(encoding="utf-8").splitlines()
        turned.write_text("\n".join(_turned(line, storefront) for line in lines), encoding="utf-8")
        yield replace(sample, products=turned)


def _turned(line: str, storefront: str) -> str:
    product = json.loads(line)
    name = quote(product["id"], safe="")
    product["url"] = f"{storefront}/p/{name}"
    for medium in product.get("media", ()):
        medium["url"] = f"{storefront}/pictures/{name}.svg"
    return json.dumps(product, ensure_ascii=False)
