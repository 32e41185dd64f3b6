"""`shopkeeper catalog validate`: the report of an import, without one."""

import typer

from catalog.importer import import_feed
from cli.feed_options import AsJson, BaseUrl, Currency, FeedFile, FormatName, MappingFile
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def validate(  # noqa: PLR0913  (an option is a parameter)
    file: FeedFile,
    format_name: FormatName = "auto",
    currency: Currency = None,
    base_url: BaseUrl = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """Check a feed as an import would, and change nothing.

    Exit code 0: clean; 3: some rows would be skipped or have warnings; 4: it would be refused.
    """
    terminal = Terminal()
    with terminal.working(f"Reading {file.name}"):
        report = import_feed(
            None, file, dry_run=True, format=format_name, currency=currency, base_url=base_url, mapping=mapping
        )
    if as_json:
        terminal.json(report.to_json())
    else:
        terminal.say(report.to_text())
    return report.exit_code
