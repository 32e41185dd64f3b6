"""The options that say how to read a feed, the same for importing and for checking."""

from pathlib import Path
from typing import Annotated

import typer

FeedFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="The feed, gzipped or not.")
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
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")]
