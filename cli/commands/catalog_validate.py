"""`shopkeeper catalog validate`: the report of an import, without one."""

import typer

from catalog.feeds.download import DownloadLimits
from catalog.importer import import_feed
from cli.feed_options import AsJson, BaseUrl, Currency, FeedPlace, FormatName, MappingFile, name_of
from cli.launch import launch_of
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def validate(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    feed: FeedPlace,
    format_name: FormatName = "auto",
    currency: Currency = None,
    base_url: BaseUrl = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """Check a feed as an import would, and change nothing.

    Exit code 0: clean; 3: some rows would be skipped or have warnings; 4: it would be refused; 5: the feed's server did
    not give it.
    """
    terminal = Terminal()
    with terminal.working(f"Reading {name_of(feed)}"):
        report = import_feed(
            None,
            feed,
            dry_run=True,
            format=format_name,
            currency=currency,
            base_url=base_url,
            mapping=mapping,
            download=DownloadLimits.of_shop(allow_private=launch_of(context).settings().allow_private_sources),
        )
    if as_json:
        terminal.json(report.to_json())
    else:
        terminal.say(report.to_text())
    return report.exit_code
