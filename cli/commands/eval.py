"""`shopkeeper eval`: the assistant held against written cases."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _EvalCommands(CommandTable):
    modules = "cli.commands.eval_"
    lines: ClassVar[Mapping[str, str]] = {
        "needs": "Check what is understood of shoppers' words, without search and without a model.",
    }


app = typer.Typer(cls=_EvalCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def evaluate_the_assistant() -> None:
    """Hold the assistant against written cases."""
