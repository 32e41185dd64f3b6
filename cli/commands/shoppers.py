"""`shopkeeper shoppers`: what is kept of shoppers."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _ShopperCommands(CommandTable):
    modules = "cli.commands.shoppers_"
    lines: ClassVar[Mapping[str, str]] = {
        "show": "Show what is remembered of a shopper, and what they agreed to.",
        "forget": "Forget what is remembered of a shopper, all or some of it.",
        "export": "Print everything that is kept of a shopper, as one JSON object.",
    }


app = typer.Typer(cls=_ShopperCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def shoppers() -> None:
    """Show, forget and hand over what is kept of a shopper."""
