"""`shopkeeper shoppers forget`: forgets what is remembered of a shopper."""

from typing import Annotated

import typer

from cli.errors import UsageWrong
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_shopper_records
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def forget(
    context: typer.Context,
    shopper: Annotated[str, typer.Argument(metavar="SHOPPER", help="A shopper's id; anonymous:ID for a browser's.")],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="Only the entries with one of these words.")
    ] = None,
    erase: Annotated[
        bool, typer.Option("--erase", help="Erase the shopper: consent, conversations and events, too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Forget what is remembered of a shopper, all or some of it."""
    if erase and words:
        raise UsageWrong("--erase takes everything of a shopper; leave the words out.")
    terminal = Terminal()
    with open_shopper_records(launch_of(context).settings()) as records:
        if erase:
            gone = dict(records.erase(shopper).to_json())
        else:
            gone = {"n_entries": records.memory.forget(shopper, words or ())}
    if as_json:
        terminal.json(gone)
    else:
        terminal.say("Forgotten: " + ", ".join(f"{name.removeprefix('n_')} {n:,}" for name, n in gone.items()))
    return ExitCode.OK
