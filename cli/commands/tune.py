"""`shopkeeper tune`: better parameters for a model, found on the shop's own log."""

import re
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import UsageWrong
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName
from recommenders.model_table import ModelEntry, entry_of

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_RECOMMENDERS = Path(__file__).parents[2]


@app.command()
def tune(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Which model.")],
    trials: Annotated[int, typer.Option(min=2, metavar="N", help="How many trainings.")] = 30,
    timeout: Annotated[
        float | None, typer.Option(min=1, metavar="SECONDS", help="Begin no further training after this.")
    ] = None,
    window: Annotated[
        str | None, typer.Option(metavar="WINDOW", help="Of the log: 180d, or START..END; else all of it.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Of the search.")] = 0,
    dataset: Annotated[
        str | None, typer.Option(metavar="NAME", help="Write to parameters/NAME.toml beside the model instead.")
    ] = None,
) -> int:
    """Look for better parameters of a model, which `train` then uses.

    Every trial is a training; they are compared on a window before the newest one, which `train` judges on.
    """
    # Optuna, Ibis and DuckDB take seconds that --help need not wait for.
    from cli.training_log import training_log
    from recommenders.training.parameter_file import parameter_file, read_parameters, write_parameters
    from recommenders.training.tuning import Tuning, TuningOptions
    from recommenders.training.window import Window

    entry, terminal, options = entry_of(model), Terminal(), TuningOptions(trials, timeout, seed)
    home = launch_of(context).settings().home
    file = _beside(entry, dataset) if dataset is not None else parameter_file(home, entry.kind)
    start = read_parameters(entry, file)
    with launch_of(context).open_shop(require_catalog=False) as shop, TrainingBars(terminal) as bars:
        log = training_log(shop, EngineName.DUCKDB)
        data = log.read(Window.parse(window) if window else Window())
        tuned = Tuning(entry, data, options, bars.follow).search(start)
    for name, value in tuned.chosen.items():
        terminal.say(f"{name:<28}{value}")
    told = f"Recall@20 {tuned.recall:.4f}, before {tuned.recall_before:.4f}, in {tuned.n_trials} trainings"
    if tuned.is_better:
        about = f"{told}, seed {seed}\ndata from {tuned.window[0]} to {tuned.window[1]}"
        write_parameters(file, tuned.chosen, f"shopkeeper tune {model}: {about}")
        terminal.say(f"{told}; written to {file}.")
    else:
        terminal.say(f"{told}: nothing better was found, and nothing was written.")
    return ExitCode.OK


def _beside(entry: ModelEntry, dataset: str) -> Path:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]*", dataset):
        raise UsageWrong(f"--dataset takes a name of small letters, digits and _, not {dataset!r}")
    return _RECOMMENDERS.joinpath(*entry.package.split(".")) / "parameters" / f"{dataset}.toml"
