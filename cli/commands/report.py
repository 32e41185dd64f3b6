"""`shopkeeper report`: what came of what the shop showed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def report(
    context: typer.Context,
    window: Annotated[
        str,
        typer.Option(metavar="WINDOW", help="So many days up to the newest event (7d), or START..END."),
    ] = "30d",
    html: Annotated[
        Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Write a page with plots here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show what came of what the shop showed: clicks, carts, purchases, order values.

    Of all lists, by surface, by policy and by day, with intervals; from the log of events.
    """
    # NumPy, SQLAlchemy and, for a page, Matplotlib take seconds that --help need not wait for.
    from api.report_process import make_report
    from cli.shop_database import open_database_of
    from cli.shop_report_table import report_tables
    from events.window import Window

    terminal, stretch = Terminal(), Window.parse(window)
    with open_database_of(launch_of(context).settings()) as database, terminal.working("Reading the log"):
        found = make_report(database, stretch)
    if html:
        from cli.page_file import write_page
        from recommenders.evaluation.shop_report_page import shop_report_page

        write_page(html, shop_report_page(found))
        terminal.note(f"Written: {html}")
    if as_json:
        terminal.json(found.to_json())
    else:
        for line in report_tables(found):
            terminal.say(line)
    return ExitCode.OK
