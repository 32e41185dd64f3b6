"""`shopkeeper eval compare`: what changed between two evaluations of the conversation."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="BEFORE", help="eval.json of then.")],
    after: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="AFTER", help="eval.json of now.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Say which cases fail newly, no longer, still.

    Sets of failing cases are compared, never totals: one mended and one broken is not "no change". Exit code 1: some
    case fails newly.
    """
    # The assistant's modules take a moment that --help need not wait for.
    from assistant.evaluation.report_change import change
    from cli.case_evaluation import read_report

    terminal, changed = Terminal(), change(read_report(before), read_report(after))
    if as_json:
        terminal.json(changed.to_json())
    else:
        for line in changed.to_lines():
            terminal.say(line)
    return ExitCode.ERROR if changed.newly_failing else ExitCode.OK
