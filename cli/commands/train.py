"""`shopkeeper train`: the log of events becomes models that serve."""

from pathlib import Path
from typing import Annotated

import typer

from cli.launch import launch_of
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName
from cli.training_verdict import exit_code_of
from recommenders.model_table import MODELS

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_ALL = "all"


@app.command()
def train(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model, or all of them.")] = _ALL,
    window: Annotated[
        str | None, typer.Option(metavar="WINDOW", help="Of the log: 180d, or START..END; else all of it.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, metavar="N", help="Instead of the models' own.")] = None,
    no_promote: Annotated[bool, typer.Option("--no-promote", help="Keep the versions; none begins to serve.")] = False,
    no_refit: Annotated[
        bool, typer.Option("--no-refit", help="Keep what was measured, without learning from the newest window.")
    ] = False,
    log_dir: Annotated[
        Path | None, typer.Option(file_okay=False, metavar="DIR", help="Write TensorBoard's files here.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What reads the log, and trains als.")] = EngineName.DUCKDB,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as one JSON object.")] = False,
) -> int:
    """Train models on the log of events, and let those serve that are not worse than what does.

    Each model is trained without the newest window, measured on it beside popularity and the version that serves,
    then trained on everything. Exit code 0: all of them serve; 3: some do not; 4: none was trained.
    """
    # Ibis, DuckDB and the shop's own parts take seconds that --help need not wait for.
    from cli.training_log import training_log
    from cli.training_table import show_run
    from recommenders.training.run import TrainingOptions, TrainingRun
    from recommenders.training.window import Window

    read, on_spark = Window.parse(window) if window else Window(), engine is EngineName.SPARK
    options = TrainingOptions(read, seed, not no_promote, not no_refit, log_dir, on_spark)
    kinds = [kind for kind, entry in MODELS.items() if entry.is_present] if model == _ALL else [model]
    terminal, launch = Terminal(), launch_of(context)
    with launch.open_shop(require_catalog=False) as shop, TrainingBars(terminal) as bars:
        log = training_log(shop, engine)
        record = TrainingRun(shop.settings.home, log.read, options, follow=bars.follow).train(kinds)
    if as_json:
        terminal.json(record.to_json())
    else:
        show_run(terminal, record)
    return exit_code_of(record)
