"""`shopkeeper events import`: order history, or events kept elsewhere, become part of the log."""

from pathlib import Path
from typing import Annotated

import typer

from catalog.lookup import CatalogLookup
from cli.errors import UsageWrong
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.shop_database import open_database_of
from cli.terminal import Terminal
from events.importer import import_events
from events.log import EventLog
from events.order_history import OrderReading
from events.product_codes import ProductCodes

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="import")
def import_file(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE", help="Orders or events, gzipped or not.")
    ],
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="Of prices that name none; else the catalog's.")
    ] = None,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="01/02/2026 is in January, if no date of the file decides that.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> int:
    """Add order history (CSV) or events (JSONL) to the log.

    What is in the log already is not added again, so an import that was stopped half way is simply done again. Exit
    code 0: clean; 3: done with warnings; 4: refused.
    """
    if currency is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise UsageWrong(f"--currency takes an ISO 4217 code such as GBP, not {currency!r}")
    terminal = Terminal()
    with open_database_of(launch_of(context).settings()) as database:
        with terminal.working("Reading the catalog"):
            codes = ProductCodes.of(CatalogLookup(database).all_products())
        reading = OrderReading(codes, currency.upper() if currency else None, month_first)
        with terminal.progress(f"Importing {file.name}") as advance:
            report = import_events(None if dry_run else EventLog(database), file, reading, advance)
    if as_json:
        terminal.json(report.to_json())
    else:
        for line in report.to_lines():
            terminal.say(one_line(line))
    return report.exit_code
