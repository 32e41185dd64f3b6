"""`shopkeeper shoppers show`: what is remembered of a shopper."""

from typing import Annotated, Any

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.shop_database import open_shopper_records
from cli.terminal import Terminal
from shoppers.memory import MemoryEntry

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_KINDS = {"preference": "likes", "dislike": "dislikes", "size": "size", "budget": "budget", "recipient": "buys for"}


@app.command()
def show(
    context: typer.Context,
    shopper: Annotated[str, typer.Argument(metavar="SHOPPER", help="A shopper's id; anonymous:ID for a browser's.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show what is remembered of a shopper, and what they agreed to."""
    terminal = Terminal()
    with open_shopper_records(launch_of(context).settings()) as records:
        told = records.show(shopper, with_events=True)
    if as_json:
        terminal.json(told)
        return ExitCode.OK
    for line in _lines(told):
        terminal.say(line)
    return ExitCode.OK


def _lines(told: dict[str, Any]) -> list[str]:
    agreed = ", ".join(f"{purpose} {'yes' if is_given else 'no'}" for purpose, is_given in told["consent"].items())
    entries = [MemoryEntry.model_validate(entry) for entry in told["entries"]]
    lines = [f"Agreed: {agreed}", *map(_line, entries)]
    return lines if entries else [*lines, "Nothing is remembered of this shopper."]


def _line(entry: MemoryEntry) -> str:
    said = entry.statement
    what = one_line(" ".join(word for word in (said.name, said.value, str(said.limit or "")) if word))
    because = one_line(entry.because)
    return f"{entry.at:%Y-%m-%d}  {entry.source:<9}  {_KINDS[said.kind]:<8}  {what}  [{entry.entry_id}]  {because}"
