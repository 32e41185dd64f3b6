"""`shopkeeper experiments list`: the experiments."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from experiments.experiment import Experiment
from experiments.store import ExperimentStore

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="list")
def list_experiments(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """List the experiments.

    The newest first.
    """
    terminal = Terminal()
    with open_database_of(launch_of(context).settings()) as database:
        found = ExperimentStore(database).all()
    if as_json:
        terminal.json({"experiments": [one.model_dump(mode="json") for one in found]})
        return ExitCode.OK
    for one in found:
        terminal.say(_line(one))
    if not found:
        terminal.say("There is no experiment yet; docs/experiments.md shows how to write one down.")
    return ExitCode.OK


def _line(one: Experiment) -> str:
    shares = ", ".join(f"{name} {share:.0%}" for name, share in one.shares.items())
    since = f" since {one.started_at:%Y-%m-%d}" if one.started_at else ""
    until = f" until {one.stopped_at:%Y-%m-%d}" if one.stopped_at else ""
    return f"{one.name:<30}{one.status}{since}{until}  {shares} of {one.traffic:.0%}  by {one.primary.name}"
