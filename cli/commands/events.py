"""`shopkeeper events`: what shoppers did."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _EventCommands(CommandTable):
    modules = "cli.commands.events_"
    lines: ClassVar[Mapping[str, str]] = {
        "import": "Add order history (CSV) or events (JSONL) to the log.",
        "dead-letters": "Show and replay events that were refused.",
        "stats": "Show the log of events in numbers.",
    }


app = typer.Typer(cls=_EventCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def events() -> None:
    """Take in and count what shoppers did."""
