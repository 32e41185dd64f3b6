"""`shopkeeper evaluate`: every model held against what shoppers did next."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName
from recommenders.model_table import MODELS, entry_of

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def evaluate(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    models: Annotated[list[str] | None, typer.Argument(metavar="[MODEL]...", help="Which models; else all.")] = None,
    window: Annotated[
        str | None, typer.Option(metavar="WINDOW", help="Of the log: 180d, or START..END; else all of it.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Of trainings and intervals.")] = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, metavar="DIR", help="Write evaluation.json and .html here.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What reads the log.")] = EngineName.DUCKDB,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Measure models on the newest window of the log, which none of them has seen.

    Each is trained on what was before, and ranks all products for every shopper: what will be bought, what will be
    liked, what is new to them, what comes next in a visit. Popularity is always among them. Then what came of the
    lists that were shown: clicks, purchases, order values. Nothing is kept or promoted. Exit code 3: some models could
    not be trained.
    """
    # Ibis, DuckDB, Matplotlib and the shop's own parts take seconds that --help need not wait for.
    from cli.evaluation_output import JSON_FILE, PAGE_FILE, show_evaluation, write_evaluation
    from cli.model_contest import ModelContest
    from cli.training_log import training_log
    from events.list_ledger import ListLedger
    from recommenders.reporting.log_measure import metrics_by_policy
    from recommenders.training.window import Window

    entries = (
        [entry_of(name) for name in models] if models else [entry for entry in MODELS.values() if entry.is_present]
    )
    kinds = [entry.kind for entry in entries]
    terminal, launch = Terminal(), launch_of(context)
    with launch.open_shop(require_catalog=False) as shop, TrainingBars(terminal) as bars:
        log, stretch = training_log(shop, engine), Window.parse(window) if window else Window()
        data = log.read(stretch)
        contest = ModelContest(shop.settings.home, data, bars.follow, seed)
        reports = contest.reports(kinds)
        shown = metrics_by_policy(ListLedger(log.lines(stretch)), seed or 0)
    if out:
        write_evaluation(out, reports, shown)
        terminal.note(f"Written: {out / JSON_FILE}, {out / PAGE_FILE}")
    show_evaluation(terminal, reports, shown, as_json)
    for kind, reason in contest.failures.items():
        terminal.note(f"{kind} took no part: {reason}")
    return ExitCode.WARNINGS if contest.failures else ExitCode.OK
