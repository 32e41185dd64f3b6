"""`shopkeeper events stats`: the log of events in numbers."""

from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from events.statistics import EventStatistics, count_events

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def stats(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show the log of events in numbers."""
    terminal = Terminal()
    with open_database_of(launch_of(context).settings()) as database:
        numbers = count_events(database)
    if as_json:
        terminal.json(numbers.to_json())
    else:
        for line in _lines(numbers):
            terminal.say(line)
    return ExitCode.OK


def _lines(numbers: EventStatistics) -> list[str]:
    if not numbers.first_at or not numbers.last_at:
        return ["The log is empty; fill it with: shopkeeper events import FILE"]
    rows = {
        "Events": f"{numbers.n_events:,}",
        **{f"  {kind}": f"{n:,}" for kind, n in numbers.by_type.items()},
        "Lines": f"{numbers.n_lines:,}",
        "From": f"{numbers.first_at:%Y-%m-%d %H:%M} UTC",
        "To": f"{numbers.last_at:%Y-%m-%d %H:%M} UTC",
        "Shoppers": f"{numbers.n_shoppers:,} signed in, {numbers.n_anonymous:,} anonymous",
        "Nobody's": f"{numbers.n_without_shopper:,} events without a shopper",
        "Sessions": f"{numbers.n_sessions:,}",
        "Products": f"{numbers.n_products:,}",
    }
    return [f"{name:<20}{value}" for name, value in rows.items()]
