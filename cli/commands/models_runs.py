"""`shopkeeper models runs`: the trainings of a shop, and what came of each."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.run_list import show_runs
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def runs(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """List the training runs, why each was made and what came of it.

    The newest first; the last fifty are kept, those that were refused, failed or interrupted too.
    """
    show_runs(Terminal(), launch_of(context).settings().home, as_json)
    return ExitCode.OK
