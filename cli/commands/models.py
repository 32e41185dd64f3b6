"""`shopkeeper models`: what was trained, and what serves."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _ModelCommands(CommandTable):
    modules = "cli.commands.models_"
    lines: ClassVar[Mapping[str, str]] = {
        "list": "List the versions of the trained models.",
        "show": "Show all that is known of one version.",
        "promote": "Let a version serve from now on.",
        "rollback": "Let the version serve that served before.",
        "runs": "List the training runs, why each was made and what came of it.",
    }


app = typer.Typer(cls=_ModelCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def models() -> None:
    """List, show, promote and roll back trained models, and list their trainings."""
