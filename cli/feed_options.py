"""The options that say how to read a feed, the same for importing and for checking."""

from pathlib import Path
from typing import Annotated

import typer

from catalog.feeds.source_url import without_query


def _existing(place: str) -> str:
    """A file that is there, or an address, whose server tells."""
    if "://" not in place and not Path(place).is_file():
        kind = "is a folder" if Path(place).is_dir() else "is not there"
        raise typer.BadParameter(f"{place!r} {kind}; give a file, or an address that begins with https://")
    return place


FeedPlace = Annotated[
    str,
    typer.Argument(callback=_existing, metavar="FILE_OR_URL", help="The feed, gzipped or not: a file, or an address."),
]
FormatName = Annotated[str, typer.Option("--format", metavar="NAME", help="Its format, if detection gets it wrong.")]
Currency = Annotated[
    str | None, typer.Option("--currency", metavar="CODE", help="Of prices that name none, such as GBP.")
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="Put before links and pictures that have no host.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", exists=True, dir_okay=False, metavar="FILE", help="Which column is what (TOML)."),
]


def name_of(place: str) -> str:
    """The feed as a progress bar calls it."""
    return without_query(place).rstrip("/").rsplit("/", 1)[-1] if "://" in place else Path(place).name


AsJson = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")]
