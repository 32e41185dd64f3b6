"""`shopkeeper events dead-letters`: events that were refused."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _LetterCommands(CommandTable):
    modules = "cli.commands.events_dead_letters_"
    lines: ClassVar[Mapping[str, str]] = {
        "list": "Show the events that were refused, and why.",
        "replay": "Take refused events after all, repaired or as they are.",
    }


app = typer.Typer(cls=_LetterCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def dead_letters() -> None:
    """Show and replay events that were refused."""
