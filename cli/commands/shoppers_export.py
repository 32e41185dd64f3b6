"""`shopkeeper shoppers export`: everything that is kept of a shopper."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_shopper_records
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def export(
    context: typer.Context,
    shopper: Annotated[str, typer.Argument(metavar="SHOPPER", help="A shopper's id; anonymous:ID for a browser's.")],
    as_json: Annotated[bool, typer.Option("--json", help="The default, and all there is.")] = True,
) -> int:
    """Print everything that is kept of a shopper, as one JSON object."""
    with open_shopper_records(launch_of(context).settings()) as records:
        Terminal().json(records.export(shopper, with_events=True))
    return ExitCode.OK
