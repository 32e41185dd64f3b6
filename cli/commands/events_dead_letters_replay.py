"""`shopkeeper events dead-letters replay`: refused events are taken after all."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import InputRefused
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.repaired_letters import read_repaired
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from events.event_rules import EventRules
from events.letter_replay import LetterReplay

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def replay(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(exists=True, dir_okay=False, metavar="[FILE]", help="As `list --out` wrote it, repaired."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Take refused events after all, repaired or as they are.

    Without a file every event is judged anew as it lies there. What passes becomes an event, once, however often it is
    replayed; what does not stays. Exit code 0: none is left of them; 3: some still break a rule.
    """
    settings = launch_of(context).settings()
    terminal = Terminal()
    repaired = read_repaired(file) if file else None
    with open_database_of(settings) as database:
        letters = LetterReplay(database, EventRules(timedelta(days=settings.event_days)))
        report = letters.repaired(repaired) if repaired is not None else letters.stored()
    if file and not report.counts:
        raise InputRefused(f"{file} holds no events")
    if as_json:
        terminal.json(report.to_json())
    else:
        counts = report.counts
        terminal.say(
            f"{counts['accepted']:,} new, {counts['duplicate']:,} already there, {counts['ignored']:,} not kept."
        )
        if counts["refused"]:
            terminal.say(f"{counts['refused']:,} still refused:")
        for letter_id, reason in report.reasons.items():
            terminal.say(one_line(f"{letter_id:>6}  {reason}"))
    return ExitCode.WARNINGS if report.counts["refused"] else ExitCode.OK
