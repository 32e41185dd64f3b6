"""`shopkeeper experiments stop`."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from experiments.store import ExperimentStore

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def stop(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which experiment.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """End an experiment.

    Everybody is served as the shop is set again, within some seconds. What it found stays.
    """
    with open_database_of(launch_of(context).settings()) as database:
        changed = ExperimentStore(database).stop(name)
    terminal = Terminal()
    if as_json:
        terminal.json({"experiment": changed.model_dump(mode="json")})
    else:
        terminal.say(f"{name} is stopped.")
    return ExitCode.OK
