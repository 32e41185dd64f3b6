"""`shopkeeper eval`: whether the conversation does what it must."""

from collections.abc import Mapping
from typing import ClassVar

import typer

from cli.command_table import CommandTable


class _EvalCommands(CommandTable):
    modules = "cli.commands.eval_"
    lines: ClassVar[Mapping[str, str]] = {
        "run": "Play cases and judge what came of them, without a model or with one.",
        "compare": "Say which cases fail newly, no longer, still.",
        "needs": "Check what is understood of shoppers' words, without search and without a model.",
    }


app = typer.Typer(cls=_EvalCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def evaluate_conversation() -> None:
    """Judge the conversation on cases, by code: on state, ids, facts and tool calls, never on wording."""
