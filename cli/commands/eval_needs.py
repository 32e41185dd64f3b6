"""`shopkeeper eval needs`: what is understood of shoppers' words."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.evaluation.needs import JUDGED_BY, JudgedCase, NeedsRun
from assistant.evaluation.needs_cases import CasesRefused, NeedCase, read_cases
from cli.errors import InputRefused
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.shop_products import products_or_sample
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def needs(
    context: typer.Context,
    cases: Annotated[Path, typer.Option(exists=True, dir_okay=False, metavar="FILE", help="The cases, as JSONL.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Check what is understood of shoppers' words, without search and without a model.

    On the shop's catalog, or the sample shop's where there is none. Exit code 1: some cases fail.
    """
    terminal = Terminal()
    try:
        written = read_cases(cases)
    except (CasesRefused, UnicodeDecodeError) as error:
        raise InputRefused(f"{cases}: {error}") from error
    run = NeedsRun(products_or_sample(launch_of(context).settings()))
    judged = [run.judge(case) for case in written]
    n_passed = sum(case.passed for case in judged)
    if as_json:
        terminal.json({"passed": n_passed, "total": len(judged), "cases": [case.to_json() for case in judged]})
    else:
        for line in _failures(written, judged):
            terminal.say(line)
        terminal.say(f"{n_passed} of {len(judged)} understood ({n_passed / len(judged):.1%}).")
    return ExitCode.OK if n_passed == len(judged) else ExitCode.ERROR


def _failures(written: Sequence[NeedCase], judged: Sequence[JudgedCase]) -> Iterator[str]:
    for case, outcome in zip(written, judged, strict=True):
        for name in outcome.misses:
            expected = case.refs if name == "refs" else getattr(case.expect, name)
            yield f"{case.id}: {one_line(case.say[-1])}"
            yield f"    {name}: expected {expected!r}, got {outcome.got[JUDGED_BY.get(name, name)]!r}"
