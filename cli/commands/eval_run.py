"""`shopkeeper eval run`: cases are played and judged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import InputRefused
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal

if TYPE_CHECKING:
    from assistant.evaluation.case import Case
    from assistant.evaluation.report import EvalReport

app = typer.Typer(add_completion=False, rich_markup_mode=None)
JSON_FILE, PAGE_FILE = "eval.json", "eval.md"


@app.command()
def run(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    cases: Annotated[
        Path | None, typer.Option(exists=True, metavar="PATH", help="A file or folder of cases; else the sample's.")
    ] = None,
    writer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="template, honest, lazy, hostile, broken, live, recorded, or all."),
    ] = None,
    topic: Annotated[list[str] | None, typer.Option(metavar="TOPIC", help="Only these; may be repeated.")] = None,
    case: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only these; may be repeated.")] = None,
    recording: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="FILE", help="For `recorded`: eval.json of a live run."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, metavar="DIR", help=f"Write {JSON_FILE} and {PAGE_FILE} here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> int:
    """Play cases and judge what came of them, without a model or with one.

    The sample's cases are played in a folder of their own, unless the data folder holds the sample; other cases in the
    data folder. `all` stands for every writer that needs no key. Exit code 0: all pass; 1: some fail.
    """
    # The shop and the assistant take a second that --help need not wait for.
    from cli.case_evaluation import CaseEvaluation, chosen, read_report, shop_of, writers_of
    from cli.case_shop import open_case_shop, sample_cases

    launch, terminal, names = launch_of(context), Terminal(), writer or ["template"]
    picked = chosen(_read(cases or sample_cases()), topic or (), case or ())
    kept = read_report(recording) if recording else None
    with open_case_shop(launch, terminal, shop_of(picked)) as shop:
        writers = writers_of(names, shop, recording)
        command = "shopkeeper eval run " + " ".join(f"--writer {name}" for name in names)
        report = CaseEvaluation(shop, picked, kept).run(writers, terminal, command)
    if out:
        _write(out, report)
        terminal.note(f"Written: {out / JSON_FILE}, {out / PAGE_FILE}")
    terminal.write(report.to_json() if as_json else report.to_markdown())
    return ExitCode.ERROR if report.has_failures else ExitCode.OK


def _read(path: Path) -> "tuple[Case, ...]":
    from assistant.evaluation.case_files import CasesInvalid, read_cases

    try:
        return read_cases(path)
    except CasesInvalid as error:
        raise InputRefused("; ".join(error.faults)) from None


def _write(folder: Path, report: "EvalReport") -> None:
    """Both files whole, or as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in ((JSON_FILE, report.to_json()), (PAGE_FILE, report.to_markdown())):
        draft = folder / f".{name}.draft"
        draft.write_text(content, encoding="utf-8")
        draft.replace(folder / name)
