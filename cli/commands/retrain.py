"""`shopkeeper retrain`: the models that serve learn from what has happened since."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import Launch, launch_of
from cli.retraining_check import check_log, kinds_to_retrain, show_check
from cli.run_list import show_runs
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
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

    Exit code 0: all of them serve, or none had to be trained; 3: some do not; 4: none was trained.
    """
    terminal, launch = Terminal(), launch_of(context)
    settings = launch.settings()
    if history:
        show_runs(terminal, settings.home, as_json)
        return ExitCode.OK
    if nice:
        os.nice(_NICENESS)
    kinds = kinds_to_retrain(settings, models or ())
    check = check_log(settings, kinds) if if_needed or dry_run else None
    if check and not dry_run:
        keep_check(settings.home, check.to_json())
    if check and not as_json:
        show_check(terminal, check)
    run = None if dry_run or (check and not check.is_due) else _train(launch, kinds, window, engine, check)
    if as_json:
        terminal.json({"check": check and check.to_json(), "run": run and run.to_json()})
    elif run:
        _show_run(terminal, run)
    elif check:
        terminal.say("A training is due." if check.is_due else "No training is due.")
    return exit_code_of(run) if run else ExitCode.OK


def _train(
    launch: Launch, kinds: list[str], window: str | None, engine: EngineName, check: "DueCheck | None"
) -> "RunRecord":
    # Ibis, DuckDB and the shop's own parts take seconds that --help need not wait for.
    from cli.training_log import training_log
    from recommenders.run_record import BY_HAND
    from recommenders.training.run import TrainingOptions, TrainingRun
    from recommenders.training.window import Window

    options = TrainingOptions(
        window=Window.parse(window) if window else Window(),
        on_spark=engine is EngineName.SPARK,
        trigger=check.reason if check else BY_HAND,
    )
    with launch.open_shop(require_catalog=False) as shop, TrainingBars(Terminal()) as bars:
        log = training_log(shop, engine)
        return TrainingRun(shop.settings.home, log.read, options, follow=bars.follow).train(kinds)


def _show_run(terminal: Terminal, run: "RunRecord") -> None:
    from cli.training_table import show_run

    show_run(terminal, run)
