"""`shopkeeper catalog`: what the shop sells."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _CatalogCommands(CommandTable):
    modules = "cli.commands.catalog_"
    lines: ClassVar[Mapping[str, str]] = {
        "import": "Make the products of a feed the whole catalog.",
        "validate": "Check a feed as an import would, and change nothing.",
        "stats": "Show the catalog in numbers.",
    }


app = typer.Typer(cls=_CatalogCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def catalog() -> None:
    """Import, check and count what the shop sells."""
