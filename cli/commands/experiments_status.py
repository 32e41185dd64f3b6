"""`shopkeeper experiments status`: what an experiment found so far."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from experiments.store import ExperimentStore

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def status(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which experiment.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Say what an experiment found so far.

    Reads the log from some weeks before its start to its end. Look as often as you like: an experiment that is judged
    at any time errs no more often for it, and one that is judged once says nothing before.
    """
    from experiments.analysis.look import look_at  # SciPy and statsmodels, which --help does without

    with open_database_of(launch_of(context).settings()) as database:
        report = look_at(database, ExperimentStore(database).get(name), datetime.now(UTC))
    terminal = Terminal()
    if as_json:
        terminal.json(report.to_json())
    else:
        for line in report.to_lines():
            terminal.say(line)
    return ExitCode.WARNINGS if report.verdict in ("invalid", "harmful") else ExitCode.OK
