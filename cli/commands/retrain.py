"""`shopkeeper retrain`: the models that serve learn from what has happened since."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.retraining_check import check_log, kinds_to_retrain, show_check
from cli.retraining_run import train, update_blend
from cli.run_list import show_runs
from cli.terminal import Terminal
from cli.training_engine import EngineName
from cli.training_verdict import exit_code_of
from recommenders.last_check import keep_check

if TYPE_CHECKING:
    from recommenders.run_record import RunRecord
    from recommenders.training.due_check import DueCheck

app = typer.Typer(add_completion=False, rich_markup_mode=None)
#: The lowest priority: answers to shoppers come first.
_NICENESS = 19


@app.command()
def retrain(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    models: Annotated[
        list[str] | None, typer.Argument(metavar="[MODEL]...", help="Which models; else those that serve.")
    ] = None,
    if_needed: Annotated[
        bool, typer.Option("--if-needed", help="Only if the log has moved on far enough; see SHOPKEEPER_RETRAIN_WHEN.")
    ] = False,
    blend_only: Annotated[
        bool, typer.Option("--blend-only", help="Train nothing; move the blend by what was opened of the lists shown.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say whether it is needed, and train nothing.")] = False,
    nice: Annotated[bool, typer.Option("--nice", help="At the lowest priority, as a schedule does it.")] = False,
    window: Annotated[
        str | None, typer.Option(metavar="WINDOW", help="Of the log: 180d, or START..END; else all of it.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What reads the log, and trains als.")] = EngineName.DUCKDB,
    history: Annotated[bool, typer.Option("--history", help="List the runs so far, and train nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Train the models that serve on the log as it is now, and let those serve that are not worse.

    With --if-needed, where nothing asks for a training, the blend is moved as with --blend-only. Exit code 0: all of
    them serve, or none had to be trained; 3: some do not; 4: none was trained.
    """
    terminal, launch = Terminal(), launch_of(context)
    settings = launch.settings()
    if history:
        show_runs(terminal, settings.home, as_json)
        return ExitCode.OK
    if nice:
        os.nice(_NICENESS)
    if blend_only:
        return _tell(terminal, None, update_blend(settings, None), as_json)
    kinds = kinds_to_retrain(settings, models or ())
    check = check_log(settings, kinds) if if_needed or dry_run else None
    if check and not dry_run:
        keep_check(settings.home, check.to_json())
    if check and not as_json:
        show_check(terminal, check)
    if dry_run:
        return _tell(terminal, check, None, as_json)
    if check and not check.is_due:
        update = update_blend(settings, check) if "blend" in kinds else None
        return _tell(terminal, check, update, as_json)
    return _tell(terminal, check, train(launch, kinds, window, engine, check), as_json)


def _tell(terminal: Terminal, check: "DueCheck | None", run: "RunRecord | None", as_json: bool) -> int:
    """Print what was found and done; the exit code. An update that changed nothing is no fault."""
    if as_json:
        terminal.json({"check": check and check.to_json(), "run": run and run.to_json()})
        return exit_code_of(run) if run else ExitCode.OK
    if check and not check.is_due:
        terminal.say("No training is due.")
    elif check and not run:
        terminal.say("A training is due.")
    if run and run.reason:
        terminal.say(f"blend: {run.reason}.")
    elif run:
        _show_run(terminal, run)
    return exit_code_of(run) if run else ExitCode.OK


def _show_run(terminal: Terminal, run: "RunRecord") -> None:
    from cli.training_table import show_run

    show_run(terminal, run)
