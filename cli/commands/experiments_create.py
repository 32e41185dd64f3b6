"""`shopkeeper experiments create`: take in an experiment that a file describes."""

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.system_prompt import PROMPT_VARIANTS
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from experiments.definition import read_definition
from experiments.errors import ExperimentInvalid
from experiments.experiment import Experiment
from experiments.store import ExperimentStore

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def create(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML or JSON file; see docs/experiments.md.")],
    units: Annotated[int | None, typer.Option("--units", min=1, help="Say what so many units could find.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Reckon, and keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Take in an experiment that a file describes, and reckon how many units it takes.

    It is a draft until it is started: nobody sees anything of it.
    """
    from experiments.analysis.planning import detectable, planned  # SciPy and statsmodels, which --help does without

    experiment = read_definition(file)
    _check_prompts(experiment)
    experiment = planned(experiment)
    found = detectable(experiment, units) if units else None
    if not dry_run:
        with open_database_of(launch_of(context).settings()) as database:
            ExperimentStore(database).create(experiment)
    terminal = Terminal()
    if as_json:
        terminal.json(_record(experiment, units, found))
    else:
        for line in _lines(experiment, units, found, dry_run):
            terminal.say(line)
    return ExitCode.OK


def _check_prompts(experiment: Experiment) -> None:
    named = {variant.policy.prompt for variant in experiment.variants} - {None}
    unknown = sorted(str(name) for name in named if name not in PROMPT_VARIANTS)
    if unknown:
        raise ExperimentInvalid(
            f"there is no prompt variant {unknown[0]!r}; there are: {', '.join(sorted(PROMPT_VARIANTS))}"
        )


def _record(experiment: Experiment, units: int | None, found: float | None) -> dict[str, Any]:
    detected = {} if units is None else {"detectable": {"n_units": units, "mde": found}}
    return {"experiment": experiment.model_dump(mode="json"), **detected}


def _lines(experiment: Experiment, units: int | None, found: float | None, dry_run: bool) -> list[str]:
    plan, metric = experiment.plan, experiment.primary
    lines = [
        f"{experiment.name}: {plan.n_units:,} {experiment.unit}s, to find a change of {metric.name} by {plan.mde:.1%} "
        f"(of {plan.baseline:g}) in {plan.power:.0%} of the cases."
    ]
    if units:
        effect = "nothing that could be" if found is None else f"a change by {found:.1%}"
        lines.append(f"{units:,} {experiment.unit}s find {effect}.")
    lines.append("Nothing was kept." if dry_run else f"Start it with: shopkeeper experiments start {experiment.name}")
    return lines
