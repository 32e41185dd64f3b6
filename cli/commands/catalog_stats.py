"""`shopkeeper catalog stats`: the catalog in numbers."""

from typing import Annotated

import typer

from catalog.statistics import CatalogStatistics
from cli.exit_code import ExitCode
from cli.launch import launch_of
from cli.plain_text import one_line
from cli.shop_database import open_catalog
from cli.terminal import Terminal

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def stats(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show the catalog in numbers."""
    terminal = Terminal()
    with open_catalog(launch_of(context).settings()) as catalog:
        numbers = catalog.stats()
    if as_json:
        terminal.json(numbers.to_json())
    else:
        for line in _lines(numbers):
            terminal.say(line)
    return ExitCode.OK


def _lines(numbers: CatalogStatistics) -> list[str]:
    if not numbers.n_products:
        return ["The catalog is empty; fill it with: shopkeeper catalog import FILE"]
    rows = {
        "Products": f"{numbers.n_products:,} ({numbers.n_in_stock / numbers.n_products:.1%} in stock)",
        "Variants": f"{numbers.n_variants:,}",
        "Brands": f"{numbers.n_brands:,}",
        "Categories": f"{numbers.n_categories:,}",
        "Currency": numbers.currency or "none",
        "Without price": f"{numbers.n_without_price:,}",
        "Without image": f"{numbers.n_without_image:,}",
        "Reviews": f"{numbers.n_reviews:,}",
        "Policy sections": f"{numbers.n_policy_sections:,}",
        "Version": str(numbers.version),
    }
    if numbers.imported_at:
        rows["Imported"] = f"{numbers.imported_at:%Y-%m-%d %H:%M} UTC from {one_line(numbers.source or 'unknown')}"
        rows["Format"] = numbers.format or "unknown"
    return [f"{name:<16}{value}" for name, value in rows.items()]
