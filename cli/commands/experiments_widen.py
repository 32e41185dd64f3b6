"""`shopkeeper experiments widen`: let more units take part."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from experiments.store import ExperimentStore

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def widen(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which experiment.")],
    traffic: Annotated[float, typer.Argument(metavar="TRAFFIC", min=0, max=1, help="Share of all units, up to 1.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Let more units take part in an experiment that runs.

    Who takes part already keeps the variant. The variants' parts stay what they are: changed under way, they would mix
    early shoppers with late ones.
    """
    with open_database_of(launch_of(context).settings()) as database:
        changed = ExperimentStore(database).widen(name, traffic)
    terminal = Terminal()
    if as_json:
        terminal.json({"experiment": changed.model_dump(mode="json")})
    else:
        terminal.say(f"{name} runs on {changed.traffic:.0%} of all {changed.unit}s.")
    return ExitCode.OK
