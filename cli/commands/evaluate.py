"""`shopkeeper evaluate`: every model held against what shoppers did next."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_engine import EngineName
from recommenders.model_table import MODELS, entry_of

if TYPE_CHECKING:
    from recommenders.evaluation.report import EvaluationReport

app = typer.Typer(add_completion=False, rich_markup_mode=None)
JSON_FILE, PAGE_FILE = "evaluation.json", "evaluation.html"


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
    liked, what is new to them, what comes next in a visit. Popularity is always among them. Nothing is kept or
    promoted. Exit code 3: some models could not be trained.
    """
    # Ibis, DuckDB, Matplotlib and the shop's own parts take seconds that --help need not wait for.
    from cli.model_contest import ModelContest
    from cli.training_log import training_log
    from recommenders.training.window import Window

    entries = (
        [entry_of(name) for name in models] if models else [entry for entry in MODELS.values() if entry.is_present]
    )
    kinds = [entry.kind for entry in entries]
    terminal, launch = Terminal(), launch_of(context)
    with launch.open_shop(require_catalog=False) as shop, TrainingBars(terminal) as bars:
        data = training_log(shop, engine).read(Window.parse(window) if window else Window())
        contest = ModelContest(shop.settings.home, data, bars.follow, seed)
        reports = contest.reports(kinds)
    if out:
        _write(out, reports)
        terminal.note(f"Written: {out / JSON_FILE}, {out / PAGE_FILE}")
    _show(terminal, reports, as_json)
    for kind, reason in contest.failures.items():
        terminal.note(f"{kind} took no part: {reason}")
    return ExitCode.WARNINGS if contest.failures else ExitCode.OK


def _show(terminal: Terminal, reports: "list[EvaluationReport]", as_json: bool) -> None:
    from recommenders.evaluation.report_table import report_lines, report_table, segment_lines

    if as_json:
        terminal.json({"trials": [report.to_json() for report in reports]})
        return
    for report in reports:
        if terminal.is_rich:
            terminal.show(report_table(report))
            continue
        for line in (*report_lines(report), *segment_lines(report)):
            terminal.say(line)


def _write(folder: Path, reports: "list[EvaluationReport]") -> None:
    """Each file whole, or as it was."""
    from recommenders.evaluation.report_page import report_page

    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        JSON_FILE: json.dumps({"trials": [report.to_json() for report in reports]}, indent=1, allow_nan=False),
        PAGE_FILE: report_page(reports, "How well the models see what comes next"),
    }
    for name, content in contents.items():
        draft = folder / f".{name}.draft"
        draft.write_text(content, encoding="utf-8")
        draft.replace(folder / name)
