"""`shopkeeper events dead-letters list`: the events that were refused."""

import json
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from events.dead_letter import DeadLetter
from events.dead_letters import DeadLetters
from events.masked import masked

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_SHOWN_CHARACTERS = 400


@app.command(name="list")
def list_letters(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Show so many, oldest first (20).")] = 20,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write all of them, unmasked, to be repaired.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show the events that were refused, and why.

    What leads to a person is masked on the screen; the file that --out writes is not, since it is to be repaired and
    replayed.
    """
    terminal = Terminal()
    with open_database_of(launch_of(context).settings()) as database:
        letters = DeadLetters(database)
        n_letters = letters.count()
        shown = list(islice(letters.all_letters(), limit))
        if out is not None:
            n_letters = _write(letters, out)
    if as_json:
        terminal.json({"n_letters": n_letters, "letters": [_masked(letter) for letter in shown]})
    elif out is not None:
        terminal.say(f"{n_letters:,} events written to {out}; repair them there, then: dead-letters replay {out}")
    else:
        for line in _lines(n_letters, shown):
            terminal.say(line)
    return ExitCode.OK


def _write(letters: DeadLetters, out: Path) -> int:
    """One a line, readable to its owner alone: it holds what was sent."""
    out.touch(mode=0o600)
    n_written = 0
    with out.open("w", encoding="utf-8") as stream:
        for letter in letters.all_letters():
            stream.write(json.dumps(letter.to_json()) + "\n")
            n_written += 1
    return n_written


def _masked(letter: DeadLetter) -> dict[str, object]:
    return letter.to_json() | {"event": masked(letter.record)}


def _lines(n_letters: int, shown: list[DeadLetter]) -> list[str]:
    if not n_letters:
        return ["No event was refused."]
    lines = [
        f"{n_letters:,} events were refused" + (f"; the oldest {len(shown):,}:" if len(shown) < n_letters else ":")
    ]
    for letter in shown:
        body = json.dumps(masked(letter.record), ensure_ascii=False)[:_SHOWN_CHARACTERS]
        lines.append(
            one_line(f"{letter.letter_id:>6}  {letter.received:%Y-%m-%d %H:%M}  {letter.source}: {letter.reason}")
        )
        lines.append(f"        {one_line(body)}")
    return lines
