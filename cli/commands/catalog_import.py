"""`shopkeeper catalog import`: a shop's feed becomes its catalog."""

from pathlib import Path
from typing import Annotated

import typer

from catalog.feeds.download import DownloadLimits
from cli.feed_import import FeedFiles, import_files
from cli.feed_options import AsJson, BaseUrl, Currency, FeedPlace, FormatName, MappingFile
from cli.launch import launch_of
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="import")
def import_catalog(  # noqa: PLR0913  (an option is a parameter)
    context: typer.Context,
    feed: FeedPlace,
    format_name: FormatName = "auto",
    currency: Currency = None,
    base_url: BaseUrl = None,
    mapping: MappingFile = None,
    reviews: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, metavar="FILE", help="The shop's reviews (JSONL).")
    ] = None,
    policies: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, metavar="DIR", help="Its documents (Markdown, HTML).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Import even if over half of the catalog goes.")] = False,
    as_json: AsJson = False,
) -> int:
    """Make the products of a feed the whole catalog.

    A feed that is refused changes nothing, and one that is stopped half way changes nothing either. Exit code 0:
    clean; 3: done with warnings; 4: refused; 5: the feed's server did not give it.
    """
    terminal, settings = Terminal(), launch_of(context).settings()
    download = DownloadLimits.of_shop(allow_private=settings.allow_private_sources)
    with launch_of(context).open_shop(settings, require_catalog=False) as shop:
        outcome = import_files(
            shop,
            FeedFiles(feed, reviews, policies),
            terminal,
            {
                "format": format_name,
                "currency": currency,
                "base_url": base_url,
                "mapping": mapping,
                "download": download,
            },
            force=force,
        )
    if as_json:
        terminal.json(outcome.to_json())
    else:
        for line in outcome.to_lines():
            terminal.say(line)
    return outcome.exit_code
