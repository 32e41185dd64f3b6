"""`shopkeeper experiments`: which policy shoppers see, and whether it was better."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _ExperimentCommands(CommandTable):
    modules = "cli.commands.experiments_"
    lines: ClassVar[Mapping[str, str]] = {
        "create": "Take in an experiment that a file describes, and reckon how many units it takes.",
        "list": "List the experiments.",
        "start": "Let an experiment run from now on.",
        "widen": "Let more units take part in an experiment that runs.",
        "status": "Say what an experiment found so far.",
        "stop": "End an experiment.",
    }


app = typer.Typer(cls=_ExperimentCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def experiments() -> None:
    """Try policies on shoppers, and judge them."""
