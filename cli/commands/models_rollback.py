"""`shopkeeper models rollback`: let the version serve that served before."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from recommenders.model_table import entry_of
from recommenders.registry import Registry

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def rollback(
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model.")],
) -> int:
    """Let the version serve that served before.

    Running servers take it over within a second or so. Called again, it goes back one further.
    """
    kind = entry_of(model).kind
    version = Registry(launch_of(context).settings().home).rollback(kind)
    Terminal().say(f"{kind} {version} serves again.")
    return ExitCode.OK
